package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The rules of one-time codes (NIST SP 800-63B-4, section 3.1.3): a code lives ten minutes and
// takes five tries, which the database holds; a number gets one a minute and five an hour.
const (
	codeLife     = 10 * time.Minute
	codePause    = time.Minute
	codesPerHour = 5
)

// How long somebody stays signed in: until they haven't used it for half a day, and a month at
// the longest.
const (
	sessionIdle = 12 * time.Hour
	sessionLife = 30 * 24 * time.Hour
)

// Desk signs staff in with a code that their phone gets.
type Desk struct {
	Store *db.Store
	Links *Links
}

// Ask has a code sent to a number, and gives the identity of the try. Whether anybody of the
// staff has the number makes no difference to what is done, told or waited for here. Limited
// when the number has asked too often.
func (d *Desk) Ask(ctx context.Context, phone roster.Phone, now time.Time) (string, error) {
	for _, limit := range []struct {
		span time.Duration
		most int
	}{{time.Hour, codesPerHour}, {codePause, 1}} {
		n, err := d.Store.CodesSince(ctx, phone, now.Add(-limit.span))
		if err != nil {
			return "", err
		}
		if n >= limit.most {
			return "", &roster.Error{Kind: roster.Limited, Key: "sign_in.too_often", Args: []any{"minutes", int(limit.span.Minutes())}}
		}
	}
	id, err := db.NewID()
	if err != nil {
		return "", err
	}
	err = d.Store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.AddCode(ctx, id, phone, now, now.Add(codeLife)); err != nil {
			return err
		}
		return tx.Enqueue(ctx, db.SendCode{Code: id})
	})
	if err != nil {
		return "", fmt.Errorf("ask for a sign-in code: %w", err)
	}
	return id, nil
}

// Enter signs in whoever gives the right code of a try, on a device, and returns the cookie's
// token. Every failure is told the same: a wrong or an old code, too many tries, nobody's number.
func (d *Desk) Enter(ctx context.Context, try, code, device string, now time.Time) (string, error) {
	phone, right, err := d.Store.TryCode(ctx, try, d.Links.CodeHash(try, code), now)
	if err != nil && roster.KindOf(err) != roster.NotFound {
		return "", err
	}
	if err != nil || !right {
		return "", roster.Bad("code", "sign_in.wrong_code")
	}
	member, err := d.Store.StaffByPhone(ctx, phone)
	if roster.KindOf(err) == roster.NotFound {
		return "", roster.Bad("code", "sign_in.wrong_code")
	}
	if err != nil {
		return "", err
	}
	return d.open(ctx, member, device, now)
}

func (d *Desk) open(ctx context.Context, member roster.StaffMember, device string, now time.Time) (string, error) {
	const tokenBytes, longestDevice = 32, 200
	raw := make([]byte, tokenBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make a session: %w", err)
	}
	id, err := db.NewID()
	if err != nil {
		return "", err
	}
	token := base64.RawURLEncoding.EncodeToString(raw)
	session := roster.Session{ID: id, Device: device[:min(len(device), longestDevice)], CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionLife)}
	if err := d.Store.AddSession(ctx, Hash(token), member, session); err != nil {
		return "", err
	}
	return token, nil
}

// Sessions are the browsers in which the viewer is signed in.
func (d *Desk) Sessions(ctx context.Context, v roster.Viewer, now time.Time) ([]roster.Session, error) {
	if v.Staff == "" {
		return nil, nil
	}
	return d.Store.Sessions(ctx, v.Campaign, v.Staff, now.Add(-sessionIdle), now)
}

// Leave signs the viewer out of one of their browsers; NotFound when it isn't theirs.
func (d *Desk) Leave(ctx context.Context, v roster.Viewer, session string, now time.Time) error {
	if v.Staff == "" {
		return roster.Missing("session")
	}
	return d.Store.RevokeSession(ctx, v.Campaign, v.Staff, session, now)
}

// CodeHash is how the code of a try is kept: keyed, since six digits are soon guessed by whoever
// reads the database alone.
func (l *Links) CodeHash(try, code string) []byte {
	mac := hmac.New(sha256.New, l.keys[0])
	mac.Write([]byte("sign-in code\x00" + try + "\x00" + code))
	return mac.Sum(nil)
}

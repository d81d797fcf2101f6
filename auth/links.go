package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Links signs and opens the addresses of answer pages. The newest key signs, every key
// opens.
type Links struct {
	keys   [][]byte
	public string
}

// macBytes is the length of the signature in a token: 80 bits, beside the 64 random bits of
// the page's identity.
const macBytes = 10

// NewLinks takes the keys, newest first, at least 32 bytes each, and the address that people
// see.
func NewLinks(keys [][]byte, public string) (*Links, error) {
	const shortestKey = 32
	if len(keys) == 0 {
		return nil, errors.New("links: a key is needed")
	}
	for _, key := range keys {
		if len(key) < shortestKey {
			return nil, errors.New("links: a key is shorter than 32 bytes")
		}
	}
	return &Links{keys: keys, public: strings.TrimRight(public, "/")}, nil
}

// URL is the signed address of the answer page of a link.
func (l *Links) URL(link string) string {
	id, err := base64.RawURLEncoding.DecodeString(link)
	if err != nil || len(id) != db.LinkBytes {
		return l.public
	}
	return l.public + "/a/" + base64.RawURLEncoding.EncodeToString(append(id, sign(l.keys[0], "answer page", id)...))
}

// Open returns the link of a token; NotFound for one that we didn't sign, or that lost a
// character on the way.
func (l *Links) Open(token string) (string, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != db.LinkBytes+macBytes {
		return "", roster.Missing("link")
	}
	id, mac := raw[:db.LinkBytes], raw[db.LinkBytes:]
	if !l.signed("answer page", id, mac) {
		return "", roster.Missing("link")
	}
	return base64.RawURLEncoding.EncodeToString(id), nil
}

// signed tells whether one of our keys made a signature for a use.
func (l *Links) signed(use string, id, mac []byte) bool {
	for _, key := range l.keys {
		if hmac.Equal(mac, sign(key, use, id)) {
			return true
		}
	}
	return false
}

func sign(key []byte, use string, id []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(use + "\x00"))
	mac.Write(id)
	return mac.Sum(nil)[:macBytes]
}

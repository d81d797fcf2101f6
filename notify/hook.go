package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// HookCall is one delivery to an organisation's own system: Secrets sign it, newest first,
// At is the time that is signed with it.
type HookCall struct {
	ID, URL string
	Secrets []string
	Body    []byte
	At      time.Time
}

// Signature is the value of the header Tiepsuc-Signature: the Unix time t and for each
// secret v1, the hex HMAC-SHA256 of "t.body". A receiver takes a delivery when one v1 is
// right and t is a few minutes old at most.
func (c HookCall) Signature() string {
	at := strconv.FormatInt(c.At.Unix(), 10)
	var b strings.Builder
	b.WriteString("t=" + at)
	for _, secret := range c.Secrets {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(at + "."))
		mac.Write(c.Body)
		b.WriteString(",v1=" + hex.EncodeToString(mac.Sum(nil)))
	}
	return b.String()
}

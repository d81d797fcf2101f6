package db

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
)

// LinkBytes is the length of the identity of an answer page.
const LinkBytes = 8

// NewLink makes the identity of an answer page, as asks keep it: 64 random bits in eleven
// characters of base64url.
func NewLink() (string, error) {
	raw := make([]byte, LinkBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

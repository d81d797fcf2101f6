package demo

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Secrets are what a demo makes up once and keeps: links and signatures of yesterday hold
// today. They are worth nothing outside its own machine.
type Secrets struct {
	Link       string `json:"link"`
	AccountSID string `json:"account_sid"`
	APIKey     string `json:"api_key"`
	APISecret  string `json:"api_secret"`
	AuthToken  string `json:"auth_token"`
}

// KeepSecrets reads the secrets at path, or makes and writes them when there are none.
func KeepSecrets(path string) (Secrets, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecrets(path)
	}
	if err != nil {
		return Secrets{}, fmt.Errorf("read the demo's secrets: %w", err)
	}
	var s Secrets
	if err := json.Unmarshal(raw, &s); err != nil {
		return Secrets{}, fmt.Errorf("read the demo's secrets in %s: %w", path, err)
	}
	return s, nil
}

func makeSecrets(path string) (Secrets, error) {
	s := Secrets{
		Link: random(32), AccountSID: "AC" + random(16),
		APIKey: "SK" + random(16), APISecret: random(16), AuthToken: random(16),
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return Secrets{}, fmt.Errorf("keep the demo's secrets: %w", err)
	}
	return s, writeWhole(path, raw)
}

// random is n random bytes in hexadecimal; the system's generator never fails.
func random(n int) string {
	raw := make([]byte, n)
	_, _ = rand.Read(raw)
	return hex.EncodeToString(raw)
}

package web

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed app/src/gql/persisted-documents.json
var operations []byte

// Operations are all that the app asks the API, by the SHA-256 of the text.
func Operations() (map[string]string, error) {
	var byName map[string]string
	if err := json.Unmarshal(operations, &byName); err != nil {
		return nil, fmt.Errorf("read the operations of the app: %w", err)
	}
	byHash := make(map[string]string, len(byName))
	for name, text := range byName {
		byHash[strings.TrimPrefix(name, "sha256:")] = text
	}
	return byHash, nil
}

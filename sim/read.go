package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// ReadBehaviour reads a behaviour file. What it leaves out is as in DefaultBehaviour; what it
// has too much or wrong is named by its path, all of it together.
func ReadBehaviour(r io.Reader) (Behaviour, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Behaviour{}, fmt.Errorf("read the behaviour: %w", err)
	}
	var given any
	if err := json.Unmarshal(text, &given); err != nil {
		return Behaviour{}, fmt.Errorf("read the behaviour: %w", err)
	}
	known, err := tree(DefaultBehaviour())
	if err != nil {
		return Behaviour{}, err
	}
	if err := errors.Join(misfits("", given, known)...); err != nil {
		return Behaviour{}, err
	}
	b := DefaultBehaviour()
	b.Format = ""
	if err := json.Unmarshal(text, &b); err != nil {
		return Behaviour{}, fmt.Errorf("read the behaviour: %w", err)
	}
	return b, b.Check()
}

// tree is a value as JSON sees it.
func tree(value any) (any, error) {
	var text bytes.Buffer
	if err := json.NewEncoder(&text).Encode(value); err != nil {
		return nil, fmt.Errorf("write the default behaviour: %w", err)
	}
	var t any
	if err := json.Unmarshal(text.Bytes(), &t); err != nil {
		return nil, fmt.Errorf("read the default behaviour: %w", err)
	}
	return t, nil
}

// misfits names what given has that known hasn't, or has as another type.
func misfits(path string, given, known any) []error {
	if kind(given) != kind(known) {
		return []error{fmt.Errorf("%s must be %s", orRoot(path), kind(known))}
	}
	members, ok := given.(map[string]any)
	if !ok {
		return nil
	}
	var found []error
	for _, name := range slices.Sorted(maps.Keys(members)) {
		here := name
		if path != "" {
			here = path + "." + name
		}
		if like, ok := known.(map[string]any)[name]; ok {
			found = append(found, misfits(here, members[name], like)...)
		} else {
			found = append(found, fmt.Errorf("%s is an unknown field", here))
		}
	}
	return found
}

func orRoot(path string) string {
	if path == "" {
		return "$"
	}
	return path
}

func kind(value any) string {
	switch value.(type) {
	case map[string]any:
		return "an object"
	case string:
		return "a string"
	case float64:
		return "a number"
	}
	return "something else"
}

// Package i18n holds every word a person reads: flat catalogs of texts by key, one folder
// per language, one file per area. Vietnamese is the language the texts are written in
// first; English is complete.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

// Lang is a language the platform speaks.
type Lang string

// The languages.
const (
	VI Lang = "vi"
	EN Lang = "en"
)

// Langs lists the languages, the first being the default.
func Langs() []Lang { return []Lang{VI, EN} }

// Parse picks a language from an Accept-Language header or a lang parameter: English when
// it asks for English before Vietnamese, else Vietnamese.
func Parse(accept string) Lang {
	for part := range strings.SplitSeq(strings.ToLower(accept), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch primary, _, _ := strings.Cut(tag, "-"); Lang(primary) {
		case VI:
			return VI
		case EN:
			return EN
		}
	}
	return VI
}

//go:embed locales/*/*.json
var files embed.FS

var catalogs = sync.OnceValues(load)

// Catalog returns all texts of a language by key.
func Catalog(lang Lang) (map[string]string, error) {
	all, err := catalogs()
	return all[lang], err
}

// Text returns the text of key in lang with its {placeholders} filled from args, which
// are name, value pairs. An unknown key comes back as itself, so that a missing text is
// seen and never empty.
func Text(lang Lang, key string, args ...any) string {
	all, err := catalogs()
	if err != nil {
		return key
	}
	text, ok := all[lang][key]
	if !ok {
		return key
	}
	return fill(text, args)
}

// Refusal says in lang what was refused: the text of error.KEY. A reason among its args may be a key
// of its own (the rule that speaks against somebody), and is said in words too; several strings
// are keys, and listed.
func Refusal(lang Lang, key string, args ...any) string {
	args = slices.Clone(args)
	for i := 1; i < len(args); i += 2 {
		switch arg := args[i].(type) {
		case string:
			if args[i-1] == "reason" {
				args[i] = Text(lang, arg)
			}
		case []string:
			args[i] = listed(lang, arg)
		}
	}
	return Text(lang, "error."+key, args...)
}

func listed(lang Lang, keys []string) string {
	texts := make([]string, len(keys))
	for i, key := range keys {
		texts[i] = Text(lang, key)
	}
	return strings.Join(texts, ", ")
}

// Has tells whether key has a text in lang.
func Has(lang Lang, key string) bool {
	all, err := catalogs()
	_, ok := all[lang][key]
	return err == nil && ok
}

func fill(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func load() (map[Lang]map[string]string, error) {
	all := map[Lang]map[string]string{}
	for _, lang := range Langs() {
		all[lang] = map[string]string{}
		dir := path.Join("locales", string(lang))
		entries, err := files.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("read catalogs of %s: %w", lang, err)
		}
		for _, entry := range entries {
			if err := merge(all[lang], path.Join(dir, entry.Name())); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func merge(into map[string]string, name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read catalog %s: %w", name, err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		return fmt.Errorf("catalog %s: %w", name, err)
	}
	for key, text := range texts {
		if _, twice := into[key]; twice {
			return fmt.Errorf("catalog %s: %s stands in two catalogs", name, key)
		}
		into[key] = text
	}
	return nil
}

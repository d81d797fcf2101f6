package dispatch

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// glossary turns the words of a list into codes.
type glossary struct {
	vocabulary db.Vocabulary
	communes   map[string][]string // codes by plain name
	skills     map[string]string   // code by plain name or code
	usualKind  roster.VolunteerKind
}

func (d *Dispatcher) readGlossary(ctx context.Context, campaign, organisation string) (glossary, error) {
	g := glossary{communes: map[string][]string{}, skills: map[string]string{}, usualKind: roster.Student}
	var err error
	if g.vocabulary, err = d.store.Vocabulary(ctx, campaign); err != nil {
		return g, err
	}
	all := roster.Scope{Campaign: campaign, All: true}
	communes, err := d.store.Communes(ctx, all, nil)
	if err != nil {
		return g, err
	}
	for _, c := range communes {
		key := exchange.Plain(c.Name)
		g.communes[key] = append(g.communes[key], c.Code)
	}
	skills, err := d.store.Skills(ctx, campaign)
	if err != nil {
		return g, err
	}
	for _, s := range skills {
		for _, word := range []string{s.Code, s.NameVI, s.NameEN} {
			g.skills[exchange.Plain(word)] = s.Code
		}
	}
	if organisation == "" {
		return g, nil
	}
	owners, err := d.store.Organisations(ctx, all, []string{organisation})
	if err == nil && len(owners) == 1 && owners[0].Kind == roster.Telecom {
		g.usualKind = roster.Engineer
	}
	return g, err
}

// commune gives the code of a commune by its code, also one that lost its zeros, or by its
// name with or without "Phường", accents and the city. key says what is wrong.
func (g glossary) commune(text string) (code, key string) {
	const codeDigits = 5
	if n, err := strconv.Atoi(strings.TrimSuffix(text, ".0")); err == nil && n > 0 {
		code = strconv.Itoa(n)
		code = strings.Repeat("0", max(0, codeDigits-len(code))) + code
		if !g.vocabulary.Communes[code] {
			return text, "import.commune_unknown"
		}
		return code, ""
	}
	name, _, _ := strings.Cut(text, ",")
	plain := exchange.Plain(name)
	codes := g.communes[plain]
	for _, prefix := range []string{"phuong ", "xa ", "p ", "x ", "thi tran "} {
		if bare, ok := strings.CutPrefix(plain, prefix); ok && len(codes) == 0 {
			codes = g.communes[bare]
		}
	}
	switch len(codes) {
	case 0:
		return text, "import.commune_unknown"
	case 1:
		return codes[0], ""
	}
	return text, "import.commune_ambiguous"
}

var levelled = regexp.MustCompile(`^(.+?)(?: (?:bac|muc|level|cap))? ([0-9])$`)

func (g glossary) skill(text string) (roster.SkillLevel, bool) {
	key, level := exchange.Plain(text), 1
	code, known := g.skills[key]
	if m := levelled.FindStringSubmatch(key); !known && m != nil {
		level = int(m[2][0] - '0')
		code, known = g.skills[m[1]]
	}
	return roster.SkillLevel{Skill: code, Level: level}, known
}

// columnField is the field of a column such as skills[0].code.
func columnField(column string) exchange.Field {
	if end := strings.IndexAny(column, "[."); end >= 0 {
		column = column[:end]
	}
	if column == "exceptions" {
		return exchange.DaysOff
	}
	return exchange.Field(column)
}

package dispatch

import (
	"context"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// glossary turns the words of a list into codes.
type glossary struct {
	vocabulary db.Vocabulary
	communes   map[string][]roster.Commune  // by plain name
	skills     map[string]string            // code by plain name, initials or code
	said       map[string]roster.SkillLevel // what the sender says of words; no skill leaves the word out
	usualKind  roster.VolunteerKind
}

func (d *Dispatcher) readGlossary(ctx context.Context, campaign, organisation string) (glossary, error) {
	g := glossary{communes: map[string][]roster.Commune{}, said: map[string]roster.SkillLevel{}, usualKind: roster.Student}
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
		g.communes[key] = append(g.communes[key], c)
	}
	skills, err := d.store.Skills(ctx, campaign)
	if err != nil {
		return g, err
	}
	g.skills = skillWords(skills)
	if organisation == "" {
		return g, nil
	}
	owners, err := d.store.Organisations(ctx, all, []string{organisation})
	if err == nil && len(owners) == 1 && owners[0].Kind == roster.Telecom {
		g.usualKind = roster.Engineer
	}
	return g, err
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

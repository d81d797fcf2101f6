package graph

import (
	"context"
	"sync"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/graph/scalar"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// operation is what one operation reads once and every resolver needs: its language, the
// viewer's campaign and the campaign's skills; and of a stream the cursors of what it put out.
type operation struct {
	lang     i18n.Lang
	campaign func() (roster.Campaign, error)
	skills   func() (map[string]roster.Skill, error)
	levels   *levels
	marks    marks
}

type operationKey struct{}

type langKey struct{}

// WithLang puts the language that a request asks for into its context.
func WithLang(ctx context.Context, lang i18n.Lang) context.Context {
	return context.WithValue(ctx, langKey{}, lang)
}

func langOf(ctx context.Context) i18n.Lang {
	if lang, ok := ctx.Value(langKey{}).(i18n.Lang); ok {
		return lang
	}
	return i18n.VI
}

// withOperation prepares the context of one operation. What it reads is read when it is
// first asked for.
// A stream's rows are read afresh for each event, so it remembers no levels.
func withOperation(ctx context.Context, store *db.Store, stream bool) context.Context {
	viewer := auth.Viewer(ctx)
	op := &operation{lang: langOf(ctx)}
	if !stream {
		op.levels = &levels{rows: map[rowKey]*level{}}
	}
	op.campaign = sync.OnceValues(func() (roster.Campaign, error) { return store.Campaign(ctx, viewer.Campaign) })
	op.skills = sync.OnceValues(func() (map[string]roster.Skill, error) { return skillsByCode(ctx, store, viewer.Campaign) })
	zone := func() *time.Location {
		campaign, err := op.campaign()
		if err != nil {
			return time.UTC
		}
		return campaign.Location()
	}
	return scalar.WithZone(context.WithValue(ctx, operationKey{}, op), zone)
}

func skillsByCode(ctx context.Context, store *db.Store, campaign string) (map[string]roster.Skill, error) {
	list, err := store.Skills(ctx, campaign)
	if err != nil {
		return nil, err
	}
	skills := make(map[string]roster.Skill, len(list))
	for _, s := range list {
		skills[s.Code] = s
	}
	return skills, nil
}

func operationOf(ctx context.Context) *operation {
	op, _ := ctx.Value(operationKey{}).(*operation)
	return op
}

func scopeOf(ctx context.Context) roster.Scope { return auth.Viewer(ctx).Scope() }

func skillOf(ctx context.Context, code string) (roster.Skill, error) {
	skills, err := operationOf(ctx).skills()
	if err != nil {
		return roster.Skill{}, err
	}
	if skill, ok := skills[code]; ok {
		return skill, nil
	}
	return roster.Skill{}, roster.Missing("skill")
}

// spanOf is the span of the days from…to, both included; the planning horizon from today on
// where they are absent.
func (r *Resolver) spanOf(ctx context.Context, from, to *roster.Date) (roster.Span, roster.Campaign, error) {
	const horizon = 7
	campaign, err := operationOf(ctx).campaign()
	if err != nil {
		return roster.Span{}, campaign, err
	}
	loc := campaign.Location()
	first := roster.DateOf(r.now(), loc)
	if from != nil {
		first = *from
	}
	last := first.AddDays(horizon - 1)
	if to != nil {
		last = *to
	}
	if last.Before(first) {
		return roster.Span{}, campaign, roster.Bad("to", "date.before_from")
	}
	if first.DaysUntil(last) > longestSpan {
		return roster.Span{}, campaign, &roster.Error{Kind: roster.Limited, Key: "date.span_too_long", Field: "to", Args: []any{"max", longestSpan}}
	}
	return roster.Span{Start: first.Time(loc), End: last.AddDays(1).Time(loc)}, campaign, nil
}

// longestSpan bounds the days that one query looks at.
const longestSpan = 120

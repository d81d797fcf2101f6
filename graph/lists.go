package graph

import (
	"context"
	"regexp"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/roster"
)

// usualPage is how many rows a page has when nobody says.
const usualPage = 50

func (r *Resolver) asks(ctx context.Context, filter gen.AskFilter, firstRows *int, after *string) (gen.AskConnection, error) {
	n, err := firstOf(firstRows, usualPage)
	if err != nil {
		return gen.AskConnection{}, err
	}
	from, err := readTimeCursor(after)
	if err != nil {
		return gen.AskConnection{}, err
	}
	rows, err := r.store.AskPage(ctx, scopeOf(ctx), db.AskQuery{
		States: filter.States, Commune: or(filter.Commune), Volunteer: or(filter.Volunteer), First: n + 1, After: from,
	})
	if err != nil {
		return gen.AskConnection{}, err
	}
	remember(ctx, rows)
	var list gen.AskConnection
	list.Edges, list.PageInfo = page(rows, n, func(a roster.Ask) gen.AskEdge {
		return gen.AskEdge{Cursor: timeCursor(a.QueuedAt, a.ID), Node: a}
	}, func(e gen.AskEdge) string { return e.Cursor })
	return list, nil
}

func (r *Resolver) shifts(ctx context.Context, filter gen.ShiftFilter, firstRows *int, after *string) (gen.ShiftConnection, error) {
	n, err := firstOf(firstRows, usualPage)
	if err != nil {
		return gen.ShiftConnection{}, err
	}
	from, err := readTimeCursor(after)
	if err != nil {
		return gen.ShiftConnection{}, err
	}
	span, _, err := r.spanOf(ctx, filter.From, filter.To)
	if err != nil {
		return gen.ShiftConnection{}, err
	}
	rows, err := r.store.ShiftPage(ctx, scopeOf(ctx), db.ShiftQuery{
		Commune: or(filter.Commune), Span: span, EmptyOnly: or(filter.EmptyOnly), First: n + 1, After: from,
	})
	if err != nil {
		return gen.ShiftConnection{}, err
	}
	remember(ctx, rows)
	var list gen.ShiftConnection
	list.Edges, list.PageInfo = page(rows, n, func(s roster.Shift) gen.ShiftEdge {
		return gen.ShiftEdge{Cursor: timeCursor(s.Span.Start, s.ID), Node: s}
	}, func(e gen.ShiftEdge) string { return e.Cursor })
	return list, nil
}

func (r *Resolver) volunteers(ctx context.Context, filter gen.VolunteerFilter, firstRows *int, after *string) (gen.VolunteerConnection, error) {
	n, err := firstOf(firstRows, usualPage)
	if err != nil {
		return gen.VolunteerConnection{}, err
	}
	name, id, err := readCursor(after)
	if err != nil {
		return gen.VolunteerConnection{}, err
	}
	query := db.VolunteerQuery{
		Organisation: or(filter.Organisation), Home: or(filter.Home), Skill: or(filter.Skill), Search: or(filter.Search),
		First: n + 1, AfterName: name, AfterID: id,
	}
	rows, err := r.store.VolunteerPage(ctx, scopeOf(ctx), query)
	if err != nil {
		return gen.VolunteerConnection{}, err
	}
	remember(ctx, rows)
	var list gen.VolunteerConnection
	list.Edges, list.PageInfo = page(rows, n, func(v roster.Volunteer) gen.VolunteerEdge {
		return gen.VolunteerEdge{Cursor: cursor(db.FoldedName(v), v.ID), Node: v}
	}, func(e gen.VolunteerEdge) string { return e.Cursor })
	list.TotalCount, err = r.store.CountVolunteers(ctx, scopeOf(ctx), query)
	return list, err
}

// total sums the coverage of the communes that the viewer sees; its lowest ratio is that of
// the lowest commune.
func (r *Resolver) total(ctx context.Context, from, to *roster.Date) (roster.Coverage, error) {
	span, campaign, err := r.spanOf(ctx, from, to)
	if err != nil {
		return roster.Coverage{}, err
	}
	var codes []string
	if own := scopeOf(ctx).Commune; own != "" {
		codes = []string{own}
	}
	communes, err := r.covered.coverage(ctx, campaign, codes, span)
	if err != nil {
		return roster.Coverage{}, err
	}
	sum := roster.Coverage{LowestRatio: 1}
	for _, c := range communes {
		sum = sum.Add(c, c.Ratio())
	}
	return sum, nil
}

// orNothing is the coverage of a commune; one that needs nobody lacks nobody.
func orNothing(covered map[string]roster.Coverage, code string) roster.Coverage {
	if c, ok := covered[code]; ok {
		return c
	}
	return roster.Coverage{LowestRatio: 1}
}

// signedLink finds the answer page's token in a text.
var signedLink = regexp.MustCompile(`/a/[A-Za-z0-9_-]+`)

// hideLink leaves the signed part of a text's link out: whoever has it can answer.
func hideLink(body string) string {
	return strings.TrimSpace(signedLink.ReplaceAllString(body, "/a/…"))
}

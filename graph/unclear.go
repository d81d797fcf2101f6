package graph

import (
	"context"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/roster"
)

func writer(p *roster.Reply) string { return p.Volunteer }

// unclearReplies is a page of the texts that wait for a person to read them.
func (r *Resolver) unclearReplies(ctx context.Context, firstRows *int, after *string) (gen.ReplyConnection, error) {
	n, err := firstOf(firstRows, usualPage)
	if err != nil {
		return gen.ReplyConnection{}, err
	}
	from, err := readTimeCursor(after)
	if err != nil {
		return gen.ReplyConnection{}, err
	}
	rows, total, err := r.dispatcher.UnclearReplies(ctx, auth.Viewer(ctx), n+1, from, r.now())
	if err == nil && asksFor(ctx, "edges") {
		_, err = noted(ctx, r, roster.SawTexts, rows[:min(n, len(rows))], nil, writer)
	}
	if err != nil {
		return gen.ReplyConnection{}, err
	}
	remember(ctx, rows)
	list := gen.ReplyConnection{TotalCount: total}
	list.Edges, list.PageInfo = page(rows, n, func(p roster.Reply) gen.ReplyEdge {
		return gen.ReplyEdge{Cursor: timeCursor(p.ReceivedAt, p.ID), Node: p}
	}, func(e gen.ReplyEdge) string { return e.Cursor })
	return list, nil
}

// mayAnswer reads what texts may be about; what is asked of these asks is read for all texts at once.
func (r *Resolver) mayAnswer(ctx context.Context, replies []*roster.Reply) ([][]roster.Ask, error) {
	found, err := many(ctx, edge[roster.Reply, db.AskOfReply]{
		name: "mayAnswer", of: func(p *roster.Reply) string { return p.ID }, to: func(a *db.AskOfReply) string { return a.Reply },
		load: func(ctx context.Context, ids []string) ([]db.AskOfReply, error) {
			asks, err := r.store.AsksOfReplies(ctx, auth.Viewer(ctx), ids, r.now())
			remember(ctx, asksIn(asks))
			return asks, err
		},
	}, replies)
	if err != nil {
		return nil, err
	}
	lists := make([][]roster.Ask, len(found))
	for i, asks := range found {
		lists[i] = asksIn(asks)
	}
	return lists, nil
}

func asksIn(of []db.AskOfReply) []roster.Ask {
	asks := make([]roster.Ask, len(of))
	for i, a := range of {
		asks[i] = a.Ask
	}
	return asks
}

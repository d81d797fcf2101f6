package graph

import (
	"context"
	"fmt"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// covered reads communes and what is covered in them, once for all who ask for the same ones:
// when a commune changes, hundreds of open boards want it in the same moment. What it gives is
// shared: nobody may change it.
type covered struct {
	store    *db.Store
	figures  *shared[found[map[string]roster.Coverage]]
	communes *shared[found[[]roster.Commune]]
}

// found is what was read, or why it couldn't be.
type found[T any] struct {
	value T
	err   error
}

func newCovered(config Config) *covered {
	c := &covered{store: config.Store}
	if !config.KeepNothing {
		c.figures = newShared[found[map[string]roster.Coverage]](config.Feed, config.Wall)
		c.communes = newShared[found[[]roster.Commune]](config.Feed, config.Wall)
	}
	return c
}

// coverage is that of communes by code; communes that need nobody have none.
func (c *covered) coverage(ctx context.Context, campaign roster.Campaign, codes []string, span roster.Span) (map[string]roster.Coverage, error) {
	key := fmt.Sprint(campaign.ID, span.Start.Unix(), span.End.Unix(), codes)
	return readShared(ctx, c.figures, campaign.ID, key, func() (map[string]roster.Coverage, error) {
		return c.store.Coverage(ctx, campaign.ID, campaign.TimeZone, codes, span)
	})
}

// changed are communes by their codes, as far as the scope sees them.
func (c *covered) changed(ctx context.Context, scope roster.Scope, codes []string) ([]roster.Commune, error) {
	return readShared(ctx, c.communes, scope.Campaign, fmt.Sprint(scope, codes), func() ([]roster.Commune, error) {
		return c.store.Communes(ctx, scope, codes)
	})
}

func readShared[T any](ctx context.Context, s *shared[found[T]], campaign, key string, read func() (T, error)) (T, error) {
	if s == nil {
		return read()
	}
	got := s.get(ctx, campaign, key, func() (found[T], bool) {
		value, err := read()
		return found[T]{value, err}, err == nil
	})
	return got.value, got.err
}

package scalar

import (
	"context"
	"time"
)

type zoneKey struct{}

// WithZone says in which zone the moments of an answer are written.
func WithZone(ctx context.Context, zone func() *time.Location) context.Context {
	return context.WithValue(ctx, zoneKey{}, zone)
}

func zoneOf(ctx context.Context) *time.Location {
	if zone, ok := ctx.Value(zoneKey{}).(func() *time.Location); ok {
		return zone()
	}
	return time.UTC
}

package graph

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/internal/throttle"
	"github.com/tiepsuc/tiepsuc/roster"
)

// callers bounds what one token and one address do: how often, and how much at once. How
// often isn't bounded where perSecond is 0.
type callers struct {
	perSecond         int
	mostStreams       int
	tokens, addresses *throttle.Limiter
	mu                sync.Mutex
	streams           map[string]int
}

func newCallers(perSecond, mostStreams int) *callers {
	c := &callers{perSecond: perSecond, mostStreams: mostStreams, streams: map[string]int{}}
	if perSecond > 0 {
		c.tokens = throttle.New(rateOf(perSecond))
		c.addresses = throttle.New(rateOf(perSecond * tokensPerAddress))
	}
	return c
}

func rateOf(perSecond int) throttle.Rate {
	return throttle.Rate{Burst: float64(burstSeconds * perSecond), PerSecond: float64(perSecond)}
}

// knock counts a request of an address.
func (c *callers) knock(address string, now time.Time) error {
	if c.addresses != nil && !c.addresses.Allow(address, now) {
		return tooOften(c.perSecond * tokensPerAddress)
	}
	return nil
}

func tooOften(perSecond int) *roster.Error {
	return &roster.Error{Kind: roster.Limited, Key: "query.too_often", Args: []any{"max", perSecond}}
}

// admit counts an operation of a token, over whatever it came, and gives a stream its place.
func (c *callers) admit(ctx context.Context, stream bool, now time.Time) *roster.Error {
	caller := callerOf(ctx)
	if c.tokens != nil && !c.tokens.Allow(caller, now) {
		return tooOften(c.perSecond)
	}
	if stream && !c.open(ctx, caller) {
		return limited("query.too_many_streams", c.mostStreams, c.mostStreams+1)
	}
	return nil
}

// open takes one of a caller's streams until ctx ends; false when all are taken.
func (c *callers) open(ctx context.Context, caller string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.streams[caller] >= c.mostStreams {
		return false
	}
	c.streams[caller]++
	context.AfterFunc(ctx, func() { c.close(caller) })
	return true
}

func (c *callers) close(caller string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.streams[caller]--; c.streams[caller] == 0 {
		delete(c.streams, caller)
	}
}

// bounded holds each operation to what its caller may, and each but a stream to its time.
func (d *door) bounded(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	stream := graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription
	if refused := d.callers.admit(ctx, stream, d.Wall()); refused != nil {
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{shown(ctx, refused)}})
	}
	if stream {
		return next(ctx)
	}
	// The answer is made after this has returned, so the end of the request cancels.
	soon, cancel := context.WithTimeout(ctx, d.Limits.Operation)
	context.AfterFunc(ctx, cancel)
	return next(soon)
}

type callerKey struct{}

// withCaller notes whose token a request carries, as a hash.
func withCaller(ctx context.Context, header string) context.Context {
	return context.WithValue(ctx, callerKey{}, string(auth.Hash(header)))
}

func callerOf(ctx context.Context) string {
	caller, _ := ctx.Value(callerKey{}).(string)
	return caller
}

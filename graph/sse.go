package graph

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
)

// sse is the library's transport of server-sent events, with what browsers go on by: events have an
// id, and the Last-Event-ID of a request counts as its after. Its headers leave when the subscription
// is in place: whoever has them misses nothing from then on.
type sse struct{ transport.SSE }

// Do answers one request.
func (t sse) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		t.SSE.Do(w, r, exec)
		return
	}
	n := &numbered{ResponseWriter: w, flusher: flusher, last: r.Header.Get("Last-Event-ID")}
	t.SSE.Do(n, r.WithContext(context.WithValue(r.Context(), sseKey{}, n)), exec)
	n.open()
}

// numbered writes events with their ids.
type numbered struct {
	http.ResponseWriter
	flusher http.Flusher
	last    string // what the request says that it has seen
	mu      sync.Mutex
	ready   bool
	next    string
}

// Write writes one event or comment, as the transport makes them.
func (n *numbered) Write(raw []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next != "" && bytes.HasPrefix(raw, []byte("event: next\n")) {
		if _, err := fmt.Fprintf(n.ResponseWriter, "id: %s\n", n.next); err != nil {
			return 0, err
		}
		n.next = ""
	}
	return n.ResponseWriter.Write(raw)
}

// Flush sends what was written, once the stream is open.
func (n *numbered) Flush() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ready {
		n.flusher.Flush()
	}
}

func (n *numbered) open() {
	if n == nil {
		return
	}
	n.mu.Lock()
	n.ready = true
	n.mu.Unlock()
	n.Flush()
}

// number says which id the next event has.
func (n *numbered) number(id string) {
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.next = id
}

type sseKey struct{}

// sseOf is the stream of server-sent events that a request came over; nil for others.
func sseOf(ctx context.Context) *numbered {
	n, _ := ctx.Value(sseKey{}).(*numbered)
	return n
}

// opened lets the headers of a stream leave when its operation has begun.
func opened(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	responses := next(ctx)
	sseOf(ctx).open()
	return responses
}

// lastSeen is where a subscription goes on: after the last event that a browser has seen, which is newer
// than what its request says.
func lastSeen(ctx context.Context, after *string) *string {
	if n := sseOf(ctx); n != nil && n.last != "" {
		return &n.last
	}
	return after
}

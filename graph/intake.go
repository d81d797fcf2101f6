package graph

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// take lets a request in: not too often, not too long, not too slowly, one operation at a
// time. The error is what the caller is told. Bodies are read whole here, so that nobody
// holds a connection by sending one byte now and then; files are read where they are used.
func (d *door) take(w http.ResponseWriter, r *http.Request) error {
	if err := d.callers.knock(addressOf(r), d.Wall()); err != nil {
		return err
	}
	most := bodyLimit(r)
	if r.ContentLength > most {
		return bodyTooLarge(most)
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if most == largestUpload {
		return hurry(w, d.Wall().Add(patienceWithFile))
	}
	if err := hurry(w, d.Wall().Add(patienceWithBody)); err != nil {
		return err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return cutShort(err)
	}
	if trimmed := bytes.TrimSpace(body); len(trimmed) > 0 && trimmed[0] == '[' {
		return &roster.Error{Kind: roster.Limited, Key: "query.batch", Args: []any{"max", 1}}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return hurry(w, time.Time{})
}

// hurry sets until when the body must have come; a stream has all the time of the world.
func hurry(w http.ResponseWriter, until time.Time) error {
	if err := http.NewResponseController(w).SetReadDeadline(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("bound the time for a body: %w", err)
	}
	return nil
}

func bodyTooLarge(most int64) error {
	return &roster.Error{Kind: roster.Limited, Key: "query.body_too_large", Args: []any{"max", most}}
}

// cutShort says why a body couldn't be read.
func cutShort(err error) error {
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return bodyTooLarge(large.Limit)
	}
	if slow, ok := errors.AsType[net.Error](err); ok && slow.Timeout() {
		return &roster.Error{Kind: roster.Limited, Key: "query.too_slow", Args: []any{"max", int(patienceWithBody.Seconds())}, Err: err}
	}
	return &roster.Error{Kind: roster.BadInput, Key: "query.malformed", Args: []any{"detail", "the body ended early"}, Err: err}
}

// bodyLimit leaves room for a file where one is sent.
func bodyLimit(r *http.Request) int64 {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return largestUpload
	}
	return largestBody
}

func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

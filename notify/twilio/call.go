package twilio

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// call is the round-tripper of one call. twilio-go 1.31 takes no context, has no base
// address, hides Retry-After and leaves the bodies of failures open: this mends all four.
type call struct {
	ctx        context.Context //nolint:containedctx // lives as long as one call
	base       *url.URL
	next       http.RoundTripper
	connected  atomic.Bool
	status     int
	body       []byte
	retryAfter time.Duration
}

func (c *call) client() *http.Client {
	return &http.Client{Transport: c, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// RoundTrip sends the request under the call's context and reads the whole answer.
func (c *call) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(c.traced())
	if c.base != nil {
		r.URL.Scheme, r.URL.Host, r.Host = c.base.Scheme, c.base.Host, c.base.Host
	}
	answer, err := c.next.RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("call twilio: %w", err)
	}
	defer answer.Body.Close()
	c.status = answer.StatusCode
	c.retryAfter = wish(answer.Header.Get("Retry-After"))
	const largestAnswer = 1 << 20
	c.body, err = io.ReadAll(io.LimitReader(answer.Body, largestAnswer))
	if err != nil {
		return nil, fmt.Errorf("read twilio's answer: %w", err)
	}
	answer.Body = io.NopCloser(bytes.NewReader(c.body))
	return answer, nil
}

// traced is the call's context, under which it is seen whether the request has a connection to be
// written to. One that was lost is looked for anew only while nothing was written to it.
func (c *call) traced() context.Context {
	return httptrace.WithClientTrace(c.ctx, &httptrace.ClientTrace{
		GetConn: func(string) { c.connected.Store(false) },
		GotConn: func(httptrace.GotConnInfo) { c.connected.Store(true) },
	})
}

// wish reads a Retry-After, which is in seconds or a date.
func wish(header string) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		const longest = 24 * 60 * 60 // more says no more, and would run over
		return time.Duration(min(max(seconds, 0), longest)) * time.Second
	}
	at, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(time.Until(at), 0)
}

// code is Twilio's code for what went wrong, 0 where the answer has none. It is read here, for
// twilio-go takes it from answers in which it is a number alone.
func (c *call) code() int {
	var answer struct {
		Code json.RawMessage `json:"code"`
	}
	if json.Unmarshal(c.body, &answer) != nil {
		return 0
	}
	code, err := strconv.Atoi(strings.Trim(string(answer.Code), `"`))
	if err != nil {
		return 0
	}
	return code
}

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// violation is what Prism says of a call in the header sl-violations.
type violation struct {
	Location []string `json:"location"`
	Severity string   `json:"severity"`
	Message  string   `json:"message"`
}

// witness passes calls on to Prism and keeps what it says of them.
type witness struct {
	http.Handler

	mu    sync.Mutex
	calls int
	found []violation
}

func newWitness(prism string) (*witness, error) {
	target, err := url.Parse(prism)
	if err != nil {
		return nil, fmt.Errorf("address of prism: %w", err)
	}
	w := &witness{}
	w.Handler = &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ModifyResponse: w.note,
	}
	return w, nil
}

func (w *witness) note(response *http.Response) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls++
	said := response.Header.Get("Sl-Violations")
	if said == "" {
		return nil
	}
	var found []violation
	if err := json.Unmarshal([]byte(said), &found); err != nil {
		return fmt.Errorf("read what prism says: %w", err)
	}
	w.found = append(w.found, slices.DeleteFunc(found, excused)...)
	return nil
}

// excused are the places in which the specification contradicts Twilio itself: it knows no
// error answers, and wants whole addresses where Twilio gives paths.
func excused(v violation) bool {
	where := strings.Join(v.Location, ".")
	return v.Severity != "Error" ||
		(strings.HasPrefix(where, "response.body.") && strings.HasSuffix(where, "uri") && strings.Contains(v.Message, `format "uri"`))
}

// take returns the violations since the last time.
func (w *witness) take() []violation {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := w.found
	w.found = nil
	return found
}

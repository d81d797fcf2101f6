package demo

import (
	"encoding/json"
	"net/http"
	"time"
)

// clockFace is the clock as a page sees it.
type clockFace struct {
	Now   time.Time `json:"now"`
	Speed float64   `json:"speed"`
}

// ServeHTTP shows the clock as {"now", "speed"}, and on POST {"speed": n} sets how fast it
// runs: 0 pauses it, MaxSpeed is the limit.
func (c *Clock) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		c.show(w)
	case http.MethodPost:
		c.change(w, r)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (c *Clock) show(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	// A page that has gone away misses nothing.
	_ = json.NewEncoder(w).Encode(clockFace{Now: c.Now(), Speed: c.Speed()})
}

func (c *Clock) change(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Speed *float64 `json:"speed"`
	}
	body := http.MaxBytesReader(w, r.Body, 1<<10)
	if err := json.NewDecoder(body).Decode(&asked); err != nil || asked.Speed == nil || *asked.Speed < 0 || *asked.Speed > MaxSpeed {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if err := c.SetSpeed(*asked.Speed); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	c.show(w)
}

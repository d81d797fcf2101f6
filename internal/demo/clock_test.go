package demo_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/demo"
)

// wall is a wall clock that a test moves by hand.
type wall struct{ at time.Time }

func (w *wall) now() time.Time { return w.at }

func newWall() *wall { return &wall{at: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)} }

func opening() time.Time { return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC) }

func openClock(t *testing.T, path string, speed float64, w *wall) *demo.Clock {
	t.Helper()
	c, err := demo.OpenClock(path, opening(), speed, w.now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func shows(t *testing.T, c *demo.Clock, want time.Time) {
	t.Helper()
	if got := c.Now(); !got.Equal(want) {
		t.Errorf("clock shows %v, want %v", got, want)
	}
}

func TestClockRunsAtItsSpeed(t *testing.T) {
	t.Parallel()
	w := newWall()
	c := openClock(t, filepath.Join(t.TempDir(), "clock"), 60, w)
	shows(t, c, opening())
	w.at = w.at.Add(10 * time.Second)
	shows(t, c, opening().Add(10*time.Minute))
	if err := c.SetSpeed(0); err != nil {
		t.Fatal(err)
	}
	w.at = w.at.Add(time.Hour)
	shows(t, c, opening().Add(10*time.Minute))
	if err := c.SetSpeed(600); err != nil {
		t.Fatal(err)
	}
	if got, want := c.Real(opening().Add(20*time.Minute)), w.at.Add(time.Second); !got.Equal(want) {
		t.Errorf("ten minutes later is at %v of the wall, want %v", got, want)
	}
}

func TestClockStandsStillWhileTheProgramIsDown(t *testing.T) {
	t.Parallel()
	w, path := newWall(), filepath.Join(t.TempDir(), "clock")
	c := openClock(t, path, 60, w)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w.at = w.at.Add(time.Minute)
	if err := c.Run(ctx); err != nil {
		t.Fatal(err)
	}
	w.at = w.at.Add(24 * time.Hour)
	shows(t, openClock(t, path, 60, w), opening().Add(time.Hour))
}

func TestClockNeverGoesBackOverACrash(t *testing.T) {
	t.Parallel()
	w, path := newWall(), filepath.Join(t.TempDir(), "clock")
	crashed := openClock(t, path, 60, w)
	w.at = w.at.Add(1500 * time.Millisecond)
	last := crashed.Now()
	again := openClock(t, path, 60, w)
	if again.Now().Before(last) {
		t.Errorf("clock went back from %v to %v", last, again.Now())
	}
	if lost := again.Now().Sub(last); lost > 2*time.Minute {
		t.Errorf("clock jumped ahead by %v", lost)
	}
}

func TestClockIsSetByItsPage(t *testing.T) {
	t.Parallel()
	c := openClock(t, filepath.Join(t.TempDir(), "clock"), 60, newWall())
	cases := map[string]struct {
		method, body string
		status       int
		speed        float64
	}{
		"shown":                     {http.MethodGet, "", 200, 60},
		"paused":                    {http.MethodPost, `{"speed": 0}`, 200, 0},
		"faster":                    {http.MethodPost, `{"speed": 600}`, 200, 600},
		"backwards is refused":      {http.MethodPost, `{"speed": -1}`, 400, -1},
		"too fast is refused":       {http.MethodPost, `{"speed": 99999}`, 400, -1},
		"no speed is refused":       {http.MethodPost, `{}`, 400, -1},
		"another method is refused": {http.MethodDelete, "", 405, -1},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) { //nolint:paralleltest // the cases set one clock
			got := httptest.NewRecorder()
			c.ServeHTTP(got, httptest.NewRequest(tc.method, "/demo/clock", strings.NewReader(tc.body)))
			if got.Code != tc.status {
				t.Fatalf("status %d, want %d", got.Code, tc.status)
			}
			if tc.speed >= 0 && c.Speed() != tc.speed && tc.method == http.MethodPost {
				t.Errorf("speed %v, want %v", c.Speed(), tc.speed)
			}
		})
	}
}

package demo_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/demo"
	"github.com/tiepsuc/tiepsuc/roster"
)

// site is an answer page with one question, and what was answered to it.
type site struct {
	mu      sync.Mutex
	opened  int
	answers map[string]int
}

const questionPage = `<!doctype html><html lang=vi><head><meta charset=utf-8><title>Ca</title>
<style>button{color:#fff}</style></head><body>
<article><a href="https://www.openstreetmap.org/?mlat=21.0385&amp;mlon=105.8381#map=15/21/105">Ba Đình</a>
<form method=post><input type=hidden name=ask value=ask-1>
<button name=answer value=yes>Nhận ca</button><button name=answer value=no>Không đi được</button></form></article>
</body></html>`

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method == http.MethodPost {
		s.answers[r.FormValue("ask")+"="+r.FormValue("answer")]++
		http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
		return
	}
	s.opened++
	fmt.Fprint(w, questionPage)
}

func (s *site) said() (yes, no int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answers["ask-1=yes"], s.answers["ask-1=no"]
}

func startPhones(t *testing.T, now time.Time) (*demo.Phones, *site) {
	t.Helper()
	s := &site{answers: map[string]int{}}
	server := httptest.NewServer(s)
	phones := demo.NewPhones(demo.PhonesConfig{
		Seed: 1, Site: server.URL, Client: server.Client(),
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- phones.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		server.Close()
	})
	return phones, s
}

func text(i int, at time.Time) demo.Text {
	return demo.Text{
		Phone: roster.Phone(fmt.Sprintf("+8491%07d", i)),
		Body:  fmt.Sprintf("TIEPSUC: moi ban http://127.0.0.1:1/a/token%d tra loi truoc 20:00", i),
		At:    at,
	}
}

func TestPhonesMostlySayYesSometimesNoSometimesNothing(t *testing.T) {
	t.Parallel()
	morning := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	phones, s := startPhones(t, morning.Add(13*time.Hour))
	const texts = 400
	for i := range texts {
		phones.Hear(text(i, morning))
	}
	deadline := time.Now().Add(20 * time.Second)
	yes, no := s.said()
	for yes+no < texts*3/4 && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
		yes, no = s.said()
	}
	if yes < texts*45/100 || no < texts*15/100 || yes+no >= texts {
		t.Errorf("of %d people %d said yes and %d no", texts, yes, no)
	}
}

func TestPhonesLeaveATextWithoutALinkAlone(t *testing.T) {
	t.Parallel()
	morning := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	phones, s := startPhones(t, morning.Add(13*time.Hour))
	for i := range 20 {
		quiet := text(i, morning)
		quiet.Body = "TIEPSUC: cam on ban da nhan ca"
		phones.Hear(quiet)
	}
	phones.Hear(text(3, morning))
	deadline := time.Now().Add(10 * time.Second)
	for yes, no := s.said(); yes+no == 0 && time.Now().Before(deadline); yes, no = s.said() {
		time.Sleep(20 * time.Millisecond)
	}
	if yes, no := s.said(); yes+no != 1 {
		t.Errorf("%d answers to one question", yes+no)
	}
}

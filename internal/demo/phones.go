package demo

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Text is an SMS that has reached a phone.
type Text struct {
	Phone roster.Phone
	Body  string
	At    time.Time
}

// PhonesConfig says whose phones they are and how they reach the answer page.
type PhonesConfig struct {
	Seed   uint64
	Homes  map[roster.Phone]roster.Commune // where each phone's owner lives
	Site   string                          // where the platform is now, such as http://127.0.0.1:8080
	Client *http.Client
	Now    func() time.Time // the campaign's time
	Log    *slog.Logger
}

// Phones answer texts as people do: after a while, mostly yes, sometimes no, sometimes
// never. They know nothing of the platform but the link in the text, and use the page
// behind it as a browser would.
type Phones struct {
	config PhonesConfig
	mu     sync.Mutex
	visits []visit
}

// visit is a moment at which somebody opens a link.
type visit struct {
	due    time.Time
	link   string
	phone  roster.Phone
	temper temper
	// takesBack is the ask that the person now says no to after a yes; empty at first.
	takesBack string
	// checksIn says that the person is at a shift and opens the check-in page.
	checksIn bool
}

// NewPhones returns phones that lie still until Run.
func NewPhones(config PhonesConfig) *Phones { return &Phones{config: config} }

// Hear lets the owner of a phone notice a text. A text without a link needs no answer.
func (p *Phones) Hear(text Text) {
	link := answerLink(text.Body)
	if link == "" {
		return
	}
	t := temperOf(p.config.Seed, string(text.Phone), text.Body)
	if due, ok := t.answersAt(text.At); ok {
		p.plan(visit{due: due, link: link, phone: text.Phone, temper: t})
	}
}

func (p *Phones) plan(v visit) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.visits = append(p.visits, v)
}

// Run makes the visits that fall due until ctx ends.
func (p *Phones) Run(ctx context.Context) error {
	const look, hands = 100 * time.Millisecond, 4
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			p.makeVisits(ctx, p.takeDue(p.config.Now()), hands)
		}
	}
}

// takeDue removes and returns what is due.
func (p *Phones) takeDue(now time.Time) []visit {
	p.mu.Lock()
	defer p.mu.Unlock()
	var due, later []visit
	for _, v := range p.visits {
		if v.due.After(now) {
			later = append(later, v)
		} else {
			due = append(due, v)
		}
	}
	p.visits = later
	return due
}

// makeVisits lets a few people at a time use the page, and waits for all of them.
func (p *Phones) makeVisits(ctx context.Context, due []visit, hands int) {
	queue := make(chan visit)
	var wg sync.WaitGroup
	for range min(hands, len(due)) {
		wg.Go(func() {
			for v := range queue {
				if err := p.visit(ctx, v); err != nil && ctx.Err() == nil {
					p.config.Log.Warn("a phone could not answer", "phone", v.phone.Masked(), "error", err)
				}
			}
		})
	}
	for _, v := range due {
		queue <- v
	}
	close(queue)
	wg.Wait()
}

// visit opens the page and answers what it asks, card by card.
func (p *Phones) visit(ctx context.Context, v visit) error {
	address, err := p.here(v.link)
	if err != nil {
		return err
	}
	if v.checksIn {
		return p.checkIn(ctx, strings.Replace(address, "/a/", "/c/", 1))
	}
	cards, err := p.look(ctx, address)
	if err != nil {
		return err
	}
	for _, c := range cards {
		answer := p.answer(v, c)
		if answer == "yes" || answer == "" && c.promised() {
			p.planComing(v, c)
		}
		if answer != "" {
			if err := p.press(ctx, address, c, answer); err != nil {
				return err
			}
		}
	}
	return nil
}

// answer is what the person says to a card, "" for nothing. Somebody who says yes may plan
// to take it back.
func (p *Phones) answer(v visit, c card) string {
	ask := c.fields.Get("ask")
	if v.takesBack != "" {
		if ask == v.takesBack && c.answers["no"] && !c.answers["yes"] {
			return "no"
		}
		return ""
	}
	if !c.asks() {
		return ""
	}
	if !v.temper.accepts(p.distance(v.phone, c.at)) {
		return "no"
	}
	if after, ok := v.temper.withdrawsAfter(); ok {
		p.plan(visit{due: v.temper.awake(p.config.Now().Add(after)), link: v.link, phone: v.phone, temper: v.temper, takesBack: ask})
	}
	return "yes"
}

// distance is how far from home the place on the map is; unknown places are near.
func (p *Phones) distance(phone roster.Phone, at match.Place) float64 {
	home, ok := p.config.Homes[phone]
	if !ok || at == (match.Place{}) {
		return 0
	}
	return match.Place{Lat: home.Lat, Lon: home.Lon}.Km(at)
}

// answerLink finds the link to the answer page in a text, "" when there is none.
func answerLink(body string) string {
	return regexp.MustCompile(`https?://[^\s]+/a/[A-Za-z0-9_-]+`).FindString(body)
}

package sim

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// provider names the simulated texts' provider in the inbox.
const provider = "sim"

// errOutage is what the provider says while it is down.
var errOutage = errors.New("no texts leave just now")

// codeBadNumber is the provider's word for a number that isn't one.
const codeBadNumber = 21211

// Send takes a text to its phone: it is the provider of a simulated campaign. The owner
// notices it after a while, or never.
func (w *world) Send(_ context.Context, out notify.Outbound) (notify.Receipt, error) {
	if w.outage(w.now) {
		return notify.Receipt{}, &notify.SendError{Class: notify.Retry, Err: errOutage}
	}
	p := w.people[out.To]
	if p.badNumber {
		return notify.Receipt{}, &notify.SendError{Class: notify.BadNumber, Code: codeBadNumber, Err: errors.New("no such number")}
	}
	p.texts++
	if token := answerToken(out.Body); token != "" {
		w.notice(p, token)
	}
	return notify.Receipt{ProviderID: out.ID, Status: notify.StatusSent}, nil
}

// By names the only sender there is.
func (w *world) By(roster.Phone) string { return provider }

// notice plans when the owner of a phone gets to a text with a link.
func (w *world) notice(p *person, token string) {
	rng := drawFor(w.config.Seed, p.Phone, "text", strconv.Itoa(p.texts))
	b := w.config.Behaviour
	if rng.Float64() < b.PhoneOff || rng.Float64() < b.ReplyMinutes.Never {
		return
	}
	at := w.nights.after(w.now, b.ReplyMinutes.delay(rng))
	unclear := rng.Float64() < b.UnclearReply
	w.queue.plan(at, 0, w.act(func(ctx context.Context, now time.Time) error {
		return w.visit(ctx, p, token, unclear, now)
	}))
}

// visit opens the page behind a link and answers what it asks. Somebody who answers by a
// text that nobody can read instead is asked again, with the link.
func (w *world) visit(ctx context.Context, p *person, token string, unclear bool, now time.Time) error {
	link, err := w.links.Open(token)
	if err != nil {
		return err
	}
	page, err := w.dispatcher.Page(ctx, link, now)
	if err != nil {
		return err
	}
	answered := false
	for _, item := range page.Items {
		if !item.Open {
			continue
		}
		if unclear {
			return w.mumble(ctx, p, now)
		}
		if err := w.reply(ctx, p, link, item, now); err != nil {
			return err
		}
		answered = true
	}
	if answered {
		if page, err = w.dispatcher.Page(ctx, link, now); err != nil {
			return err
		}
	}
	return w.browse(ctx, p, link, page, now)
}

// browse reads what the page shows to those who have answered, as a board is read: its seats
// in their order, so many of them picked at most. After each the page is shown anew.
func (w *world) browse(ctx context.Context, p *person, link string, page dispatch.AnswerPage, now time.Time) error {
	for picked := range seatsPicked {
		var err error
		if picked > 0 {
			page, err = w.dispatcher.Page(ctx, link, now)
		}
		if err != nil {
			return err
		}
		liked := slices.IndexFunc(page.Options, func(option dispatch.Option) bool {
			return p.accepts(w.config.Seed, w.offer(option.Shift.Span, w.codes[option.Shift.Commune]), w.config.Behaviour.Accept, now)
		})
		if liked < 0 {
			return nil
		}
		if err := w.choose(ctx, p, link, page.Options[liked], now); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) choose(ctx context.Context, p *person, link string, option dispatch.Option, now time.Time) error {
	_, told, err := w.dispatcher.ChooseLink(ctx, link, option.Role.ID, now)
	if err != nil {
		return err
	}
	if w.told[told]++; told != roster.ToldConfirmed {
		return nil
	}
	o := w.offer(option.Shift.Span, w.codes[option.Shift.Commune])
	w.promise(p, o, now, w.takeBack(link, o))
	return nil
}

// takeBack says no to a shift on the page on which it was promised, as far as that still shows it.
func (w *world) takeBack(link string, o offer) func(context.Context, time.Time) error {
	return func(ctx context.Context, now time.Time) error {
		page, err := w.dispatcher.Page(ctx, link, now)
		if err != nil {
			return err
		}
		for _, item := range page.Items {
			if item.CanChange && item.Told == roster.ToldConfirmed && item.Span.Equal(o.span) && w.places[item.Commune] == o.at {
				_, err = w.dispatcher.AnswerLink(ctx, link, item.Ask, roster.No, now)
				return err
			}
		}
		return nil
	}
}

// mumble is an answer that nobody can read.
func (w *world) mumble(ctx context.Context, p *person, now time.Time) error {
	w.mumbled++
	return w.dispatcher.TakeInbound(ctx, notify.Inbound{
		Provider: provider, ProviderID: fmt.Sprintf("in-%d", w.mumbled), From: p.Phone, Body: "...",
	}, now)
}

// reply decides on one shift and presses the button.
func (w *world) reply(ctx context.Context, p *person, link string, item dispatch.PageItem, now time.Time) error {
	o := w.offer(item.Span, w.places[item.Commune])
	answer := roster.No
	if p.accepts(w.config.Seed, o, w.config.Behaviour.Accept, now) {
		answer = roster.Yes
	}
	p.asked = append(p.asked, now)
	told, err := w.dispatcher.AnswerLink(ctx, link, item.Ask, answer, now)
	if err != nil {
		return err
	}
	w.told[told]++
	if told == roster.ToldConfirmed && !o.span.Start.After(now) {
		return w.standIn(ctx, p, item.Ask, o, now)
	}
	if answer == roster.Yes && told == roster.ToldConfirmed {
		w.promise(p, o, now, w.takeBack(link, o))
	}
	return nil
}

// promise remembers a yes, and plans the moment at which somebody takes it back, if they
// will.
func (w *world) promise(p *person, o offer, now time.Time, takeBack func(context.Context, time.Time) error) {
	p.promises = append(p.promises, promise{span: o.span, takeBack: takeBack})
	w.mayWithdraw(p, o, now, takeBack)
}

func (w *world) mayWithdraw(p *person, o offer, now time.Time, takeBack func(context.Context, time.Time) error) {
	rng := w.drawShift(p, "withdraw", o)
	if rng.Float64() >= w.config.Behaviour.Withdraw {
		return
	}
	left := o.span.Start.Sub(now)
	at := w.nights.after(now, time.Duration(rng.Float64()*float64(left)))
	if at.Before(o.span.Start) {
		w.queue.plan(at, 0, w.act(takeBack))
	}
}

func (w *world) drawShift(p *person, what string, o offer) *rand.Rand {
	return drawFor(w.config.Seed, p.Phone, what, strconv.FormatInt(o.span.Start.Unix(), 10), o.at.Code)
}

func (w *world) offer(span roster.Span, at match.Place) offer {
	return offer{span: span, at: at, factor: w.config.Scenario.way(w, span.Start, at.Code)}
}

// answerToken finds the token of an answer page in a text, "" when there is none.
func answerToken(body string) string {
	_, rest, _ := strings.Cut(body, site+"/a/")
	end := strings.IndexFunc(rest, func(r rune) bool {
		return r != '-' && r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
	if end < 0 {
		return rest
	}
	return rest[:end]
}

package dispatch

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// offering is one message with its asks in the making: all seats that one person is asked
// for at once, on one answer page.
type offering struct {
	campaign roster.Campaign
	person   roster.Volunteer
	message  string
	link     string
	urgent   bool
	codes    []string
	asks     []roster.Ask
	// instead is the given name of the colleague who asks to be stood in for; empty for an ask
	// of the platform's own.
	instead string
	// was is when the shift would have been before it was moved; zero for one that wasn't.
	was roster.Span
	// keeps lets the offer hold its seat in every mode: the person held it before.
	keeps bool
	quiet notify.Quiet
	seats []db.Seat
}

func (d *Dispatcher) newOffering(campaign roster.Campaign, person roster.Volunteer) (*offering, error) {
	message, err := db.NewID()
	if err != nil {
		return nil, err
	}
	link, err := db.NewLink()
	if err != nil {
		return nil, err
	}
	return &offering{campaign: campaign, person: person, message: message, link: link, quiet: d.quiet}, nil
}

// add moves a proposed assignment to offered and prepares its ask. In normal mode the offer
// holds its seat: false when there is none left. In a wave it holds none. The role is locked, the seat
// as it is under the lock.
func (o *offering) add(ctx context.Context, tx *db.Store, a roster.Assignment, seat db.Seat, sent time.Time, wave bool, by db.Note) (bool, error) {
	mode := match.ModeFor(by.At, seat.Shift.Span.Start, seat.Shift.Urgent)
	if held, err := o.offer(ctx, tx, a, seat, mode == roster.Normal && !wave, by); err != nil || !held {
		return false, err
	}
	id, err := db.NewID()
	if err != nil {
		return false, err
	}
	if o.codes == nil {
		if o.codes, err = tx.CodesInUse(ctx, o.campaign.ID, o.person.ID); err != nil {
			return false, err
		}
	}
	code := freeCode(o.codes)
	o.codes = append(o.codes, code)
	o.urgent = o.urgent || mode == roster.Urgent
	o.asks = append(o.asks, roster.Ask{
		ID: id, Assignment: a.ID, Volunteer: o.person.ID, Phone: o.person.Phone, Code: code, Link: o.link, Channel: roster.SMS,
		State: roster.AskQueued, Mode: mode, Deadline: o.deadline(mode, sent, seat.Shift.Span.Start), Message: o.message, QueuedAt: by.At,
	})
	o.seats = append(o.seats, seat)
	return true, nil
}

// offer moves a proposed assignment to offered, with its seat if it holds one.
func (o *offering) offer(ctx context.Context, tx *db.Store, a roster.Assignment, seat db.Seat, holds bool, by db.Note) (bool, error) {
	switch {
	case o.keeps:
		return tx.Claim(ctx, o.campaign.ID, a, roster.Offered, by)
	case !holds:
		return true, tx.Move(ctx, o.campaign.ID, a, roster.Offered, by)
	case seat.Role.Free() == 0:
		return false, nil
	}
	return true, tx.Take(ctx, o.campaign.ID, a, roster.Offered, by)
}

// leaveAt is when a question about a seat may leave: outside the quiet hours, but for one that is urgent,
// or would be once they are over: it leaves at once.
func (o *offering) leaveAt(seat db.Seat, now time.Time) time.Time {
	at, near := leaveAt(o.quiet, o.campaign.Location(), seat.Shift.Span.Start, now)
	if near || seat.Shift.Urgent {
		o.urgent = true
		return now
	}
	return at
}

// leaveAt is when a text about a shift may leave: outside the quiet hours, but at once when the shift will
// be near by then: people are on their way soon after.
func leaveAt(quiet notify.Quiet, loc *time.Location, start, now time.Time) (at time.Time, near bool) {
	at = quiet.Next(now, loc)
	if start.Sub(at) < match.UrgentWithin {
		return now, true
	}
	return at, false
}

// deadline is until when an ask that leaves at sent awaits its answer, never past a start that is ahead.
// Well ahead nobody is expected to answer in the quiet hours.
func (o *offering) deadline(mode roster.Mode, sent, start time.Time) time.Time {
	window := match.AnswerWindow(mode, start.Sub(sent))
	deadline := sent.Add(window)
	if mode == roster.Normal {
		deadline = o.quiet.After(sent, window, o.campaign.Location())
	}
	if deadline.Before(start) || !start.After(sent) {
		return deadline
	}
	return start
}

// store writes the message, its asks and the alarm to send it.
func (o *offering) store(ctx context.Context, tx *db.Store, linkURL func(string) string, sent, now time.Time) error {
	if len(o.asks) == 0 {
		return nil
	}
	deadline := firstDeadline(o.asks)
	message := o.write(o.text(linkURL(o.link), deadline), sent, deadline, now)
	if err := tx.AddNewMessage(ctx, o.campaign.ID, message, o.urgent); err != nil {
		return err
	}
	for _, a := range o.asks {
		if err := tx.AddAsk(ctx, o.campaign.ID, a); err != nil {
			return err
		}
	}
	return tx.Enqueue(ctx, db.SendMessage{Campaign: o.campaign.ID, Message: o.message, First: o.urgent})
}

func firstDeadline(asks []roster.Ask) time.Time {
	return slices.MinFunc(asks, func(a, b roster.Ask) int { return a.Deadline.Compare(b.Deadline) }).Deadline
}

func (o *offering) text(address string, deadline time.Time) notify.Text {
	loc, l := o.campaign.Location(), lang(o.person)
	shift := shiftText(o.seats[0], l, loc)
	if !o.was.Start.IsZero() {
		return notify.MovedAsk(l, shift, o.was.Start.In(loc), deadline.In(loc), address)
	}
	if o.instead != "" {
		return notify.SwapAsk(l, shift, o.instead, deadline.In(loc), address)
	}
	if len(o.asks) == 1 && notify.CapabilityFor(o.person.Phone).Inbound {
		return notify.AskReply(l, shift, deadline.In(loc), o.asks[0].Code, address)
	}
	return notify.Ask(l, shift, len(o.asks)-1, deadline.In(loc), address)
}

func (o *offering) write(text notify.Text, sent, deadline, now time.Time) roster.Message {
	m := message(o.person, "ask", "ask:"+o.asks[0].ID, text, sent, deadline, now)
	m.ID = o.message
	return m
}

// message is a text as its row; the identity is the caller's to set.
func message(to roster.Volunteer, purpose, key string, text notify.Text, notBefore, validUntil, now time.Time) roster.Message {
	count := notify.Count(text.Body)
	return roster.Message{
		Volunteer: to.ID, To: to.Phone, Purpose: purpose, PurposeKey: key, Template: text.Template, TemplateVersion: text.Version,
		Lang: to.Lang, Body: text.Body, Encoding: string(count.Encoding), Segments: count.Segments, State: roster.MessageQueued,
		NotBefore: notBefore, ValidUntil: validUntil, QueuedAt: now,
	}
}

// freeCode is the first code that none of the phone's open asks has: a letter and a digit,
// without those that are read as one another.
func freeCode(used []string) string {
	const letters, digits = "ABDEGHKMPRST", "3456789"
	for _, l := range letters {
		for _, n := range digits {
			if code := string(l) + string(n); !slices.Contains(used, code) {
				return code
			}
		}
	}
	return "Z" + strings.Repeat("9", len(used))
}

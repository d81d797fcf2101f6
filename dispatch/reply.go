package dispatch

import (
	"context"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// answersBackPerHour bounds how often a number gets a word back on what it wrote, so that two
// machines can't keep each other talking. The words that somebody has opted out, and in again, have
// shares of their own: the law wants the first given, whatever was written before.
func answersBackPerHour(purpose string) int {
	if purpose == optedOutPurpose || purpose == optedInPurpose {
		return 1
	}
	return 3
}

// hadTheirShare tells whether a number has been written back to as often as it may within an hour.
func hadTheirShare(ctx context.Context, tx *db.Store, phone roster.Phone, purpose string, now time.Time) (bool, error) {
	told, err := tx.CountMessages(ctx, phone, purpose, now.Add(-time.Hour))
	return told >= answersBackPerHour(purpose), err
}

const (
	unclearPurpose = "unclear"
	optedInPurpose = "opted_in"
)

// worthTelling is how long a word back on a text is of any use.
const worthTelling = time.Hour

// handleReply reads a text that came in: answers are taken, wishes about texting obeyed, and
// what isn't certain waits for a person, with the raw text.
func (d *Dispatcher) handleReply(ctx context.Context, tx *db.Store, in db.Delivery, now time.Time) error {
	open, ended, err := tx.AsksHeardBy(ctx, in.From, now)
	if err != nil {
		return err
	}
	heard := slices.Concat(open, ended)
	readings, byCode := readAgainst(in.Body, open)
	if len(ended) > 0 && readings[0].Verdict == notify.Unclear {
		if late, byLate := readAgainst(in.Body, heard); late[0].Verdict != notify.Unclear {
			readings, byCode = late, byLate
		}
	}
	for _, reading := range readings {
		ask, asked := byCode[reading.Code]
		if !asked && len(heard) > 0 {
			ask.Link = heard[0].Link // its page shows all of them
		}
		if err := d.actOn(ctx, tx, in, reading, ask, asked, now); err != nil {
			return err
		}
	}
	return nil
}

// readAgainst reads a text against the codes of some asks, newest first, and tells which ask each code
// means; without a code, the only one.
func readAgainst(body string, asks []db.LinkedAsk) ([]notify.Reading, map[string]db.LinkedAsk) {
	byCode := make(map[string]db.LinkedAsk, len(asks))
	var codes []string
	for _, a := range asks {
		if _, newer := byCode[a.Code]; !newer {
			byCode[a.Code] = a
			codes = append(codes, a.Code)
		}
	}
	if len(asks) == 1 {
		byCode[""] = asks[0]
	}
	return notify.ReadReply(body, codes), byCode
}

func (d *Dispatcher) actOn(ctx context.Context, tx *db.Store, in db.Delivery, reading notify.Reading, ask db.LinkedAsk, asked bool, now time.Time) error {
	campaign, volunteer, known, err := tx.VolunteerByPhone(ctx, in.From)
	if err != nil {
		return err
	}
	reply := db.Reply{Campaign: campaign, Volunteer: volunteer, Phone: in.From, Body: in.Body, Reading: string(reading.Verdict)}
	if asked {
		reply.Campaign, reply.Volunteer, reply.Ask = ask.Campaign, ask.Volunteer, ask.ID
		known = true // the number may have been another row's of the same person
	}
	if !known {
		reply.Reading = string(notify.FromNobody)
	}
	if reply.ID, err = db.NewID(); err != nil {
		return err
	}
	if err := tx.AddReply(ctx, reply, now); err != nil {
		return err
	}
	if !known {
		return obeyNobody(ctx, tx, in, reading.Verdict, now)
	}
	switch reading.Verdict {
	case notify.SaysYes, notify.SaysNo:
		about, err := tx.Assignment(ctx, ask.Campaign, ask.Assignment)
		if err != nil {
			return err
		}
		told, err := d.answer(ctx, tx, ask.Campaign, ask.Ask, about, reading.Answer(), note(roster.ByVolunteer, roster.SMS, in.Body, now))
		if err != nil || ask.State.Open() || told != roster.ToldClosed && told != roster.ToldLocked {
			return err
		}
		reply.Ask = "" // it has ended, and can't wait for a person
	case notify.WantsOut:
		return d.optOut(ctx, tx, reply, in, now)
	case notify.WantsBack:
		return d.optIn(ctx, tx, reply, in, now)
	case notify.Unclear, notify.FromNobody:
	}
	return d.askBack(ctx, tx, reply, in, ask, now)
}

// optOut sends a number nothing more but the word that it is so.
func (d *Dispatcher) optOut(ctx context.Context, tx *db.Store, reply db.Reply, in db.Delivery, now time.Time) error {
	if err := silence(ctx, tx, in.From, suppression(notify.OptedOut), now); err != nil {
		return err
	}
	return d.write(ctx, tx, reply, optedOutPurpose, in.ExternalID, notify.StoppedText, now)
}

// optIn lets a number get texts again and says so: who hears nothing writes it once more.
func (d *Dispatcher) optIn(ctx context.Context, tx *db.Store, reply db.Reply, in db.Delivery, now time.Time) error {
	if err := tx.Unsuppress(ctx, in.From); err != nil {
		return err
	}
	return d.write(ctx, tx, reply, optedInPurpose, in.ExternalID, notify.StartedText, now)
}

// askBack marks the ask as waiting for a person and tells the sender how to answer.
func (d *Dispatcher) askBack(ctx context.Context, tx *db.Store, reply db.Reply, in db.Delivery, ask db.LinkedAsk, now time.Time) error {
	if reply.Ask != "" {
		if err := tx.MarkUnclear(ctx, reply.Campaign, reply.Ask); err != nil {
			return err
		}
	}
	words := func(l i18n.Lang) notify.Text { return notify.UnclearText(l, d.linkURL(ask.Link)) }
	if ask.Link == "" {
		words = notify.UnclearNoLink
	}
	return d.write(ctx, tx, reply, unclearPurpose, in.ExternalID, words, now)
}

// write queues a text to the volunteer who sent a reply, at once: the person is awake. A number
// that has had its share of the hour gets none; what it wrote is kept all the same.
func (d *Dispatcher) write(ctx context.Context, tx *db.Store, reply db.Reply, purpose, key string, words func(i18n.Lang) notify.Text, now time.Time) error {
	if told, err := hadTheirShare(ctx, tx, reply.Phone, purpose, now); err != nil || told {
		return err
	}
	people, err := tx.People(ctx, reply.Campaign, []string{reply.Volunteer})
	if err != nil || len(people) == 0 {
		return err
	}
	m := message(people[0], purpose, purpose+":"+key, words(lang(people[0])), now, now.Add(worthTelling), now)
	return queueTexts(ctx, tx, reply.Campaign, db.ToQueue{Message: m, Urgent: true})
}

// Package dispatch holds what the platform does, one file per use case: a commune asks for
// help, a plan is made and published, people are asked, answer, are replaced and reminded.
//
// Each verb first asks whether the viewer may, then makes its change in one transaction:
// the rule, the rows, the event, the message and the alarm, all or none. Locks are taken in
// one order everywhere: roles by id, then the volunteer, then the assignment.
//
// What runs by the clock is a verb too: it looks in the tables for what is due, does it and
// returns its counts, so that doing it twice or too late does no harm.
package dispatch

import (
	"context"
	"log/slog"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/internal/spool"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Config is what a Dispatcher works with. LinkURL makes the signed address of an answer
// page. Patience is how long something in flight may take, on the campaign's clock, before
// it counts as lost; nil means two minutes. Policy says who is asked when, nil means Waves.
// Unhurried lets a plan and a round of asking take as long as they need, so that they come
// out the same on a slow machine. Find looks at the provider for a text that may have left since
// then; nil where it can't be asked, and then callbacks and deadlines alone decide. Publish is
// within what the plan of the night is published by itself; nil where a person publishes each.
type Config struct {
	Store     *db.Store
	Sender    notify.Sender
	LinkURL   func(link string) string
	Patience  func() time.Duration
	Policy    *Policy
	Unhurried bool
	Find      func(ctx context.Context, out notify.Outbound, since time.Time) ([]notify.StatusEvent, error)
	Budget    Budget
	Publish   *PublishLimits
	Log       *slog.Logger
	// PostHook delivers an event to an organisation's own system and gives the HTTP status; nil
	// where nothing is delivered. PlainHooks takes addresses without TLS.
	PostHook   func(ctx context.Context, call notify.HookCall) (int, error)
	PlainHooks bool
	// HashCode keeps the code of a try to sign in; nil where nobody signs in. HomeURL is the
	// address that invitations name.
	HashCode func(try, code string) []byte
	HomeURL  string
	// Spool takes webhooks while the database is away; nil where a webhook is then refused.
	Spool *spool.Spool
}

// Dispatcher does what the platform does. All state is in the database, on which any number of
// them work; what it remembers of it (scenes), it catches up with before it looks.
type Dispatcher struct {
	scenes        *scenes
	store         *db.Store
	sender        notify.Sender
	linkURL       func(link string) string
	patience      func() time.Duration
	policy        Policy
	unhurried     bool
	find          func(ctx context.Context, out notify.Outbound, since time.Time) ([]notify.StatusEvent, error)
	budget        Budget
	publishWithin *PublishLimits
	log           *slog.Logger
	rules         match.Rules
	quiet         notify.Quiet
	postHook      func(ctx context.Context, call notify.HookCall) (int, error)
	plainHooks    bool
	hashCode      func(try, code string) []byte
	homeURL       string
	spool         *spool.Spool
}

// New returns a Dispatcher.
func New(config Config) *Dispatcher {
	d := &Dispatcher{
		scenes: &scenes{},
		store:  config.Store, sender: config.Sender, linkURL: config.LinkURL, patience: config.Patience, unhurried: config.Unhurried, log: config.Log,
		postHook: config.PostHook, plainHooks: config.PlainHooks, hashCode: config.HashCode, homeURL: config.HomeURL, spool: config.Spool,
		find: config.Find, budget: config.Budget, publishWithin: config.Publish, rules: match.DefaultRules(), quiet: notify.ServiceQuiet(),
	}
	if d.policy = Waves(); config.Policy != nil {
		d.policy = *config.Policy
	}
	if d.patience == nil {
		d.patience = func() time.Duration { return 2 * time.Minute }
	}
	return d
}

// hurry ends a piece of work after a while, unless there is no hurry.
func (d *Dispatcher) hurry(ctx context.Context, while time.Duration) (context.Context, context.CancelFunc) {
	if d.unhurried {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, while)
}

// Counts is what a verb that runs by the clock did, by name.
type Counts map[string]int

// add sums other into c.
func (c Counts) add(other Counts) {
	for name, n := range other {
		c[name] += n
	}
}

// lang is the language in which a volunteer is written to.
func lang(v roster.Volunteer) i18n.Lang { return i18n.Lang(v.Lang) }

// shiftText is what texts say of a seat, in the campaign's zone.
func shiftText(seat db.Seat, l i18n.Lang, loc *time.Location) notify.ShiftText {
	task := seat.SkillVI
	if l == i18n.EN {
		task = seat.SkillEN
	}
	return notify.ShiftText{Task: task, Place: seat.Commune, Start: seat.Shift.Span.Start.In(loc), End: seat.Shift.Span.End.In(loc)}
}

func note(actor roster.Actor, channel roster.Channel, reason string, now time.Time) db.Note {
	return db.Note{Actor: actor, Channel: channel, Reason: reason, At: now}
}

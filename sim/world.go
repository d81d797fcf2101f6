package sim

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/scheduler"
)

// site is where the simulated platform's pages would be.
const site = "https://tiepsuc.example"

// Config is one run: a campaign of so many people and days, what happens to it and who is
// asked when. Store is on an empty database with the newest schema, which nothing else uses.
// AtMost asks for what no way of asking could exceed. Progress, when set, is called at each midnight with the days that are over.
type Config struct {
	Store        *db.Store
	People, Days int
	Communes     int // how many take part, 0 for all
	Seed         uint64
	StartsOn     roster.Date
	Policy       dispatch.Policy
	Scenario     Scenario
	Behaviour    Behaviour
	AtMost       bool
	Progress     func(day, days int)
}

// world is one simulated campaign at one moment.
type world struct {
	config     Config
	store      *db.Store
	dispatcher *dispatch.Dispatcher
	links      *auth.Links
	campaign   roster.Campaign
	department roster.Viewer
	zone       *time.Location
	nights     nights
	places     map[string]match.Place // by the commune's name, as pages show it
	codes      map[string]match.Place
	people     map[roster.Phone]*person
	ids        map[string]*person

	queue   queue
	founded time.Time // when the campaign begins to ask
	now     time.Time
	acts    int
	changed bool       // whether something may have become due since due was read
	vain    bool       // whether the last refill found nobody, and nothing has changed since
	due     *time.Time // when the tables will next have something for the ticks
	heard   int64      // how many alarms have been taken off the queue
	outage  func(time.Time) bool
	hit     []string // communes in the storm
	mumbled int
	told    map[roster.Told]int
	shifts  []served       // the seats of shifts that have begun
	begun   map[string]int // which of them is of a role
}

// leadDays is how long before its first day a simulated campaign begins to plan and ask.
const leadDays = 2

// newWorld founds the campaign and plans what is known from the beginning.
func newWorld(ctx context.Context, config Config) (*world, error) {
	seed, err := invent.Build(invent.Options{People: config.People, Days: config.Days, Seed: config.Seed, StartsOn: config.StartsOn, Communes: config.Communes})
	if err != nil {
		return nil, fmt.Errorf("invent a campaign: %w", err)
	}
	config.Scenario.reshape(seed)
	w := &world{
		config: config, store: config.Store, campaign: seed.Campaign, zone: seed.Campaign.Location(),
		department: roster.Viewer{Role: roster.AsDepartment, Campaign: seed.Campaign.ID},
		places:     map[string]match.Place{}, codes: map[string]match.Place{}, people: map[roster.Phone]*person{}, ids: map[string]*person{},
		changed: true, outage: func(time.Time) bool { return false },
		told: map[roster.Told]int{}, begun: map[string]int{},
	}
	w.nights = config.Behaviour.Night.read(w.zone)
	const opens = 8 * time.Hour
	w.now = config.StartsOn.AddDays(-leadDays).Time(w.zone).Add(opens)
	w.founded = w.now
	w.populate(seed)
	if err := seed.Load(ctx, w.store, w.now, func(*db.Store) error { return nil }); err != nil {
		return nil, fmt.Errorf("found the campaign: %w", err)
	}
	if err := w.store.Analyze(ctx); err != nil {
		return nil, err
	}
	if err := w.wire(); err != nil {
		return nil, err
	}
	w.planStarts(seed)
	w.config.Scenario.happen(w, seed)
	w.planLooks(seed)
	return w, w.planTicks()
}

func (w *world) populate(seed *invent.Seed) {
	for _, c := range seed.Communes {
		at := match.Place{Code: c.Code, Lat: c.Lat, Lon: c.Lon}
		w.places[c.Name], w.codes[c.Code] = at, at
	}
	for _, v := range seed.Volunteers {
		p := newPerson(w.config.Seed, v, w.codes[v.Home], w.config.Behaviour)
		w.people[v.Phone], w.ids[v.ID] = p, p
	}
}

func (w *world) wire() error {
	var err error
	const keyLength = 32
	if w.links, err = auth.NewLinks([][]byte{make([]byte, keyLength)}, site); err != nil {
		return err
	}
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Sender: w, LinkURL: w.links.URL, Policy: &w.config.Policy, Log: slog.New(slog.DiscardHandler), Unhurried: true,
	})
	return nil
}

// run lets everything happen, in its order, until the last shift is over.
func (w *world) run(ctx context.Context) error {
	end := w.campaign.EndsOn.AddDays(1).Time(w.zone)
	for {
		e, more := w.queue.next()
		if !more || e.at.After(end) {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("simulate: %w", err)
		}
		w.now = e.at
		if err := e.do(ctx, e.at); err != nil {
			return fmt.Errorf("simulate %s: %w", e.at.In(w.zone).Format(time.DateTime), err)
		}
	}
}

// act does something that changes rows, and what rings after it.
func (w *world) act(do func(ctx context.Context, now time.Time) error) func(context.Context, time.Time) error {
	return func(ctx context.Context, now time.Time) error {
		if err := do(ctx, now); err != nil {
			return err
		}
		w.change()
		if err := w.analyze(ctx); err != nil {
			return err
		}
		return w.ring(ctx, now)
	}
}

// analyze tells the database how much there is in it by now, each time that has doubled: a
// real one finds out by itself in the minutes that a simulated day takes.
func (w *world) analyze(ctx context.Context) error {
	const few = 16
	if w.acts++; w.acts < few || w.acts&(w.acts-1) != 0 {
		return nil
	}
	return w.store.Analyze(ctx)
}

// change says that rows have changed: something may be due.
func (w *world) change() { w.changed, w.vain = true, false }

// ring rings the alarms that lie on the queue, and those that ring after them. Only this store puts
// any there.
func (w *world) ring(ctx context.Context, now time.Time) error {
	for w.heard < w.store.Enqueued() {
		w.heard = w.store.Enqueued()
		alarms, err := w.store.TakeAlarms(ctx)
		if err != nil {
			return err
		}
		for _, alarm := range alarms {
			if err := scheduler.Ring(ctx, w.dispatcher, alarm, now); err != nil {
				return err
			}
		}
	}
	return nil
}

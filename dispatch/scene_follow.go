package dispatch

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// scenes are the scenes of the campaigns that a node works for.
type scenes struct{ byCampaign sync.Map }

// look lets use see a campaign as it is now. Nobody else looks meanwhile, and nothing that use has seen
// may be kept but copies.
func (d *Dispatcher) look(ctx context.Context, campaign roster.Campaign, now time.Time, use func(*scene) error) error {
	return d.see(ctx, campaign, true, now, func(s *scene) error {
		s.recall(now)
		return use(s)
	})
}

// glance is look for who doesn't ask how people answer and how much they are asked: it costs what has
// changed, however many people there are.
func (d *Dispatcher) glance(ctx context.Context, campaign roster.Campaign, now time.Time, use func(*scene) error) error {
	return d.see(ctx, campaign, false, now, use)
}

func (d *Dispatcher) see(ctx context.Context, campaign roster.Campaign, asks bool, now time.Time, use func(*scene) error) error {
	s := d.scenes.of(campaign)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := d.catchUp(ctx, s, campaign, asks, now); err != nil {
		return err
	}
	return use(s)
}

// lookOn lets use see a campaign as it was at the last look.
func (d *Dispatcher) lookOn(_ context.Context, campaign roster.Campaign, _ time.Time, use func(*scene) error) error {
	s := d.scenes.of(campaign)
	s.mu.Lock()
	defer s.mu.Unlock()
	return use(s)
}

func (s *scenes) of(campaign roster.Campaign) *scene {
	kept, _ := s.byCampaign.LoadOrStore(campaign.ID, &scene{})
	return kept.(*scene)
}

// catchUp takes in what has changed since the last look, or reads all anew: on another day, and
// when there is much. How people have been asked and answered since is left for the next time that
// somebody wants it with the rest.
func (d *Dispatcher) catchUp(ctx context.Context, s *scene, campaign roster.Campaign, asks bool, now time.Time) error {
	const most = 2000
	loc := campaign.Location()
	if roster.DateOf(s.readAt, loc) != roster.DateOf(now, loc) {
		if err := d.lookAnew(ctx, s, campaign, now, now); err != nil {
			return err
		}
	}
	news, told, err := d.store.NewsSince(ctx, campaign.ID, s.seen, most)
	if err != nil {
		return err
	}
	if told {
		err = s.take(ctx, d.store, news, asks, now)
	}
	if err == nil && (!told || s.torn) {
		err = d.lookAnew(ctx, s, campaign, s.span.End, now)
	}
	if err == nil {
		err = s.takeWhole(ctx, d.store, news)
	}
	s.spent = nil
	return err
}

func (d *Dispatcher) lookAnew(ctx context.Context, s *scene, campaign roster.Campaign, until, now time.Time) error {
	anew, err := newScene(ctx, d.store, campaign, until, now)
	if err != nil {
		return err
	}
	s.sight = anew.sight
	return nil
}

// post is the post of a role, nil when there is none. One that begins later than the scene ends is
// taken in with all until then.
func (d *Dispatcher) post(ctx context.Context, s *scene, role string, now time.Time) (*post, error) {
	if p := s.posts[role]; p != nil {
		return p, nil
	}
	seats, err := d.store.Seats(ctx, s.campaign.ID, []string{role})
	if err != nil || len(seats) == 0 || seats[0].Shift.Span.Start.Before(s.span.End) {
		return nil, err
	}
	if err := d.lookAnew(ctx, s, s.campaign, around(seats[0].Shift.Span, s.campaign.Location()).End, now); err != nil {
		return nil, err
	}
	return s.posts[role], d.catchUp(ctx, s, s.campaign, true, now)
}

// take reads what news are about.
func (s *scene) take(ctx context.Context, store *db.Store, news db.News, asks bool, now time.Time) error {
	unread := distinct(slices.Concat(s.unread, news.Moved, news.People))
	changed := db.SceneQuery{People: news.People, Roles: distinct(news.Roles), Communes: distinct(news.Communes)}
	if asks {
		changed.Asked, unread = unread, nil
	}
	if len(changed.People)+len(changed.Asked)+len(changed.Roles)+len(changed.Communes) > 0 {
		if err := s.read(ctx, store, changed, now); err != nil {
			return err
		}
	}
	s.seen, s.unread = news.Seen, unread
	return nil
}

func distinct(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// takeWhole takes in what news tell whole each time.
func (s *scene) takeWhole(ctx context.Context, store *db.Store, news db.News) error {
	s.silence(s.silent, false)
	s.silence(news.Silent, true)
	s.silent = news.Silent
	if s.plan == news.Plan {
		return nil
	}
	prices, err := pricesOf(ctx, store, s.campaign.ID)
	if err == nil {
		s.plan, s.prices = news.Plan, prices
	}
	return err
}

func (s *scene) silence(people []string, silent bool) {
	for _, id := range people {
		if p := s.byID[id]; p != nil {
			p.Suppressed = silent
		}
	}
}

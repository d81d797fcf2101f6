package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/tiepsuc/tiepsuc/roster"
)

// run shows the demo until ctx ends. What ends first needs what ends later: the jobs send
// through Twilio and stamp with the clock, so both outlive them.
func (s *stage) run(ctx context.Context) error {
	outer := func(ctx context.Context) error {
		return together(ctx, s.clock.Run, s.twilio.Run, func(ctx context.Context) error {
			return s.platform.serve(ctx, s.provider, s.twilio)
		})
	}
	middle := func(ctx context.Context) error {
		return together(ctx, s.platform.feed.Run, s.platform.unspool, func(ctx context.Context) error {
			return s.platform.serve(ctx, s.site, s.handler)
		})
	}
	inner := func(ctx context.Context) error {
		runs := []func(context.Context) error{s.platform.work, s.open}
		if s.phones != nil {
			runs = append(runs, s.phones.Run)
		}
		return together(ctx, runs...)
	}
	return within(ctx, outer, func(ctx context.Context) error { return within(ctx, middle, inner) })
}

// open makes and publishes the first plan, when there is none, lets the clock run, which has
// stood still until now, and says that all is ready.
func (s *stage) open(ctx context.Context) error {
	published, err := s.published(ctx)
	if err != nil {
		return err
	}
	if !published {
		if err := s.firstPlan(ctx); err != nil {
			return fmt.Errorf("first plan: %w", err)
		}
	}
	if err := s.clock.SetSpeed(s.cmd.Speed); err != nil {
		return err
	}
	s.describe()
	s.tell("ready %s", s.siteURL())
	return nil
}

func (s *stage) department() roster.Viewer {
	return roster.Viewer{Role: roster.AsDepartment, Campaign: s.campaign.ID}
}

func (s *stage) published(ctx context.Context) (bool, error) {
	const recent = 200
	runs, err := s.store.Plans(ctx, s.department().Scope(), recent)
	for _, run := range runs {
		if run.State == roster.PlanPublished {
			return true, err
		}
	}
	return false, err
}

// firstPlan plans a week, or what is left of the campaign.
func (s *stage) firstPlan(ctx context.Context) error {
	const week = 7
	now := s.clock.Now()
	days := min(week, roster.DateOf(now, s.campaign.Location()).DaysUntil(s.campaign.EndsOn)+1)
	s.tell("planning %d days", days)
	run, err := s.platform.dispatcher.PlanNow(ctx, s.department(), days, now)
	if err != nil {
		return err
	}
	if _, err := s.platform.dispatcher.PublishPlan(ctx, s.department(), run.ID, s.clock.Now()); err != nil {
		return err
	}
	s.tell("plan published: value %.0f, at most %.1f %% better is possible", run.Value, 100*run.Gap())
	return nil
}

// describe says what is where.
func (s *stage) describe() {
	site := s.siteURL()
	s.tell("")
	s.tell("  board     %s/", site)
	s.tell("  phones    %s/demo/phones (%s)", site, s.cmd.Phones)
	s.tell("  GraphQL   %s/graphql, to try it %s/graphiql", site, site)
	s.tell("  clock     %s, %g times real time", s.clock.Now().Format("2006-01-02 15:04"), s.clock.Speed())
	s.tell("  files     %s (log, database, texts)", s.ground.dir)
	s.tell("")
	for _, in := range s.platform.demo.SignIns {
		s.tell("  Authorization: Bearer %-16s %s", in.Token, in.Name)
	}
	s.tell("")
}

// within runs inner while outer runs: outer ends after inner, and when outer fails inner
// is ended too.
func within(ctx context.Context, outer, inner func(context.Context) error) error {
	outside, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	inside, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- outer(outside)
		stop()
	}()
	err := inner(inside)
	end()
	return errors.Join(err, <-ended)
}

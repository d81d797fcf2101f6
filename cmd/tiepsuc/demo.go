package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/demo"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

// DemoCmd shows a campaign that lives.
type DemoCmd struct {
	Addr   string  `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to serve (${default}); port 0 takes a free one and keeps to it."`
	People int     `default:"1500" help:"How many volunteers."`
	Days   int     `default:"45" help:"How long the campaign lasts."`
	Seed   uint64  `default:"1" help:"Another seed, other people."`
	From   string  `default:"2026-11-23" placeholder:"DATE" help:"First day of the campaign (${default})."`
	Start  int     `default:"3" placeholder:"DAY" help:"Day on which the campaign's clock starts, at 08:00 (${default})."`
	Speed  float64 `default:"60" help:"How many times as fast as real time the clock runs; 0 stands still."`
	Phones string  `default:"alive" enum:"alive,manual" help:"alive: phones answer like people; manual: they wait for you at /demo/phones."`
	Dir    string  `placeholder:"D" help:"Folder for the private database and the demo's files."`
	Fresh  bool    `help:"Delete the demo of last time in that folder and begin anew."`
}

// Help shows how it is called.
func (*DemoCmd) Help() string {
	return `Without DATABASE_URL it runs a PostgreSQL of its own in its folder; stopped and started again,
it goes on where it was.

Examples:

  tiepsuc demo
  tiepsuc demo --phones manual --speed 1 --fresh`
}

// options checks the flags and turns them into a campaign's.
func (c *DemoCmd) options() (invent.Options, error) {
	day, err := roster.ParseDate(c.From)
	_, _, addrErr := net.SplitHostPort(c.Addr)
	return invent.Options{People: c.People, Days: c.Days, Seed: c.Seed, StartsOn: day}, errors.Join(
		wrongUnless(addrErr == nil, "--addr must be HOST:PORT, such as 127.0.0.1:8080"),
		wrongUnless(err == nil, "--from must be a day such as 2026-11-23"),
		wrongUnless(c.People >= 1 && c.People <= 50_000, "--people must be between 1 and 50000"),
		wrongUnless(c.Days >= 1 && c.Days <= 366, "--days must be between 1 and 366"),
		wrongUnless(c.Start >= 1 && c.Start <= c.Days, "--start must be a day of the campaign"),
		wrongUnless(c.Speed >= 0 && c.Speed <= demo.MaxSpeed, fmt.Sprintf("--speed must be between 0 and %d", demo.MaxSpeed)),
	)
}

func wrongUnless(ok bool, what string) error {
	if ok {
		return nil
	}
	return errors.New(what)
}

// Run shows the demo until it is told to stop, which it may be at any moment.
func (c *DemoCmd) Run(env *Env) error {
	err := c.show(env)
	if env.Ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (c *DemoCmd) show(env *Env) (err error) {
	options, err := c.options()
	if err != nil {
		return usageError(err)
	}
	external := env.Getenv("DATABASE_URL")
	if external != "" && c.Fresh {
		return usageError(errors.New("--fresh deletes only a database of the demo's own, and DATABASE_URL is set"))
	}
	fmt.Fprintln(env.Stdout, "Tiếp Sức demo: preparing the database")
	g, err := openGround(env.Ctx, c.Dir, external, c.Fresh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	if err := db.Migrate(env.Ctx, g.url); err != nil {
		return err
	}
	pool, store, err := openStore(env.Ctx, g.url)
	if err != nil {
		return err
	}
	defer pool.Close()
	s := &stage{cmd: c, env: env, ground: g, pool: pool, store: store}
	if s.campaign, err = s.openCampaign(options); err != nil {
		return err
	}
	if err := s.build(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return s.run(env.Ctx)
}

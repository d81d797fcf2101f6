// Command tiepsuc is the whole platform in one program: the demo, the server, its schema,
// and the planner on files. Each subcommand has a file of its own.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// commands are what tiepsuc can do, in the order of its help.
type commands struct {
	Demo     DemoCmd     `cmd:"" help:"Show a campaign that lives, on a private database, with phones that answer."`
	Serve    ServeCmd    `cmd:"" help:"Run the platform on DATABASE_URL."`
	Migrate  MigrateCmd  `cmd:"" help:"Bring the database's schema up to date, or show where it stands."`
	Plan     PlanCmd     `cmd:"" help:"Plan a problem file, no database needed."`
	Verify   VerifyCmd   `cmd:"" help:"Check a plan file against its problem by independent code."`
	WhatIf   WhatIfCmd   `cmd:"" name:"whatif" help:"Compare the plan of a problem with the plan of what it might become."`
	Generate GenerateCmd `cmd:"" help:"Write a benchmark problem."`
	Campaign CampaignCmd `cmd:"" help:"Found a campaign, or list those there are."`
	Import   ImportCmd   `cmd:"" help:"Take in a list of volunteers from a CSV or XLSX file."`
	Export   ExportCmd   `cmd:"" help:"Give out people, results, one person's data or the planner's problem."`
	Simulate SimulateCmd `cmd:"" help:"Run campaigns in virtual time and compare who is asked when."`
	Token    TokenCmd    `cmd:"" help:"Issue an API token."`
	User     UserCmd     `cmd:"" help:"Say who may sign in: the first administrator, and everybody after."`
	Sending  SendingCmd  `cmd:"" help:"Show which texts are held back, hold texts back, or let them go again."`
	Doctor   DoctorCmd   `cmd:"" help:"Check settings, database, schema, queue, sender and clock."`
}

func main() { os.Exit(mainCode()) }

func mainCode() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(os.Args[1:], &Env{Ctx: ctx, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now})
}

// run parses args, does what they say and returns the exit code.
func run(args []string, env *Env) (code int) {
	parser, err := newParser(env)
	if err != nil {
		return report(env, err)
	}
	defer recoverExit(&code)
	chosen, err := parser.Parse(args)
	if err != nil {
		return report(env, usageError(fmt.Errorf("%w (tiepsuc --help explains)", err)))
	}
	return report(env, chosen.Run(env))
}

func newParser(env *Env) (*kong.Kong, error) {
	return kong.New(&commands{},
		kong.Name("tiepsuc"),
		kong.Description("Tiếp Sức: volunteer scheduling and dispatch for 126 communes."),
		kong.Vars{"scopes": tokenScopes()},
		kong.Writers(env.Stdout, env.Stderr),
		kong.Exit(func(code int) { panic(helpShown(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
}

// helpShown unwinds the parser after it has printed help: it expects its exit function not
// to return.
type helpShown int

func recoverExit(code *int) {
	switch r := recover().(type) {
	case nil:
	case helpShown:
		*code = int(r)
	default:
		panic(r)
	}
}

// report tells a failure on stderr and turns it into the exit code.
func report(env *Env, err error) int {
	if err != nil {
		fmt.Fprintln(env.Stderr, "tiepsuc:", plainly(err))
	}
	return exitCode(err)
}

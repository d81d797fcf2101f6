// Command go-client is a typed client of the API: genqlient makes a function of each operation in
// operations.graphql, and the compiler knows every field. It prints the communes that lack people,
// or calls for some.
//
//	go run . short FROM TO
//	go run . help COMMUNE SKILL SEATS START END REASON KEY
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/Khan/genqlient/graphql"
)

// signed adds the token to each request.
type signed struct{ token string }

// RoundTrip sends one request.
func (s signed) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+s.token)
	return http.DefaultTransport.RoundTrip(r)
}

func main() {
	address := cmp.Or(os.Getenv("TIEPSUC_URL"), "http://127.0.0.1:8080") + "/graphql"
	const patience = 30 * time.Second
	client := graphql.NewClient(address, &http.Client{Timeout: patience, Transport: signed{cmp.Or(os.Getenv("TIEPSUC_TOKEN"), "demo-department")}})
	if err := run(context.Background(), client, os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, client graphql.Client, out io.Writer, args []string) error {
	switch {
	case len(args) == 3 && args[0] == "short":
		return short(ctx, client, out, args[1], args[2])
	case len(args) == 8 && args[0] == "help":
		return help(ctx, client, out, args[1:])
	}
	return errors.New("usage: short FROM TO | help COMMUNE SKILL SEATS START END REASON KEY")
}

// short prints the communes that have fewer people than seats on some days.
func short(ctx context.Context, client graphql.Client, out io.Writer, from, to string) error {
	found, err := Coverage(ctx, client, from, to)
	if err != nil {
		return fmt.Errorf("read the coverage: %w", err)
	}
	for _, c := range found.Campaign.Communes {
		if missing := c.Coverage.Seats - c.Coverage.Confirmed; missing > 0 {
			fmt.Fprintf(out, "%s %s: %d of %d missing\n", c.Code, c.Name, missing, c.Coverage.Seats)
		}
	}
	return nil
}

// help calls for people. Sent again with the same key it calls for nobody more.
func help(ctx context.Context, client graphql.Client, out io.Writer, args []string) error {
	seats, err := strconv.Atoi(args[2])
	if err != nil {
		return fmt.Errorf("SEATS: %w", err)
	}
	start, err := time.Parse(time.RFC3339, args[3])
	if err != nil {
		return fmt.Errorf("START: %w", err)
	}
	end, err := time.Parse(time.RFC3339, args[4])
	if err != nil {
		return fmt.Errorf("END: %w", err)
	}
	called, err := RequestHelp(ctx, client, RequestHelpInput{
		CommuneCode: args[0], Start: start, End: end, Reason: args[5], Roles: []RoleInput{{Skill: args[1], Seats: seats}},
	}, args[6])
	if err != nil {
		return fmt.Errorf("call for help: %w", err)
	}
	fmt.Fprintln(out, called.RequestHelp.Id, called.RequestHelp.State)
	return nil
}

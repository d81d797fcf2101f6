package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
)

// call runs the program without an environment and returns what it said.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	return callWith(t, func(string) string { return "" }, args...)
}

func callWith(t *testing.T, getenv func(string) string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, &Env{Ctx: t.Context(), Stdout: &out, Stderr: &errs, Getenv: getenv, Now: time.Now})
	return code, out.String(), errs.String()
}

func TestWrongUsageEndsWithTwoAndSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		args []string
		want []string
	}{
		"no command":               {nil, []string{"--help explains"}},
		"unknown command":          {[]string{"dance"}, []string{"dance"}},
		"unknown flag":             {[]string{"demo", "--loud"}, []string{"--loud"}},
		"all wrong flags together": {[]string{"demo", "--people", "0", "--days", "3", "--start", "4"}, []string{"--people", "--start"}},
		"address without a port":   {[]string{"demo", "--addr", "localhost"}, []string{"--addr must be HOST:PORT"}},
		"day that isn't one":       {[]string{"demo", "--from", "tomorrow"}, []string{"--from must be a day"}},
		"phones of another kind":   {[]string{"demo", "--phones", "maybe"}, []string{"alive", "manual"}},
		"migrate nothing":          {[]string{"migrate", "up"}, []string{"DATABASE_URL is not set"}},
		"doctor without settings":  {[]string{"doctor"}, []string{"DATABASE_URL", "TIEPSUC_SECRETS"}},
		"token for nobody":         {[]string{"token", "--role", "commune"}, []string{"--commune"}},
		"token for too many":       {[]string{"token", "--role", "department", "--commune", "00004"}, []string{"--commune"}},
		"campaign without a name":  {[]string{"campaign", "add", "--name", " ", "--from", "23/11/2026", "--to", "2026-11-22"}, []string{"--name must not be empty", "--from must be a day"}},
		"campaign that ends first": {[]string{"campaign", "add", "--name", "x", "--from", "2026-11-23", "--to", "2026-11-22"}, []string{"on or after"}},
		"role that isn't served":   {[]string{"serve", "--role", "cook"}, []string{"worker"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, _, stderr := call(t, tc.args...)
			if code != exitUsage {
				t.Errorf("exit code %d, want %d", code, exitUsage)
			}
			for _, want := range tc.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("%q is not in %q", want, stderr)
				}
			}
		})
	}
}

func TestEveryCommandExplainsItselfByAnExample(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"demo", "serve", "migrate", "plan", "verify", "generate", "token", "doctor"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			code, stdout, _ := call(t, command, "--help")
			if code != exitDone || !strings.Contains(stdout, "Example") {
				t.Errorf("exit code %d: %s", code, stdout)
			}
		})
	}
}

func TestACampaignIsFoundedAndItsFirstUserAdded(t *testing.T) {
	t.Parallel()
	database := dbtest.URL(t)
	getenv := func(name string) string {
		if name == "DATABASE_URL" {
			return database
		}
		return ""
	}
	do := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := callWith(t, getenv, args...)
		if code != 0 {
			t.Fatalf("%v: exit code %d\n%s", args, code, stderr)
		}
		return stdout
	}
	id := strings.TrimSpace(do("campaign", "add", "--name", "45 ngày đêm", "--from", "2026-11-23", "--to", "2027-01-06"))
	if got, want := do("campaign", "list"), id+"  2026-11-23  2027-01-06  45 ngày đêm\n"; got != want {
		t.Errorf("campaigns: %q, want %q", got, want)
	}
	do("token", "--role", "commune", "--commune", "00004")
	code, _, stderr := callWith(t, getenv, "user", "add", "--role", "department", "--name", "Trần Thị Bình", "--phone", "024 3825 1234")
	if code != exitUsage || !strings.Contains(stderr, "phone: “024 3825 1234” is not a Vietnamese mobile number.") {
		t.Errorf("a landline: exit code %d, %q", code, stderr)
	}
	member := strings.TrimSpace(do("user", "add", "--role", "university", "--organisation", "HUST", "--name", "Lê Văn An", "--phone", "0987 654 321"))
	if got := do("user", "list"); !strings.Contains(got, member) || !strings.Contains(got, "+84987654321") {
		t.Errorf("users: %q", got)
	}
	do("user", "revoke", member)
	if got := do("user", "list"); got != "" {
		t.Errorf("users after the only one has left: %q", got)
	}
}

package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// call runs the program without an environment and returns what it said.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, &Env{
		Ctx: t.Context(), Stdout: &out, Stderr: &errs,
		Getenv: func(string) string { return "" }, Now: time.Now,
	})
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

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

type storyKey struct{}

// story is what the commands of one story share: the program that runs and the last answer.
type story struct {
	program *exec.Cmd
	answer  any
}

// patience is how long a story waits for what must happen soon.
const patience = 2 * time.Minute

func storyOf(ts *testscript.TestScript) *story {
	return ts.Value(storyKey{}).(*story)
}

func storyCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"demo":     startDemo,
		"platform": setUpPlatform,
		"campaign": foundCampaign,
		"serve":    startServer,
		"cut":      killProgram,
		"quit":     stopProgram,
		"gql":      askGraphQL,
		"gqlas":    askWithToken,
		"until":    untilGraphQL,
		"save":     saveValue,
		"texts":    countTexts,
		"once":     onceEach,
		"differ":   differ,
		"link":     findLink,
		"open":     openPage,
		"post":     postForm,
		"answer":   postAnswer,
	}
}

// demo ARGS… starts a demo in $DEMO and waits until it is ready; $SITE is its address.
func startDemo(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	s.program = exec.Command(ts.Getenv("PROGRAM"), append([]string{"demo", "--dir", ts.Getenv("DEMO"), "--addr", "127.0.0.1:0"}, args...)...) //nolint:gosec,noctx // our own program
	s.program.Env = append(os.Environ(), "DATABASE_URL=")
	s.program.Stderr = os.Stderr
	out, err := s.program.StdoutPipe()
	ts.Check(err)
	ts.Check(s.program.Start())
	running := s.program
	ts.Defer(func() { _ = running.Process.Kill(); _ = running.Wait() })
	ts.Setenv("SITE", awaitReady(ts, out))
	go func() { _, _ = io.Copy(io.Discard, out) }()
}

func awaitReady(ts *testscript.TestScript, out io.Reader) string {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		ts.Logf("%s", lines.Text())
		if site, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			return site
		}
	}
	ts.Fatalf("the demo ended before it was ready")
	return ""
}

// cut ends the program as a power cut would.
func killProgram(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	ts.Check(s.program.Process.Kill())
	_ = s.program.Wait()
}

// quit ends the program in order; it must end with exit code 0.
func stopProgram(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	ts.Check(s.program.Process.Signal(syscall.SIGTERM))
	ts.Check(s.program.Wait())
}

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

type storyKey struct{}

// story is what the commands of one story share: the demo that runs and the last answer.
type story struct {
	demo   *exec.Cmd
	answer any
}

// patience is how long a story waits for what must happen soon.
const patience = 2 * time.Minute

func storyOf(ts *testscript.TestScript) *story {
	return ts.Value(storyKey{}).(*story)
}

func storyCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"demo":   startDemo,
		"cut":    killDemo,
		"quit":   stopDemo,
		"gql":    askGraphQL,
		"until":  untilGraphQL,
		"save":   saveValue,
		"texts":  countTexts,
		"once":   onceEach,
		"differ": differ,
		"link":   findLink,
		"open":   openPage,
		"answer": postAnswer,
	}
}

// demo ARGS… starts a demo in $DEMO and waits until it is ready; $SITE is its address.
func startDemo(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	s.demo = exec.Command(ts.Getenv("PROGRAM"), append([]string{"demo", "--dir", ts.Getenv("DEMO"), "--addr", "127.0.0.1:0"}, args...)...) //nolint:gosec,noctx // our own program
	s.demo.Env = append(os.Environ(), "DATABASE_URL=")
	s.demo.Stderr = os.Stderr
	out, err := s.demo.StdoutPipe()
	ts.Check(err)
	ts.Check(s.demo.Start())
	running := s.demo
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

// cut ends the demo as a power cut would.
func killDemo(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	ts.Check(s.demo.Process.Kill())
	_ = s.demo.Wait()
}

// quit ends the demo in order; it must end with exit code 0.
func stopDemo(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	ts.Check(s.demo.Process.Signal(syscall.SIGTERM))
	ts.Check(s.demo.Wait())
}

// gql WHO FILE [name=value…] sends the document in FILE as demo-WHO and prints the answer.
// With ! in front, the answer must have errors; without, none.
func askGraphQL(ts *testscript.TestScript, neg bool, args []string) {
	raw := sendGraphQL(ts, args)
	failed := bytes.Contains(raw, []byte(`"errors"`))
	fmt.Fprintln(ts.Stdout(), string(raw))
	if failed != neg {
		ts.Fatalf("answer: %s", raw)
	}
}

// until PATTERN WHO FILE [name=value…] sends a document again until its answer matches.
func untilGraphQL(ts *testscript.TestScript, neg bool, args []string) {
	want := regexp.MustCompile(args[0])
	deadline := time.Now().Add(patience)
	for {
		raw := sendGraphQL(ts, args[1:])
		if want.Match(raw) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("never %s: %s", want, raw)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func sendGraphQL(ts *testscript.TestScript, args []string) []byte {
	variables := map[string]any{}
	for _, arg := range args[2:] {
		name, value, _ := strings.Cut(arg, "=")
		var parsed any
		if json.Unmarshal([]byte(value), &parsed) != nil {
			parsed = value
		}
		variables[name] = parsed
	}
	body, err := json.Marshal(map[string]any{"query": ts.ReadFile(args[1]), "variables": variables})
	ts.Check(err)
	r, err := http.NewRequest(http.MethodPost, ts.Getenv("SITE")+"/graphql", bytes.NewReader(body)) //nolint:noctx // a test
	ts.Check(err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Authorization", "Bearer demo-"+args[0])
	answer, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	ts.Check(err)
	var parsed any
	ts.Check(json.Unmarshal(raw, &parsed))
	storyOf(ts).answer = parsed
	return raw
}

// save NAME PATH puts a value of the last answer into $NAME; the path is keys and indexes
// with dots between.
func saveValue(ts *testscript.TestScript, neg bool, args []string) {
	value := storyOf(ts).answer
	for _, step := range strings.Split(args[1], ".") {
		switch inner := value.(type) {
		case map[string]any:
			value = inner[step]
		case []any:
			i, err := strconv.Atoi(step)
			ts.Check(err)
			if i >= len(inner) {
				ts.Fatalf("%s: only %d there", args[1], len(inner))
			}
			value = inner[i]
		}
	}
	if value == nil {
		ts.Fatalf("%s: nothing there", args[1])
	}
	ts.Setenv(args[0], fmt.Sprint(value))
}

type text struct{ ID, Direction, Body string }

func textsOf(ts *testscript.TestScript, phone string) []text {
	answer, err := http.Get(ts.Getenv("SITE") + "/demo/phones/" + url.PathEscape(phone) + "/messages") //nolint:noctx // a test
	ts.Check(err)
	defer answer.Body.Close()
	var all []text
	ts.Check(json.NewDecoder(answer.Body).Decode(&all))
	return all
}

// texts PHONE COUNT says how many texts with a link a phone must have got.
func countTexts(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	deadline := time.Now().Add(patience)
	for {
		got := 0
		for _, text := range textsOf(ts, args[0]) {
			if linkIn(text) != "" {
				got++
			}
		}
		if got == want {
			return
		}
		if got > want || time.Now().After(deadline) {
			ts.Fatalf("%s has %d texts with a link, want %d", args[0], got, want)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func linkIn(t text) string {
	return regexp.MustCompile(`https?://\S+/a/[A-Za-z0-9_-]+`).FindString(t.Body)
}

// once looks at all phones: nobody may have got the same question twice.
func onceEach(ts *testscript.TestScript, neg bool, args []string) {
	answer, err := http.Get(ts.Getenv("SITE") + "/demo/phones.json") //nolint:noctx // a test
	ts.Check(err)
	defer answer.Body.Close()
	var phones []struct{ Number string }
	ts.Check(json.NewDecoder(answer.Body).Decode(&phones))
	for _, phone := range phones {
		seen := map[string]bool{}
		for _, text := range textsOf(ts, phone.Number) {
			if linkIn(text) != "" && seen[text.Body] {
				ts.Fatalf("%s was asked twice: %s", phone.Number, text.Body)
			}
			seen[text.Body] = true
		}
	}
	ts.Logf("%d phones", len(phones))
}

// differ A B fails when the two are the same.
func differ(ts *testscript.TestScript, neg bool, args []string) {
	if args[0] == args[1] {
		ts.Fatalf("both are %s", args[0])
	}
}

// link NAME PHONE puts the link of a phone's newest question into $NAME.
func findLink(ts *testscript.TestScript, neg bool, args []string) {
	for _, text := range textsOf(ts, args[1]) {
		if link := linkIn(text); link != "" {
			ts.Setenv(args[0], link)
		}
	}
	if ts.Getenv(args[0]) == "" {
		ts.Fatalf("%s has no text with a link", args[1])
	}
}

// open LINK TIMES [STATUS] opens a page several times and prints it.
func openPage(ts *testscript.TestScript, neg bool, args []string) {
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	for range times {
		answer, err := http.Get(args[0]) //nolint:gosec,noctx // a test
		ts.Check(err)
		checkStatus(ts, answer, args[2:], http.StatusOK)
	}
}

// answer LINK ASK yes|no [STATUS] sends the form of the answer page.
func postAnswer(ts *testscript.TestScript, neg bool, args []string) {
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := stay.PostForm(args[0], url.Values{"ask": {args[1]}, "answer": {args[2]}}) //nolint:noctx // a test
	ts.Check(err)
	checkStatus(ts, answer, args[3:], http.StatusSeeOther)
}

func checkStatus(ts *testscript.TestScript, answer *http.Response, given []string, usual int) {
	defer answer.Body.Close()
	if len(given) > 0 {
		var err error
		usual, err = strconv.Atoi(given[0])
		ts.Check(err)
	}
	page, err := io.ReadAll(answer.Body)
	ts.Check(err)
	fmt.Fprintln(ts.Stdout(), string(page))
	if answer.StatusCode != usual {
		ts.Fatalf("status %d, want %d: %s", answer.StatusCode, usual, page)
	}
}

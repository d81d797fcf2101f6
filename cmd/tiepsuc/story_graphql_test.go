package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// gql WHO FILE [name=value…] sends the document in FILE as WHO and prints the answer.
// With ! in front, the answer must have errors; without, none.
func askGraphQL(ts *testscript.TestScript, neg bool, args []string) {
	raw := sendGraphQL(ts, args)
	failed := bytes.Contains(raw, []byte(`"errors"`))
	fmt.Fprintln(ts.Stdout(), string(raw))
	if failed != neg {
		ts.Fatalf("answer: %s", raw)
	}
}

// gqlas FILE … is gql with the token in a file.
func askWithToken(ts *testscript.TestScript, neg bool, args []string) {
	args[0] = strings.TrimSpace(ts.ReadFile(args[0]))
	askGraphQL(ts, neg, args)
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
	r.Header.Set("Authorization", "Bearer "+tokenOf(args[0]))
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

// tokenOf is a demo sign-in by its role, or a token as tiepsuc token prints it.
func tokenOf(who string) string {
	if strings.HasPrefix(who, "ts_") {
		return who
	}
	return "demo-" + who
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

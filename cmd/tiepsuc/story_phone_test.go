package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

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

// link NAME PHONE ASK puts the link whose page holds the ask into $NAME, once it has come: a
// phone may have been asked before for something else.
func findLink(ts *testscript.TestScript, neg bool, args []string) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		for _, text := range textsOf(ts, args[1]) {
			if link := linkIn(text); link != "" && strings.Contains(pageOf(ts, link), args[2]) {
				ts.Setenv(args[0], link)
				return
			}
		}
	}
	ts.Fatalf("%s has no text with a link to ask %s", args[1], args[2])
}

func pageOf(ts *testscript.TestScript, link string) string {
	answer, err := http.Get(link) //nolint:gosec,noctx // a test
	ts.Check(err)
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	ts.Check(err)
	return string(page)
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

// post ADDRESS STATUS [name=value…] sends a form.
func postForm(ts *testscript.TestScript, neg bool, args []string) {
	form := url.Values{}
	for _, arg := range args[2:] {
		name, value, _ := strings.Cut(arg, "=")
		form.Set(name, value)
	}
	answer, err := http.PostForm(args[0], form) //nolint:gosec,noctx // a test
	ts.Check(err)
	checkStatus(ts, answer, args[1:2], http.StatusOK)
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

package notify_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tiepsuc/tiepsuc/notify"
)

// sample is one text of the corpus: what its sender means, and how it must be read.
type sample struct {
	text, means string
	codes       []string
	want        []notify.Reading
}

// corpusFiles are the files of the corpus, with the fewest different texts that each must have.
func corpusFiles() map[string]int {
	return map[string]int{"testdata/replies.txt": 700, "testdata/replies_mistakable.txt": 650}
}

func corpus(t *testing.T) []sample {
	t.Helper()
	var samples []sample
	for file := range corpusFiles() {
		samples = append(samples, samplesOf(t, file)...)
	}
	return samples
}

// samplesOf reads a file of the corpus; the head of testdata/replies.txt explains the form.
func samplesOf(t *testing.T, file string) []sample {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var samples []sample
	var group sample
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if heading, ok := strings.CutPrefix(line, "== "); ok {
			group = heads(heading)
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		one := group
		one.text = line
		if quoted, err := strconv.Unquote(line); err == nil {
			one.text = quoted
		}
		samples = append(samples, one)
	}
	return samples
}

// heads reads a heading: "open A1 B2; means both; reads A1 yes, B2 no".
func heads(heading string) sample {
	part := strings.Split(heading, "; ")
	group := sample{codes: strings.Fields(part[0])[1:], means: strings.TrimPrefix(part[1], "means ")}
	for reading := range strings.SplitSeq(strings.TrimPrefix(part[2], "reads "), ", ") {
		code, verdict, coded := strings.Cut(reading, " ")
		if !coded {
			code, verdict = "", code
		}
		group.want = append(group.want, notify.Reading{Verdict: notify.Verdict(verdict), Code: code})
	}
	return group
}

// A seat given to somebody who didn't say yes stays empty, one who didn't say no is passed over,
// and who didn't ask for silence hears no more: of all mistakes these are never made.
func TestNoTextOfTheCorpusIsReadAsWhatItsSenderDoesNotMean(t *testing.T) {
	t.Parallel()
	for _, s := range corpus(t) {
		for _, r := range notify.ReadReply(s.text, s.codes) {
			if r.Verdict != notify.Unclear && string(r.Verdict) != s.means && s.means != "both" {
				t.Errorf("ReadReply(%q) = %s; its sender means %s", s.text, r.Verdict, s.means)
			}
		}
	}
}

func TestTheCorpusIsAsLargeAsItClaims(t *testing.T) {
	t.Parallel()
	for file, enough := range corpusFiles() {
		different := map[string]bool{}
		for _, s := range samplesOf(t, file) {
			different[strings.Join(s.codes, " ")+": "+s.text] = true
		}
		if len(different) < enough {
			t.Errorf("%s has %d different texts, want %d", file, len(different), enough)
		}
	}
}

func TestTheCorpusIsReadAsItSays(t *testing.T) {
	t.Parallel()
	// With one open ask its code may be quoted or not; where nothing is certain it says nothing.
	loosely := cmpopts.AcyclicTransformer("loosely", func(r notify.Reading) notify.Reading {
		if !r.Known() {
			r.Code = ""
		}
		return r
	})
	for _, s := range corpus(t) {
		got := notify.ReadReply(s.text, s.codes)
		if len(s.codes) == 1 {
			for i := range got {
				got[i].Code = ""
			}
		}
		if diff := cmp.Diff(s.want, got, loosely); diff != "" {
			t.Errorf("ReadReply(%q) mismatch (-want +got):\n%s", s.text, diff)
		}
	}
}

// Whatever a machine can't read costs a person's time: of the clear answers with one open ask
// that people write, most must be read.
func TestMostClearAnswersOfTheCorpusNeedNobodyToReadThem(t *testing.T) {
	t.Parallel()
	asked, read := 0, 0
	for _, s := range corpus(t) {
		if s.means != "yes" && s.means != "no" {
			continue
		}
		asked++
		if notify.ReadReply(s.text, s.codes)[0].Known() {
			read++
		}
	}
	if share := float64(read) / float64(asked); share < 0.7 {
		t.Errorf("%d of %d clear answers are read, a share of %.2f", read, asked, share)
	}
}

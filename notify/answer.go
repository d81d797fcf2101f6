package notify

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Verdict is what a reply means.
type Verdict string

// The verdicts. Whatever isn't certain is Unclear and goes to a person.
const (
	SaysYes    Verdict = "yes"
	SaysNo     Verdict = "no"
	Unclear    Verdict = "unclear"
	WantsOut   Verdict = "opt_out"
	WantsBack  Verdict = "opt_in"
	FromNobody Verdict = "stranger"
)

// Reading is one answer found in a reply: to the ask with Code, or to the only open one
// when Code is empty.
type Reading struct {
	Verdict Verdict
	Code    string
}

// ReadReply reads a text that came in, against the codes of the asks that are open for its
// number. It matches whole first words, never parts: "không bận" (I'm free) is not a no,
// "có thể không" is not a yes. Without a code an answer counts only when exactly one ask is
// open. A reply in which any part is unclear is unclear as a whole, and so is a question or
// one that says both of the same ask.
func ReadReply(text string, codes []string) []Reading {
	text = norm.NFKC.String(text)
	words := tokens(text)
	if v, ok := wish(words); ok {
		return []Reading{{Verdict: v}}
	}
	if len(words) == 0 || len(codes) == 0 || strings.Contains(text, "?") {
		return []Reading{{Verdict: Unclear}}
	}
	parts := splitAtCodes(words, codes)
	readings := make([]Reading, 0, len(parts))
	for _, p := range parts {
		r := Reading{Verdict: verdict(p.words), Code: p.code}
		if r.Verdict == Unclear || (p.code == "" && len(codes) > 1) || contradicts(readings, r) {
			return []Reading{{Verdict: Unclear, Code: p.code}}
		}
		if !slices.Contains(readings, r) {
			readings = append(readings, r)
		}
	}
	return readings
}

func contradicts(readings []Reading, next Reading) bool {
	return slices.ContainsFunc(readings, func(r Reading) bool {
		return r.Code == next.Code && r.Verdict != next.Verdict
	})
}

// word is one token: folded, and as it was written (lower case, composed), since some words
// differ by their marks alone.
type word struct{ folded, written string }

func tokens(text string) []word {
	fields := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r)
	})
	words := make([]word, 0, len(fields))
	for _, f := range fields {
		if folded := Fold(f); folded != "" {
			words = append(words, word{folded: folded, written: strings.ToLower(strings.Map(dropFormat, f))})
		}
	}
	return words
}

func dropFormat(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

type part struct {
	code  string
	words []word
}

// splitAtCodes cuts the words at each known code; "co 12" and "12 co" both belong to 12.
func splitAtCodes(words []word, codes []string) []part {
	var parts []part
	var loose []word
	for _, w := range words {
		if !slices.Contains(codes, strings.ToUpper(w.folded)) {
			if len(parts) == 0 {
				loose = append(loose, w)
			} else {
				last := &parts[len(parts)-1]
				last.words = append(last.words, w)
			}
			continue
		}
		parts = append(parts, part{code: strings.ToUpper(w.folded)})
	}
	switch {
	case len(parts) == 0:
		return []part{{words: loose}}
	case len(loose) > 0 && len(parts) == 1:
		parts[0].words = append(loose, parts[0].words...)
	case len(loose) > 0:
		return []part{{words: append(loose, word{folded: "?", written: "?"})}}
	}
	return parts
}

// verdict reads the words of one answer. Only sentences that are wholly made of known words
// and courtesies count: whatever else follows could turn the meaning round.
func verdict(words []word) Verdict {
	if misspelt(words) || received(words) {
		return Unclear
	}
	if v := plain(words); v != Unclear {
		return v
	}
	end := len(words)
	for end > 0 && slices.Contains(closers(), words[end-1].folded) {
		end--
	}
	for start := range end {
		v := plain(words[start:end])
		if v == SaysYes && halfHearted(words, start, end) {
			return Unclear
		}
		if v != Unclear || !slices.Contains(openers(), words[start].folded) {
			return v
		}
	}
	return Unclear
}

func plain(words []word) Verdict {
	sentence := joined(words)
	switch {
	case slices.Contains(yesSentences(), sentence):
		return SaysYes
	case slices.Contains(noSentences(), sentence):
		return SaysNo
	}
	return Unclear
}

func joined(words []word) string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.folded
	}
	return strings.Join(folded, " ")
}

// wish recognises the words that end or restart texting. They count only alone: "dừng" in a
// sentence may stop anything.
func wish(words []word) (Verdict, bool) {
	if len(words) == 0 || misspelt(words[:1]) {
		return "", false
	}
	switch joined(words) {
	case "dung", "ngung", "tc", "stop", "stopall", "unsubscribe", "optout", "dung nhan tin", "ngung nhan tin":
		return WantsOut, true
	case "bat dau", "start", "unstop":
		return WantsBack, true
	}
	return "", false
}

// Known tells whether a phone's reply is an answer rather than a wish about texting.
func (r Reading) Known() bool { return r.Verdict == SaysYes || r.Verdict == SaysNo }

// Answer is the reading as an answer to an ask; only for Known ones.
func (r Reading) Answer() roster.Answer {
	if r.Verdict == SaysYes {
		return roster.Yes
	}
	return roster.No
}

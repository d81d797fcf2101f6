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
// number. It matches whole sentences, never parts: "không bận" (I'm free) is not a no,
// "có thể không" is not a yes. Marks that are written count; without marks a word is read as
// the one that answers are made of, unless what stands around it makes it another. Without a
// code an answer counts only when exactly one ask is open. A reply in which any part is unclear
// is unclear as a whole, and so is a question or one that says both of the same ask.
func ReadReply(text string, codes []string) []Reading {
	text = norm.NFKC.String(text)
	if strings.ContainsAny(text, asking) {
		return []Reading{{Verdict: Unclear}}
	}
	words := tokens(text)
	if v, ok := wish(wordsAlone(words)); ok {
		return []Reading{{Verdict: v}}
	}
	if len(words) == 0 || len(codes) == 0 || len(codes) > 1 && codeOrTone(words) {
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

type part struct {
	code  string
	words []word
}

// codeOrTone tells whether what looks like a code may be an "ạ" whose tone was typed as a
// digit, as those of other words were.
func codeOrTone(words []word) bool {
	return anyOf(words, "a5") && slices.ContainsFunc(words, func(w word) bool { return w.digits })
}

// splitAtCodes cuts the words at each known code; "co 12" and "12 co" both belong to 12.
func splitAtCodes(words []word, codes []string) []part {
	var parts []part
	var loose []word
	for _, w := range words {
		code, w := cutCode(w, codes)
		if code != "" {
			parts = append(parts, part{code: code})
		}
		switch {
		case w.folded == "":
		case len(parts) == 0:
			loose = append(loose, w)
		default:
			last := &parts[len(parts)-1]
			last.words = append(last.words, w)
		}
	}
	switch {
	case len(parts) == 0:
		return []part{{words: loose}}
	case len(loose) > 0 && len(parts) == 1:
		parts[0].words = append(loose, parts[0].words...)
	case len(loose) > 0:
		return []part{{words: append(loose, word{folded: "?", spelt: "?"})}}
	}
	return parts
}

// cutCode takes a known code off a word that is one or to which it sticks ("a1ok"). A single
// letter behind it is more likely part of another code.
func cutCode(w word, codes []string) (string, word) {
	for _, code := range codes {
		start := strings.ToLower(code)
		if w.folded == start {
			return code, word{}
		}
		rest, stuck := strings.CutPrefix(w.spelt, start)
		if stuck && len(rest) > 1 && strings.IndexFunc(rest, unicode.IsLetter) == 0 {
			return code, typed(newWord(rest))
		}
	}
	return "", w
}

// verdict reads the words of one answer. Only sentences that are wholly made of known words
// and courtesies count: whatever else follows could turn the meaning round.
func verdict(words []word) Verdict {
	said := withoutEchoes(wordsAlone(words))
	if received(said) {
		return Unclear
	}
	a, found := findAnswer(said)
	if !found || a.takenBack() || a.doubtful() || a.verdict.contradictedBy(words) {
		return Unclear
	}
	return a.verdict
}

// findAnswer looks for a sentence with nothing but courtesies around it, the longest first.
func findAnswer(words []word) (answer, bool) {
	n := len(words)
	before := courtesies(n, func(from, to int) bool { return openers().have(words[from:to]) })
	behind := courtesies(n, func(from, to int) bool { return closers().have(words[n-to : n-from]) })
	for start := range n {
		for cut := range n - start {
			if !before[start] || !behind[cut] {
				continue
			}
			if v := plain(words[start : n-cut]); v != Unclear {
				return answer{words: words, start: start, end: n - cut, verdict: v}, true
			}
		}
	}
	return answer{}, false
}

func plain(words []word) Verdict {
	switch {
	case sayYes().have(words):
		return SaysYes
	case sayNo().have(words):
		return SaysNo
	}
	return Unclear
}

// withoutEchoes leaves out what is said twice for emphasis ("ok ok"); "ban ban" may be two words.
func withoutEchoes(words []word) []word {
	return slices.CompactFunc(slices.Clone(words), func(a, b word) bool {
		_, alike := lookalikes()[a.folded]
		return a.spelt == b.spelt && len(a.folded) > 1 && (!alike || !a.bare())
	})
}

// wish recognises the words that end or restart texting. They count only alone: "dừng" in a
// sentence may stop anything.
func wish(words []word) (Verdict, bool) {
	switch {
	case wantOut().have(words):
		return WantsOut, true
	case wantBack().have(words):
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

package notify

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one token: folded, and as it was spelt, since some words differ by their marks
// alone.
type word struct {
	folded, spelt string
	name          bool // begins with a capital, as names do
	digits        bool // its marks were typed as digits
}

func newWord(written string) word {
	// An accent used as an apostrophe is a mark without a letter.
	written = strings.TrimLeftFunc(written, func(r rune) bool { return unicode.Is(unicode.Mn, r) })
	capital := strings.IndexFunc(written, unicode.IsUpper) == 0 && strings.ContainsFunc(written, unicode.IsLower)
	return word{folded: Fold(written), spelt: spelt(written), name: capital}
}

// bare tells that no marks were written, so that there is nothing but the context to go by.
func (w word) bare() bool { return w.spelt == w.folded }

// means compares with a word as it should be written. Marks that are there count, and one
// letter is too little to guess its marks by.
func (w word) means(right word) bool {
	return w.spelt == right.spelt || w.bare() && len(w.folded) > 1 && w.folded == right.folded
}

const toneMarks = "\u0301\u0300\u0309\u0303\u0323"

// spelt puts a word's tone behind it: keyboards disagree on the letter that bears it (hủy,
// huỷ), and on which horn of "ươ" may be left out.
func spelt(written string) string {
	var letters, tone strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(written)) {
		switch {
		case strings.ContainsRune(toneMarks, r):
			tone.WriteRune(r)
		case !unicode.In(r, unicode.Cf, unicode.Lm, unicode.Variation_Selector):
			letters.WriteRune(r)
		}
	}
	return misplaced.Replace(norm.NFC.String(letters.String())) + tone.String()
}

var misplaced = strings.NewReplacer("uơ", "ươ", "ưo", "ươ", "ð", "đ")

// typing is a way to type marks as letters or digits, which stay where no input method takes
// them: tones has the keys in the order of toneMarks.
type typing struct {
	letters *strings.Replacer
	tones   string
}

var typings = sync.OnceValue(func() []typing {
	return []typing{
		{strings.NewReplacer("dd", "đ", "aa", "â", "aw", "ă", "ee", "ê", "oo", "ô", "ow", "ơ", "uw", "ư"), "sfrxj"},
		{strings.NewReplacer("d9", "đ", "a6", "â", "a8", "ă", "e6", "ê", "o6", "ô", "o7", "ơ", "u7", "ư"), "12345"},
	}
})

func (t typing) spell(keys string) string {
	s := t.letters.Replace(keys)
	at := strings.LastIndexAny(s, t.tones)
	if at < 1 {
		return spelt(s)
	}
	return spelt(s[:at] + s[at+1:] + string([]rune(toneMarks)[strings.IndexByte(t.tones, s[at])]))
}

// typed gives the word that was meant where a finger slipped or its marks were typed as keys.
// What could be an ask's code is left alone: "a5" is one before it is "ạ".
func typed(w word) word {
	if right, slipped := slips()[w.spelt]; slipped {
		return newWord(right)
	}
	if !w.bare() || codeLike(w.folded) {
		return w
	}
	for _, t := range typings() {
		if s := t.spell(w.folded); s != w.spelt && markedWords()[s] {
			return word{folded: Fold(s), spelt: s, digits: strings.ContainsAny(w.folded, "123456789")}
		}
	}
	return w
}

func codeLike(folded string) bool {
	return len(folded) == 2 && unicode.IsLetter(rune(folded[0])) && unicode.IsDigit(rune(folded[1]))
}

// markedWords are those that answers are made of and that have marks.
var markedWords = sync.OnceValue(func() map[string]bool {
	marked := map[string]bool{}
	for _, table := range []phrases{sayYes(), sayNo(), wantOut(), wantBack(), openers(), closers()} {
		for _, w := range slices.Concat(table.all()...) {
			if !w.bare() {
				marked[w.spelt] = true
			}
		}
	}
	return marked
})

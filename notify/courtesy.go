package notify

import (
	"slices"
	"sync"
)

// Courtesies at the beginning and at the end of an answer; they change nothing by themselves.
var openers = sync.OnceValue(func() phrases {
	return newPhrases("dạ", "vâng", "ok", "oke", "ừ", "ờ", "uh", "uk", "em", "e", "tôi", "mình", "cháu", "anh", "chị", "thầy", "ơi",
		"thưa", "thưa cô", "xin chào", "chào", "chào cô", "chào bạn", "alo", "cô ơi", "bạn ơi", "hi", "hi bạn", "hello", "hello bạn", "dear",
		"rất tiếc", "tiếc", "xin phép", "xin lỗi", "xin lỗi bạn", "sorry")
})

var closers = sync.OnceValue(func() phrases {
	return newPhrases("ạ", "a", "ah", "ak", "nhé", "nha", "nhá", "luôn", "em", "e", "anh", "chị", "em ơi", "anh ơi", "chị ơi", "bạn ơi",
		"cảm ơn", "cám ơn", "thanks", "thank you", "tks", "please", "sorry", "xin lỗi")
})

// courtesies tells at which numbers of words a run of courtesies may end, of n words.
func courtesies(n int, courtesy func(from, to int) bool) []bool {
	ends := make([]bool, n+1)
	ends[0] = true
	for from := range n {
		for to := from + 1; ends[from] && to <= min(n, from+longestPhrase); to++ {
			ends[to] = ends[to] || courtesy(from, to)
		}
	}
	return ends
}

// answer is a sentence, words[start:end], amid courtesies.
type answer struct {
	words      []word
	start, end int
	verdict    Verdict
}

func (a answer) sentence() []word { return a.words[a.start:a.end] }

func (a answer) around() []word { return slices.Concat(a.words[:a.start], a.words[a.end:]) }

// takenBack tells whether the courtesies contradict the sentence: an apology for a yes, or
// thanks after a mere polite noise ("dạ cảm ơn" may only say that the text came), or an assent
// before a no.
func (a answer) takenBack() bool {
	if a.verdict == SaysNo {
		return anyOf(a.words[:a.start], "ok", "oke", "u", "o", "uh", "uk")
	}
	if anyOf(a.around(), "sorry", "loi", "tiec", "phep") {
		return true
	}
	noise := slices.Contains([]string{"vang", "vg", "da vang", "u", "uh", "uk"}, joined(a.sentence()))
	return noise && slices.ContainsFunc(a.words[a.end:], func(w word) bool {
		return !anyOf([]word{w}, "a", "ah", "ak", "nhe", "nha")
	})
}

func anyOf(words []word, folded ...string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return slices.Contains(folded, w.folded) })
}

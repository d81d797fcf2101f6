package notify

import (
	"maps"
	"slices"
	"strings"
)

// phrases are sentences and courtesies by how they look without marks.
type phrases map[string][][]word

// longestPhrase bounds the work on a text that is nothing but courtesies.
const longestPhrase = 6

func newPhrases(written ...string) phrases {
	p := make(phrases, len(written))
	for _, s := range written {
		words := split(s)
		p[joined(words)] = append(p[joined(words)], words)
	}
	return p
}

// have tells whether the words are one of the phrases as a whole.
func (p phrases) have(words []word) bool {
	return len(words) <= longestPhrase && slices.ContainsFunc(p[joined(words)], func(right []word) bool {
		return slices.EqualFunc(words, right, word.means)
	})
}

func (p phrases) all() [][]word { return slices.Concat(slices.Collect(maps.Values(p))...) }

func split(s string) []word {
	fields := strings.Fields(s)
	words := make([]word, len(fields))
	for i, f := range fields {
		words[i] = newWord(f)
	}
	return words
}

func joined(words []word) string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.folded
	}
	return strings.Join(folded, " ")
}

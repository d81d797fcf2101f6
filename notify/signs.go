package notify

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// What a sign beside an answer says for itself. Others, hearts and smiles, say nothing.
const (
	asking   = "?❓❔🤔🤷🧐🤨😕‽"
	refusing = "👎❌❎✖✗✘🙅🚫⛔🛑"
	agreeing = "👍👌✅☑✔🙋🆗"
	measured = "±"
)

// amount is a number that counts or measures something and thus is no "1" or "2" of an answer.
var amount = regexp.MustCompile(`\b\d+\s?[%+/°$€]|[-+±~<>/]\d+\b`)

// tokens cuts a text into its words and the signs that mean something.
func tokens(text string) []word {
	text = amount.ReplaceAllString(text, " "+measured+" ")
	var spaced strings.Builder
	for _, r := range text {
		switch {
		case strings.ContainsRune(refusing+agreeing+measured, r):
			spaced.WriteString(" " + string(r) + " ")
		case unicode.In(r, unicode.L, unicode.Nd, unicode.Mn, unicode.Cf):
			spaced.WriteRune(r)
		default:
			spaced.WriteRune(' ')
		}
	}
	words := slices.DeleteFunc(split(spaced.String()), func(w word) bool { return w.folded == "" })
	for i, w := range words {
		words[i] = typed(w)
	}
	return words
}

// sign tells whether a token is one of the signs.
func sign(signs string) func(word) bool {
	return func(w word) bool { return strings.Contains(signs, w.folded) }
}

// wordsAlone are the tokens without the signs.
func wordsAlone(words []word) []word {
	return slices.DeleteFunc(slices.Clone(words), sign(refusing+agreeing))
}

// contradictedBy tells whether a sign says otherwise than the words beside it.
func (v Verdict) contradictedBy(words []word) bool {
	return v == SaysYes && slices.ContainsFunc(words, sign(refusing)) ||
		v == SaysNo && slices.ContainsFunc(words, sign(agreeing))
}

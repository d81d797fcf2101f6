package notify

import "slices"

// lookalikes are the sentences that without marks may be other words: "co" is an aunt too, "ban"
// a friend, "vang" absent, "nhan" to text, "no" a debt, "toi duoc" a free evening. Each comes
// with the words after which it is still believed; first in a text it always is.
func lookalikes() map[string][]string {
	self := []string{"em", "e", "toi", "minh", "chau"}
	polite := slices.Concat([]string{"da", "oi"}, self)
	notEvening := []string{"em", "e", "minh", "chau", "anh", "da", "vang", "u", "uh", "ok", "oke", "oi", "alo", "hi", "hello"}
	return map[string][]string{
		"co":     polite,
		"co chu": polite,
		"ban":    slices.Concat([]string{"oi"}, self),
		"vang":   {"da", "ok", "oke"},
		"vg":     {"da", "ok", "oke"},
		"nhan":   slices.Concat([]string{"vang", "u"}, self),
		"duoc":   notEvening,
		"dc":     notEvening,
		"no":     {"da", "hi", "hello", "sorry"},
		"hong":   {},
	}
}

// lonely are the sentences that count only where nothing else is said: beside other words,
// letters and numbers are initials, people and amounts, and "huy" is a name.
func lonely() []string { return []string{"c", "y", "u", "n", "1", "2", "huy"} }

// doubtful tells whether the sentence may be something else, by how it is written and what
// stands around it.
func (a answer) doubtful() bool {
	if a.narrowed() || a.asks() {
		return true
	}
	if slices.ContainsFunc(a.sentence(), func(w word) bool { return !w.bare() }) {
		return false
	}
	said := joined(a.sentence())
	return a.unlikely(said) || a.named(said) || a.addresses(said)
}

// narrowed tells whether a word before may be none for a person: "thay" is instead of, "thấy" to
// see, and a "chỉ" right before is only.
func (a answer) narrowed() bool {
	before := slices.DeleteFunc(slices.Clone(a.words[:a.start]), func(w word) bool { return !w.bare() })
	return anyOf(before, "thay") || a.start > 0 && a.words[a.start-1].spelt == "chi"
}

// asks tells whether the last words may be "à", which asks: "ah" is "ạ" only where the rest is
// as polite.
func (a answer) asks() bool {
	return anyOf(a.words[a.end:], "ah", "ak") && !anyOf(a.words[:a.end], "da", "vang", "thua", "loi")
}

func (a answer) unlikely(said string) bool {
	if slices.Contains(lonely(), said) {
		return len(a.around()) > 0
	}
	believed, alike := lookalikes()[said]
	return alike && a.start > 0 && !anyOf(a.words[a.start-1:a.start], believed...)
}

// named tells whether the sentence may be somebody: a capital that no text begins with makes a
// name of "Nhan", any makes one of "Huy".
func (a answer) named(said string) bool {
	return a.words[a.start].name && (said == "huy" || said == "hong" || said == "nhan" && a.start > 0)
}

// addresses tells whether the words go on to whom the sentence is about: "nhắn em" asks for a
// text, "có anh chị" tells who is there, "bạn em" is a friend of mine.
func (a answer) addresses(said string) bool {
	people := 0
	for _, w := range a.words[a.end:] {
		if !anyOf([]word{w}, "em", "e", "anh", "chi") {
			break
		}
		people++
	}
	return people > 0 && (said == "nhan" || said == "ban" && a.start == 0) || people > 1 && said == "co"
}

// received tells whether the words may say that the text came ("đã nhận"), which without
// marks looks like a polite yes ("dạ nhận").
func received(words []word) bool {
	for i := range len(words) - 1 {
		if words[i].spelt == "da" && words[i+1].folded == "nhan" {
			return true
		}
	}
	return false
}

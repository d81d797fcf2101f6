package notify

import "slices"

// Courtesies at the beginning and at the end of an answer; they change nothing by themselves.
func openers() []string {
	return []string{"da", "vang", "thua", "xin", "chao", "alo", "em", "toi", "minh", "anh", "chi", "thay", "rat", "tiec", "phep", "hi", "hello", "dear", "please", "sorry", "loi", "oi", "e"}
}

func closers() []string {
	return []string{"a", "nhe", "nha", "ah", "ak", "em", "anh", "chi", "cam", "on", "thanks", "thank", "you", "tks", "please", "sorry", "xin", "loi", "e"}
}

// halfHearted tells whether the courtesies around a yes, words[start:end], take it back: an
// apology, or thanks after a mere polite noise ("dạ cảm ơn" may only say that the text came).
func halfHearted(words []word, start, end int) bool {
	for i, w := range words {
		outside := i < start || i >= end
		if outside && slices.Contains([]string{"sorry", "loi", "tiec", "phep"}, w.folded) {
			return true
		}
		if i >= end && w.folded == "xin" {
			return true
		}
	}
	noise := slices.Contains([]string{"da", "vang", "da vang", "u", "uh"}, joined(words[start:end]))
	return noise && slices.ContainsFunc(words[end:], func(w word) bool {
		return !slices.Contains([]string{"a", "ah", "ak", "nhe", "nha"}, w.folded)
	})
}

// misspelt tells whether a word bears the marks of another word than the one it is read as:
// "bạn" (you) for "bận" (busy), "đúng" (right) for "dừng" (stop). Without marks it is given
// the benefit of the doubt.
func misspelt(words []word) bool {
	meant := map[string]string{
		"co": "có", "da": "dạ", "vang": "vâng", "nhan": "nhận", "ban": "bận", "dung": "dừng",
	}
	return slices.ContainsFunc(words, func(w word) bool {
		right, known := meant[w.folded]
		return known && w.written != w.folded && w.written != right
	})
}

// received tells whether the words may say that the text came ("đã nhận"), which without
// marks looks like a polite yes ("dạ nhận").
func received(words []word) bool {
	for i := range len(words) - 1 {
		if words[i].written == "da" && words[i+1].folded == "nhan" {
			return true
		}
	}
	return false
}

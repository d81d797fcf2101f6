package exchange

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Hours reads a weekly pattern as people write it: "T2-T6 sáng; T7 cả ngày; CN 08:00-11:30"
// or "Mon-Fri 13:30-17:00". ok is false when a part can't be read: a guess could ask
// somebody during a lecture.
func Hours(cell string) (windows []roster.WeeklyWindow, ok bool) {
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune(";|\n", r) }) {
		if strings.TrimSpace(part) == "" {
			continue
		}
		found := windowsOf(part)
		if len(found) == 0 {
			return nil, false
		}
		windows = append(windows, found...)
	}
	return windows, true
}

func windowsOf(part string) []roster.WeeklyWindow {
	days, rest := leadingDays(part)
	spans := spansOf(rest)
	var windows []roster.WeeklyWindow
	for _, day := range days {
		for _, span := range spans {
			windows = append(windows, roster.WeeklyWindow{Weekday: day, From: span[0], To: span[1]})
		}
	}
	return windows
}

const dayWord = `(t[2-7]|thu [2-7]|thu hai|thu ba|thu tu|thu nam|thu sau|thu bay|cn|chu nhat|mon|tue|wed|thu|fri|sat|sun|hang ngay|moi ngay|daily)\b`

var leading = regexp.MustCompile(`^` + dayWord + `(?: ?(-|den|to|,|va|and) ?` + dayWord + `)?(?: ?(?:,|va|and) ?` + dayWord + `)?`)

// leadingDays reads the days that a part begins with and gives what follows them.
func leadingDays(part string) (days []int, rest string) {
	folded := folded(strings.NewReplacer("–", "-", "—", "-").Replace(part), ":-,")
	m := leading.FindStringSubmatch(folded)
	if m == nil {
		return nil, ""
	}
	rest = folded[len(m[0]):]
	first := weekday(m[1])
	switch {
	case first == everyDay:
		return []int{1, 2, 3, 4, 5, 6, 7}, rest
	case m[3] == "":
		days = []int{first}
	case m[2] == "-" || m[2] == "den" || m[2] == "to":
		for day := first; day <= weekday(m[3]); day++ {
			days = append(days, day)
		}
	default:
		days = []int{first, weekday(m[3])}
	}
	if m[4] != "" {
		days = append(days, weekday(m[4]))
	}
	return days, rest
}

const everyDay = 8

func weekday(word string) int {
	named := map[string]int{
		"thu hai": 1, "thu ba": 2, "thu tu": 3, "thu nam": 4, "thu sau": 5, "thu bay": 6, "cn": 7, "chu nhat": 7,
		"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7, "hang ngay": everyDay, "moi ngay": everyDay, "daily": everyDay,
	}
	if day, ok := named[word]; ok {
		return day
	}
	// Vietnamese count from Monday as the second day: T2 is 1.
	day, err := strconv.Atoi(word[len(word)-1:])
	if err != nil {
		return 0
	}
	return day - 1
}

// spansOf reads parts of a day by name or hours; every word must be understood.
func spansOf(rest string) [][2]int {
	named := map[string][2]int{
		"sang": {7*60 + 30, 11*60 + 30}, "morning": {7*60 + 30, 11*60 + 30},
		"chieu": {13*60 + 30, 17*60 + 30}, "afternoon": {13*60 + 30, 17*60 + 30},
		"toi": {18 * 60, 21 * 60}, "evening": {18 * 60, 21 * 60},
		"ca ngay": {7*60 + 30, 17*60 + 30}, "all day": {7*60 + 30, 17*60 + 30},
	}
	var spans [][2]int
	rest = strings.NewReplacer(" - ", "-", " va ", ",", " and ", ",", "buoi ", "").Replace(strings.Trim(rest, " :,"))
	for word := range strings.SplitSeq(rest, ",") {
		word = strings.TrimSpace(word)
		if span, ok := named[word]; ok {
			spans = append(spans, span)
			continue
		}
		from, to, _ := strings.Cut(word, "-")
		begin, first := Clock(from)
		end, last := Clock(to)
		if !first || !last || begin >= end {
			return nil
		}
		spans = append(spans, [2]int{begin, end})
	}
	return spans
}

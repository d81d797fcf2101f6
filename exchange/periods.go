package exchange

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Period is a lesson of a day by its number, "tiết 1", in minutes from midnight.
type Period struct{ Number, From, To int }

// UsualPeriods are lessons of fifty minutes on the hour, five from 7:00 and seven from 13:00, as
// Vietnam National University, Hanoi has them. Every university has its own: whoever sends
// a timetable with lessons is shown these, and can give others.
func UsualPeriods() []Period {
	const lessons, ofMorning, first, long, hour = 12, 5, 7, 50, 60
	periods := make([]Period, lessons)
	for i := range periods {
		from := (first + i) * hour
		if i >= ofMorning {
			from += hour
		}
		periods[i] = Period{i + 1, from, from + long}
	}
	return periods
}

// Said is a lesson as somebody gives it: its number, and its hours as HH:MM-HH:MM.
type Said struct{ Number, Hours string }

// ReadPeriods reads lessons; one that ends before it begins, or begins before an earlier one
// ends, is an error at field "periods".
func ReadPeriods(said []Said) ([]Period, error) {
	var periods []Period
	for _, s := range said {
		n, err := strconv.Atoi(strings.TrimSpace(s.Number))
		from, to, _ := strings.Cut(s.Hours, "-")
		begin, first := Clock(from)
		end, last := Clock(to)
		if err != nil || n < 1 || !first || !last || begin >= end {
			return nil, roster.Bad("periods", "timetable.period_malformed", "value", s.Number+"="+s.Hours)
		}
		periods = append(periods, Period{n, begin, end})
	}
	slices.SortFunc(periods, func(a, b Period) int { return cmp.Compare(a.Number, b.Number) })
	for i := 1; i < len(periods); i++ {
		if periods[i].From < periods[i-1].To || periods[i].Number == periods[i-1].Number {
			return nil, roster.Bad("periods", "timetable.periods_cross", "value", periods[i].Number)
		}
	}
	return periods, nil
}

var (
	lessonRun  = regexp.MustCompile(`^([0-9]{1,2})(?:-([0-9]{1,2}))?$`)
	lessonWord = strings.NewReplacer("tiet", "", "tu", "", "periods", "", "period", "", "->", "-", "den", "-", "to", "-", " va ", ",", "&", ",", ";", ",")
)

// Lessons reads numbers of lessons, "1-3", "tiết 1, 2, 3", "1 đến 3", and gives when they are,
// neighbours as one span. ok is false where a part isn't understood or no such lesson is known:
// "123" may be one or three.
func Lessons(cell string, periods []Period) (spans [][2]int, ok bool) {
	text := strings.ReplaceAll(lessonWord.Replace(folded(strings.NewReplacer("–", "-", "—", "-", "→", "-").Replace(cell), "-,;>&")), " ", "")
	for part := range strings.SplitSeq(text, ",") {
		m := lessonRun.FindStringSubmatch(part)
		if m == nil {
			return nil, false
		}
		first, last := m[1], m[2]
		if last == "" {
			last = first
		}
		span, known := between(periods, first, last)
		if !known {
			return nil, false
		}
		if n := len(spans); n > 0 && follows(periods, spans[n-1][1], span[0]) {
			spans[n-1][1] = span[1]
		} else {
			spans = append(spans, span)
		}
	}
	return spans, true
}

func between(periods []Period, first, last string) (span [2]int, known bool) {
	a, b := slices.IndexFunc(periods, isNumber(first)), slices.IndexFunc(periods, isNumber(last))
	if a < 0 || b < a {
		return span, false
	}
	return [2]int{periods[a].From, periods[b].To}, true
}

func isNumber(text string) func(Period) bool {
	n, err := strconv.Atoi(text)
	return func(p Period) bool { return err == nil && p.Number == n }
}

// follows tells that no lesson lies between an end and a beginning.
func follows(periods []Period, end, begin int) bool {
	i := slices.IndexFunc(periods, func(p Period) bool { return p.To == end })
	return i >= 0 && i+1 < len(periods) && periods[i+1].From == begin
}

// Weekday reads a day of the week, 1 for Monday. A bare number counts as Vietnamese do, from 2
// for Monday to 7 for Saturday; 1 and 8, which both are taken for Sunday by some, aren't known.
func Weekday(cell string) (int, bool) {
	key := Plain(cell)
	if len(key) == 1 && key >= "2" && key <= "7" {
		return int(key[0] - '1'), true
	}
	days, rest := leadingDays(key)
	if len(days) != 1 || rest != "" {
		return 0, false
	}
	return days[0], true
}

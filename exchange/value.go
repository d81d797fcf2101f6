package exchange

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Number undoes what spreadsheets do to a number that is a name: 20210001.0 is 20210001,
// 9.12345678E8 is 912345678. ok is false where digits may have been rounded away: 8.49123E+10
// is the number 84912345678 in a narrow column.
func Number(cell string) (text string, ok bool) {
	if !scientific.MatchString(cell) {
		return strings.TrimSuffix(cell, ".0"), true
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(cell, ",", "."), 64)
	mantissa, _, _ := strings.Cut(strings.ToUpper(cell), "E")
	digits := strconv.FormatFloat(value, 'f', -1, 64)
	if err != nil || len(strings.Trim(mantissa, "0123456789"))+len(digits) > len(mantissa) || strings.Contains(digits, ".") {
		return cell, false
	}
	return digits, true
}

// Failed tells what a spreadsheet shows where it couldn't compute: #N/A, #REF!.
func Failed(cell string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}, cell) || strings.Trim(cell, "#") == "" && len(cell) > 1
}

var scientific = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+$`)

// Date reads a day: a serial number of a workbook (days since 1899-12-30), day/month/year
// with any of / - . between, or YYYY-MM-DD. Two-digit years are of this century.
func (t Table) Date(cell string) (roster.Date, bool) {
	if serial, err := strconv.ParseFloat(cell, 64); err == nil {
		const first, last = 36_526, 73_050 // the years 2000 to 2099
		days := int(math.Floor(serial)) + t.Epoch
		return roster.Date{Year: 1899, Month: time.December, Day: 30}.AddDays(days), days >= first && days <= last
	}
	cell, _, _ = strings.Cut(cell, " ")
	for _, layout := range []string{"2006-1-2", "2/1/2006", "2-1-2006", "2.1.2006", "2/1/06", "2-1-06", "2.1.06", "2006/1/2", "2006.1.2", time.RFC3339} {
		if day, err := time.Parse(layout, cell); err == nil {
			return roster.DateOf(day, time.UTC), true
		}
	}
	return roster.Date{}, false
}

// Moment reads a day with a time, of the zone loc: a serial number with its fraction or a
// written date and HH:MM.
func (t Table) Moment(cell string, loc *time.Location) (time.Time, bool) {
	day, ok := t.Date(cell)
	if !ok {
		return time.Time{}, false
	}
	minute := 0
	if serial, err := strconv.ParseFloat(cell, 64); err == nil {
		minute = fractionMinutes(serial)
	} else if _, clock, found := strings.Cut(cell, " "); found {
		minute, ok = Clock(clock)
	}
	return time.Date(day.Year, day.Month, day.Day, 0, minute, 0, 0, loc), ok
}

func fractionMinutes(serial float64) int {
	const minutesPerDay = 24 * 60
	return int(math.Round((serial - math.Floor(serial)) * minutesPerDay))
}

// Clock reads minutes from midnight: 8:00, 08h30, 8h, 24:00 or a fraction of a day.
func Clock(cell string) (int, bool) {
	if serial, err := strconv.ParseFloat(cell, 64); err == nil && serial > 0 && serial < 1 {
		return fractionMinutes(serial), true
	}
	hour, minute, _ := strings.Cut(strings.NewReplacer("h", ":", "H", ":", "g", ":").Replace(strings.TrimSpace(cell)), ":")
	minute, _, _ = strings.Cut(minute, ":")
	h, err := strconv.Atoi(hour)
	m := 0
	if err == nil && minute != "" {
		m, err = strconv.Atoi(minute)
	}
	const lastHour, lastMinute, day = 24, 59, 24 * 60
	return h*60 + m, err == nil && h >= 0 && h <= lastHour && m >= 0 && m <= lastMinute && h*60+m <= day
}

// HHMM writes minutes from midnight as Clock reads them.
func HHMM(minutes int) string {
	const hour = 60
	return fmt.Sprintf("%02d:%02d", minutes/hour, minutes%hour)
}

// Yes reads a box that is ticked or a word that agrees; anything unknown is not known, and
// never agreement.
func Yes(cell string) (yes, known bool) {
	key := Plain(cell)
	if slices.Contains([]string{"x", "v", "co", "dong y", "yes", "y", "true", "1", "da dong y", "toi dong y", "✓", "✔", "☑"}, key) || strings.ContainsAny(cell, "✓✔☑") {
		return true, true
	}
	return false, cell == "" || slices.Contains([]string{"khong", "khong dong y", "no", "n", "false", "0", "k"}, key)
}

// Parts cuts a cell that lists several words.
func Parts(cell string) []string { return cut(cell, ",;\n|+/") }

// Days cuts a cell that lists several days: 1/12/2026; 3/12/2026.
func Days(cell string) []string { return cut(cell, ",;\n|") }

func cut(cell, separators string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

package planner

import "time"

// time reads an RFC 3339 time. A large problem holds millions of them, nearly all of one
// form and few zones: these are read without allocating.
func (s *scanner) time() time.Time {
	if s.peek() == '"' && len(s.text)-s.at >= len(timeForm)+2 && s.text[s.at+len(timeForm)+1] == '"' {
		if t, ok := s.plainTime(s.text[s.at+1 : s.at+1+len(timeForm)]); ok {
			s.at += len(timeForm) + 2
			return t
		}
	}
	before := len(s.faults)
	text := s.string()
	if len(s.faults) > before || s.broken {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		s.fault("%q is no RFC 3339 time", text)
	}
	return t
}

const timeForm = "0000-00-00T00:00:00+00:00"

// plainTime reads 2006-01-02T15:04:05+07:00; false for anything else.
func (s *scanner) plainTime(text []byte) (time.Time, bool) {
	const form = timeForm
	for i := range len(form) {
		digit := text[i] >= '0' && text[i] <= '9'
		switch {
		case form[i] == '0' && !digit, form[i] == '+' && text[i] != '+' && text[i] != '-', form[i] != '0' && form[i] != '+' && text[i] != form[i]:
			return time.Time{}, false
		}
	}
	two := func(i int) int { return int(text[i]-'0')*10 + int(text[i+1]-'0') }
	year, month, day, hour, minute, second := two(0)*100+two(2), two(5), two(8), two(11), two(14), two(17)
	offset := two(20)*60 + two(23)
	if month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || two(20) > 23 || two(23) > 59 {
		return time.Time{}, false
	}
	if text[19] == '-' {
		offset = -offset
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, s.zone(offset))
	return t, t.Day() == day
}

// zone is the one for an offset in minutes.
func (s *scanner) zone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	if s.zones[offset] == nil {
		if s.zones == nil {
			s.zones = map[int]*time.Location{}
		}
		s.zones[offset] = time.FixedZone("", offset*60)
	}
	return s.zones[offset]
}

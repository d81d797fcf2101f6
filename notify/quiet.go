package notify

import "time"

// Quiet are the hours of the day in which nobody is disturbed, in minutes from midnight;
// From later than To runs over midnight.
type Quiet struct{ From, To int }

// ServiceQuiet are the quiet hours of texts about one's own shifts: 21:00 to 07:00.
func ServiceQuiet() Quiet { return Quiet{From: 21 * 60, To: 7 * 60} }

// In tells whether t, in loc, lies in the quiet hours.
func (q Quiet) In(t time.Time, loc *time.Location) bool {
	local := t.In(loc)
	minute := local.Hour()*60 + local.Minute()
	if q.From > q.To {
		return minute >= q.From || minute < q.To
	}
	return minute >= q.From && minute < q.To
}

// Next is the first moment from t on that lies outside the quiet hours.
func (q Quiet) Next(t time.Time, loc *time.Location) time.Time {
	if !q.In(t, loc) {
		return t
	}
	y, m, d := t.In(loc).Date()
	end := time.Date(y, m, d, 0, q.To, 0, 0, loc)
	if end.Before(t) {
		end = time.Date(y, m, d+1, 0, q.To, 0, 0, loc)
	}
	return end
}

// After is the moment at which so much time outside the quiet hours has passed since t.
func (q Quiet) After(t time.Time, d time.Duration, loc *time.Location) time.Time {
	for {
		t = q.Next(t, loc)
		begin := q.begin(t, loc)
		if left := begin.Sub(t); d > left {
			t, d = begin, d-left
			continue
		}
		return t.Add(d)
	}
}

// begin is when the next quiet hours after t begin.
func (q Quiet) begin(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	if today := time.Date(y, m, d, 0, q.From, 0, 0, loc); today.After(t) {
		return today
	}
	return time.Date(y, m, d+1, 0, q.From, 0, 0, loc)
}

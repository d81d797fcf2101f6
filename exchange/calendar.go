package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Busy reads a timetable (iCalendar): when its owner is busy within a span, repetitions
// resolved. Events that are cancelled or marked as free don't count. Times without a zone, or
// of a zone that nobody knows, are of loc. The error is of kind BadInput at field "file".
func Busy(content []byte, within roster.Span, loc *time.Location) ([]roster.Span, error) {
	decoder := ical.NewDecoder(bytes.NewReader(content))
	var busy []roster.Span
	for calendars := 0; ; calendars++ {
		calendar, err := decoder.Decode()
		if errors.Is(err, io.EOF) && calendars > 0 {
			return busy, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		for _, event := range calendar.Events() {
			spans, err := spansOfEvent(event, within, loc)
			if err != nil {
				return nil, unreadable(err)
			}
			busy = append(busy, spans...)
		}
	}
}

func spansOfEvent(event ical.Event, within roster.Span, loc *time.Location) ([]roster.Span, error) {
	if status, err := event.Status(); err != nil || status == ical.EventCancelled {
		return nil, err
	}
	if free, err := event.Props.Text(ical.PropTransparency); err != nil || free == "TRANSPARENT" {
		return nil, err
	}
	knownZones(event)
	start, err := event.DateTimeStart(loc)
	if err != nil {
		return nil, err
	}
	end, err := event.DateTimeEnd(loc)
	if err != nil {
		return nil, err
	}
	long := end.Sub(start)
	if err := rarely(event); err != nil {
		return nil, err
	}
	starts := []time.Time{start}
	if set, err := event.RecurrenceSet(loc); err != nil {
		return nil, err
	} else if set != nil {
		starts = set.Between(within.Start.Add(-long), within.End, true)
	}
	var spans []roster.Span
	for _, s := range starts {
		if span := (roster.Span{Start: s, End: s.Add(long)}); span.Overlaps(within) {
			spans = append(spans, span)
		}
	}
	return spans, nil
}

// rarely refuses what comes back more than once a day: no lecture does, and each second of a
// term would be millions.
func rarely(event ical.Event) error {
	rule, err := event.Props.RecurrenceRule()
	if err == nil && rule != nil && rule.Freq > rrule.DAILY {
		err = errors.New("an event comes back more than daily")
	}
	return err
}

// knownZones drops zones by names that are Windows' own: such a timetable means the place
// where its people are.
func knownZones(event ical.Event) {
	for _, props := range event.Props {
		for _, prop := range props {
			if zone := prop.Params.Get(ical.ParamTimezoneID); zone != "" {
				if _, err := time.LoadLocation(zone); err != nil {
					prop.Params.Del(ical.ParamTimezoneID)
				}
			}
		}
	}
}

// Appointment is an entry of a calendar that is given out. ID is the same whenever the same
// thing is given out again.
type Appointment struct {
	ID, Title, Place string
	Span             roster.Span
	ChangedAt        time.Time
}

// Calendar writes appointments as iCalendar, to be subscribed to under a name.
func Calendar(name string, appointments []Appointment) ([]byte, error) {
	calendar := ical.NewCalendar()
	calendar.Props.SetText(ical.PropVersion, "2.0")
	calendar.Props.SetText(ical.PropProductID, "-//Tiep Suc//VI")
	calendar.Props.SetText("X-WR-CALNAME", name)
	for _, a := range appointments {
		event := ical.NewEvent()
		event.Props.SetText(ical.PropUID, a.ID+"@tiepsuc")
		event.Props.SetText(ical.PropSummary, a.Title)
		event.Props.SetText(ical.PropLocation, a.Place)
		event.Props.SetDateTime(ical.PropDateTimeStamp, a.ChangedAt.UTC())
		event.Props.SetDateTime(ical.PropDateTimeStart, a.Span.Start.UTC())
		event.Props.SetDateTime(ical.PropDateTimeEnd, a.Span.End.UTC())
		calendar.Children = append(calendar.Children, event.Component)
	}
	var out bytes.Buffer
	if len(appointments) == 0 { // the encoder refuses a calendar of nothing, which RFC 5545 also does
		return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tiep Suc//VI\r\nEND:VCALENDAR\r\n"), nil
	}
	if err := ical.NewEncoder(&out).Encode(calendar); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return out.Bytes(), nil
}

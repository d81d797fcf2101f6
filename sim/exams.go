package sim

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// goesToExams says when a student is away, and takes back what falls into it.
func (w *world) goesToExams(ctx context.Context, v roster.Volunteer, away roster.Span, now time.Time) error {
	in := dispatch.AvailabilityInput{Volunteer: v.ID, Exceptions: daysOff(v, away, w.zone)}
	viewer := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: v.ID}
	if _, err := w.dispatcher.SetAvailability(ctx, viewer, in, now); err != nil {
		return err
	}
	p := w.ids[v.ID]
	p.away = away
	for _, promised := range p.promises {
		if !promised.span.Overlaps(away) || !promised.span.Start.After(now) {
			continue
		}
		if err := promised.takeBack(ctx, now); err != nil {
			return err
		}
	}
	return nil
}

// daysOff are somebody's exceptions with the days of a span added.
func daysOff(v roster.Volunteer, away roster.Span, zone *time.Location) []dispatch.DatedHours {
	first, last := roster.DateOf(away.Start, zone), roster.DateOf(away.End, zone)
	var off []dispatch.DatedHours
	for _, e := range v.Availability.Exceptions {
		if e.Date.Before(first) || !e.Date.Before(last) {
			off = append(off, dispatch.DatedHours{Date: e.Date, Available: e.Available, From: hour(e.From), To: hour(e.To)})
		}
	}
	for day := first; day.Before(last); day = day.AddDays(1) {
		off = append(off, dispatch.DatedHours{Date: day, From: hour(0), To: hour(24 * 60)})
	}
	return off
}

// hour writes minutes from midnight as "15:04".
func hour(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

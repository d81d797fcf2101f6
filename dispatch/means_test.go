package dispatch_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// chancesFor are the chances that people are ranked with for a new seat, by their number.
func (w *world) chancesFor(now time.Time) map[string]float64 {
	w.Helper()
	ranked, err := w.dispatcher.Candidates(w.Context(), w.department, w.shift(span(9, 8, 11), guides(1)), len(w.people), now)
	w.check(err)
	chances := map[string]float64{}
	for _, c := range ranked {
		chances[c.ExternalID] = math.Round(c.Record.Chance()*1e6) / 1e6
	}
	return chances
}

// Two of A have answered, one yes and one no each day; of B one always yes. What is expected of
// the others follows their own organisation.
func TestOfWhomNothingIsKnownAsMuchIsExpectedAsTheirOrganisationDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	for _, p := range w.people[3:] {
		_, err := w.pool.Exec(t.Context(), "UPDATE volunteers SET organisation_id = $1 WHERE id = $2", w.other, p.ID)
		w.check(err)
	}
	even := map[string]float64{}
	for _, p := range w.people {
		even[p.ExternalID] = match.AssumedYes
	}
	if diff := cmp.Diff(even, w.chancesFor(morning)); diff != "" {
		t.Errorf("before anybody has answered (-want +got):\n%s", diff)
	}
	for day := range 4 {
		for person, said := range map[int]roster.Answer{0: roster.No, 1: roster.No, 3: roster.Yes} {
			w.answer(w.ask(w.shift(span(day+2, 8, 11), guides(1)), w.people[person].ID), said, morning)
		}
	}
	// All answers are from this moment, so that each weighs as one.
	share := func(yes, asked, mean, weight float64) float64 { return (yes + weight*mean) / (asked + weight) }
	campaign := share(4, 12, 0.5, 20)
	want := map[string]float64{
		w.people[2].ExternalID: share(0, 8, campaign, 20),
		w.people[4].ExternalID: share(4, 4, campaign, 20),
		// Their own four answers count for them once, and not among those of the others.
		w.people[0].ExternalID: share(0, 4, share(0, 4, share(4, 8, 0.5, 20), 20), 4),
		w.people[3].ExternalID: share(4, 4, share(0, 0, share(0, 8, 0.5, 20), 20), 4),
	}
	want[w.people[1].ExternalID] = want[w.people[0].ExternalID]
	got := w.chancesFor(morning.Add(10 * time.Minute))
	for person, p := range want {
		if math.Abs(got[person]-p) > 1e-3 { // they have aged by ten minutes
			t.Errorf("%s: got %v, want %v", person, got[person], p)
		}
	}
}

// Where nothing is known five people are asked for a seat that is soon needed: half of them would say
// yes, three in five of those within the 45 minutes that there are. Where all who were asked have said
// no, it is as many as a wave may hold.
func TestMoreAreAskedAtOnceWhereTheOthersSayNo(t *testing.T) {
	t.Parallel()
	for name, refill := range map[string]func(w *world, role string, now time.Time) (dispatch.Counts, error){
		"for one seat": func(w *world, role string, now time.Time) (dispatch.Counts, error) {
			return w.dispatcher.Refill(w.Context(), w.campaign.ID, role, now)
		},
		"by the clock": func(w *world, _ string, now time.Time) (dispatch.Counts, error) {
			return w.dispatcher.RefillDue(w.Context(), now)
		},
	} {
		for said, want := range map[bool]int{false: 5, true: match.LargestWave} {
			t.Run(fmt.Sprint(name, ", said ", said), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, 12)
				w.follow(dispatch.Waves())
				for i := range 16 {
					if said {
						w.answer(w.ask(w.shift(span(i/4+9, 8, 11), guides(1)), w.people[i%4].ID), roster.No, morning)
					}
				}
				counts, err := refill(w, w.shift(span(0, 14, 17), guides(1)), morning)
				if err != nil || counts["asked"] != want {
					t.Errorf("%v, %v, want %d asked", counts, err, want)
				}
			})
		}
	}
}

// Whoever was asked at eight has answered, half of them yes. The next morning at eight fewer people are
// asked at once where that took them two minutes than where it took two hours.
func TestFewerAreAskedAtOnceAtAnHourAtWhichAnswersComeSoon(t *testing.T) {
	t.Parallel()
	for took, want := range map[time.Duration]int{2 * time.Minute: 3, 2 * time.Hour: match.LargestWave} {
		t.Run(took.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 16)
			w.follow(dispatch.Waves())
			for i := range 32 {
				said := []roster.Answer{roster.Yes, roster.No}[(i+i/8)%2]
				w.answer(w.ask(w.shift(span(i/8+9, 8, 11), guides(1)), w.people[i%8].ID), said, morning.Add(took))
			}
			tomorrow := morning.AddDate(0, 0, 1)
			counts, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, w.shift(span(1, 14, 17), guides(1)), tomorrow)
			if err != nil || counts["asked"] != want {
				t.Errorf("%v, %v, want %d asked", counts, err, want)
			}
		})
	}
}

package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// lastText is the newest text on somebody's phone, empty when there is none.
func (w *world) lastText(i int) string {
	texts := w.fake.Texts(string(w.people[i].Phone))
	if len(texts) == 0 {
		return ""
	}
	return texts[len(texts)-1].Body
}

func TestWhoCountsOnACancelledShiftIsToldAndSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(tomorrow, guides(2))
	promised, asked := w.promised(role, w.people[0]), w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	proposed, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[2].ID, "", morning)
	w.check(err)
	shift := w.role(role).Shift
	_, err = w.dispatcher.CancelShift(t.Context(), w.department, shift, 0, " mất điện ", morning)
	w.check(err)
	w.sendAll(morning)
	want := []bool{true, true, false}
	got := []bool{strings.Contains(w.lastText(0), "da huy"), strings.Contains(w.lastText(1), "da huy"), w.lastText(2) != ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("who was told (-want +got):\n%s", diff)
	}
	for _, id := range []string{promised.Assignment, asked.Assignment, proposed.ID} {
		if a := w.assignment(id); a.State != roster.Released {
			t.Errorf("an assignment is %s", a.State)
		}
	}
	item := func() (told roster.Told, cancelled, mayAcknowledge bool) {
		page, err := w.dispatcher.Page(t.Context(), promised.Link, morning)
		w.check(err)
		return page.Items[0].Told, page.Items[0].Cancelled, page.Items[0].CanAcknowledge
	}
	if told, cancelled, open := item(); told != roster.ToldClosed || !cancelled || !open {
		t.Errorf("the page tells %s, cancelled %v, to acknowledge %v", told, cancelled, open)
	}
	w.check(w.dispatcher.AcknowledgeLink(t.Context(), promised.Link, promised.ID, morning))
	if _, _, open := item(); open {
		t.Error("the page asks again")
	}
	if told := w.answer(promised, roster.Yes, morning); told != roster.ToldClosed {
		t.Errorf("a yes to a cancelled shift is told %s", told)
	}
}

func TestACancelledShiftNeedsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	_, err := w.dispatcher.CancelShift(t.Context(), w.department, w.role(role).Shift, 0, "mất điện", morning)
	w.check(err)
	if _, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[0].ID, "", morning); keyOf(err) != "shift.cancelled" {
		t.Errorf("assign: %v", err)
	}
	if counts, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning); err != nil || counts["asked"] != 0 {
		t.Errorf("refill: %v, %v", counts, err)
	}
	week := roster.Span{Start: morning, End: morning.AddDate(0, 0, 7)}
	covered, err := w.store.Coverage(t.Context(), w.campaign.ID, w.campaign.TimeZone, nil, week)
	w.check(err)
	if len(covered) > 0 {
		t.Errorf("coverage counts %+v", covered)
	}
	if _, err := w.dispatcher.CancelShift(t.Context(), w.department, w.role(role).Shift, 0, "lần nữa", morning); keyOf(err) != "shift.cancelled" {
		t.Errorf("cancelled again: %v", err)
	}
}

func TestAMovedShiftAsksAgainAndKeepsTheSeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(tomorrow, guides(2))
	free, busy := w.promised(role, w.people[0]), w.promised(role, w.people[1])
	w.promised(w.shift(span(2, 14, 17), guides(1)), w.people[1])
	w.sendAll(morning)
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(2, 13, 16), "họp phường", morning)
	w.check(err)
	w.sendAll(morning)
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Offered: 1}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
	if got := w.role(role).Taken; got != 1 {
		t.Errorf("%d seats taken, want that of who can come", got)
	}
	if got := w.lastText(0); !strings.Contains(got, "doi sang") || !strings.Contains(got, "13:00-16:00") {
		t.Errorf("who can come was told %q", got)
	}
	if got := w.lastText(1); !strings.Contains(got, "khong can den") {
		t.Errorf("who can't was told %q", got)
	}
	for _, old := range []string{free.Assignment, busy.Assignment} {
		if a := w.assignment(old); a.State != roster.Released || !a.Span.Start.Equal(tomorrow.Start) {
			t.Errorf("the old promise is %s at %v", a.State, a.Span.Start)
		}
	}
	again, err := w.store.OpenAsksByPhone(t.Context(), w.people[0].Phone)
	w.check(err)
	if told := w.answer(again[0].Ask, roster.Yes, morning); told != roster.ToldConfirmed {
		t.Errorf("the yes to the new time came to %s", told)
	}
	if broken := w.broken(morning.Add(time.Hour)); len(broken) > 0 {
		t.Errorf("broken: %q", broken)
	}
}

func TestNearTheStartPeopleAreToldInQuietHours(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		at   roster.Span
		want int
	}{
		"at eight, told at six":          {span(1, 8, 11), 1},
		"in the afternoon, told at once": {span(1, 14, 17), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role := w.shift(tc.at, guides(1))
			w.promised(role, w.people[0])
			w.sendAll(morning)
			before := w.texts(0)
			six := span(1, 6, 7).Start
			_, err := w.dispatcher.CancelShift(t.Context(), w.department, w.role(role).Shift, 0, "bão", six)
			w.check(err)
			w.sendAll(six)
			if got := w.texts(0) - before; got != tc.want {
				t.Errorf("%d texts at six, want %d", got, tc.want)
			}
		})
	}
}

func TestWhatCannotBeChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(tomorrow, guides(1))
	shift := w.role(role).Shift
	elsewhere := roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: ngocHa}
	later := roster.Span{Start: tomorrow.Start.Add(time.Hour), End: tomorrow.End.Add(time.Hour)}
	for _, tc := range []struct {
		name   string
		viewer roster.Viewer
		to     roster.Span
		why    string
		at     time.Time
		want   string
	}{
		{"without a reason", w.department, later, " ", morning, "change.reason_missing"},
		{"to the same time", w.department, tomorrow, "x", morning, "change.nothing"},
		{"to a time that ends first", w.department, roster.Span{Start: later.End, End: later.Start}, "x", morning, "shift.ends_before_start"},
		{"another commune's", elsewhere, later, "x", morning, "shift.not_found"},
		{"by a university", w.as(w.university), later, "x", morning, "viewer.may_not"},
		{"once it has begun", w.department, later, "x", tomorrow.Start, "shift.begun"},
	} {
		_, err := w.dispatcher.ChangeShift(t.Context(), tc.viewer, shift, 0, tc.to, tc.why, tc.at)
		if got := firstKey(err); got != tc.want {
			t.Errorf("%s: %v, want %s", tc.name, err, tc.want)
		}
	}
	ask := w.promised(role, w.people[0])
	early := tomorrow.Start.Add(-match.CheckInBefore)
	w.check(w.dispatcher.CheckInLink(t.Context(), ask.Link, ask.Assignment, shownAt(), early))
	if _, err := w.dispatcher.CancelShift(t.Context(), w.department, shift, 0, "x", early); keyOf(err) != "shift.people_there" {
		t.Errorf("with somebody there: %v", err)
	}
}

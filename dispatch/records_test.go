package dispatch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestACoordinatorReadsHowSomebodyAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	for day, said := range []roster.Answer{roster.No, roster.Yes, roster.No} {
		role := w.shift(span(day+2, 8, 11), guides(1))
		w.answer(w.ask(role, w.people[0].ID), said, morning)
	}
	role := w.shift(span(6, 8, 11), guides(1))
	ranked, err := w.dispatcher.Candidates(t.Context(), w.department, role, 1, morning)
	w.check(err)
	var got []match.Reason
	for _, r := range ranked[0].Reasons {
		if r.Key == match.Answers {
			got = append(got, r)
		}
	}
	if diff := cmp.Diff([]match.Reason{{Key: match.Answers, Args: []any{"yes", 1, "asked", 3}}}, got); diff != "" {
		t.Errorf("reasons mismatch (-want +got):\n%s", diff)
	}
	if want, p := (match.Record{YesWeight: 1, AskedWeight: 3}).Chance(), ranked[0].Record.Chance(); p != want {
		t.Errorf("chance: got %v, want %v", p, want)
	}
}

func TestACoordinatorReadsWhoCame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	var last roster.Span
	for day := range 3 {
		last = span(day+2, 8, 11)
		ask := w.promised(w.shift(last, guides(1)), w.people[0])
		if day > 0 {
			w.presenceDue(last.Start.Add(match.NoShowAfter))
		}
		if day < 2 { // in time, and late after all
			_, err := w.dispatcher.CheckIn(t.Context(), w.department, ask.Assignment, dispatch.Shown{}, last.Start.Add(match.NoShowAfter))
			w.check(err)
		}
	}
	role := w.shift(span(6, 8, 11), guides(1))
	ranked, err := w.dispatcher.Candidates(t.Context(), w.department, role, 1, last.End)
	w.check(err)
	if diff := cmp.Diff(match.ShowUp{Came: 2, Promised: 3}, ranked[0].ShowUp); diff != "" {
		t.Errorf("record mismatch (-want +got):\n%s", diff)
	}
}

package dispatch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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

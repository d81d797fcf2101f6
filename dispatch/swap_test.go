package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

// swapped lets the first person ask the second to take over, and returns both asks.
func (w *world) swapped(role string) (mine, theirs roster.Ask) {
	w.Helper()
	mine = w.promised(role, w.people[0])
	w.check(w.dispatcher.SwapLink(w.Context(), mine.Link, mine.ID, w.people[1].ExternalID, morning))
	found, err := w.store.OpenAsksByPhone(w.Context(), w.people[1].Phone)
	w.check(err)
	if len(found) != 1 {
		w.Fatalf("%d open asks of the colleague", len(found))
	}
	return mine, found[0].Ask
}

func TestASeatGoesToTheColleagueWhoSaysYes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	mine, theirs := w.swapped(role)
	if got := w.assignment(mine.Assignment).State; got != roster.Confirmed {
		t.Fatalf("before the answer the seat's holder is %s", got)
	}
	if told := w.answer(theirs, roster.Yes, morning); told != roster.ToldConfirmed {
		t.Fatalf("the yes came to %s", told)
	}
	states := map[roster.AssignmentState]string{w.assignment(mine.Assignment).State: "mine", w.assignment(theirs.Assignment).State: "theirs"}
	if diff := cmp.Diff(map[roster.AssignmentState]string{roster.Withdrawn: "mine", roster.Confirmed: "theirs"}, states); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
	w.sendAll(morning)
	texts := w.fake.Texts(string(w.people[0].Phone))
	if len(texts) == 0 || !strings.Contains(texts[len(texts)-1].Body, "da nhan thay ban ca") {
		t.Errorf("the first was told %+v", texts)
	}
	if asked := w.fake.Texts(string(w.people[1].Phone)); len(asked) > 0 {
		t.Errorf("whoever answered on the page was texted %+v", asked)
	}
	if broken := w.broken(morning.Add(time.Hour)); len(broken) > 0 {
		t.Errorf("broken: %q", broken)
	}
}

func TestARefusedSwapLeavesTheSeatWhereItIsAndSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	mine, theirs := w.swapped(role)
	w.answer(theirs, roster.No, morning)
	if got := w.assignment(mine.Assignment).State; got != roster.Confirmed || w.role(role).Taken != 1 {
		t.Errorf("the holder is %s, %d seats taken", got, w.role(role).Taken)
	}
	w.sendAll(morning)
	texts := w.fake.Texts(string(w.people[0].Phone))
	if len(texts) == 0 || !strings.Contains(texts[len(texts)-1].Body, "van la cua ban") {
		t.Errorf("the holder was told %+v", texts)
	}
}

func TestASwapOutlivesThatTheRoleIsFull(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(tomorrow, guides(2))
	_, theirs := w.swapped(role)
	w.promised(role, w.people[2])
	if told := w.answer(theirs, roster.Yes, morning); told != roster.ToldConfirmed || w.role(role).Taken != 2 {
		t.Errorf("told %s, %d of 2 seats taken", told, w.role(role).Taken)
	}
}

func TestTheColleagueOfASeatGivenBackTakesAFreeOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	mine, theirs := w.swapped(role)
	w.answer(mine, roster.No, morning)
	if told := w.answer(theirs, roster.Yes, morning); told != roster.ToldConfirmed || w.role(role).Taken != 1 {
		t.Errorf("told %s, %d seats taken", told, w.role(role).Taken)
	}
}

func TestWhoCannotBeAskedToStandIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	mine := w.promised(role, w.people[0])
	w.promised(w.shift(span(2, 10, 13), guides(1)), w.people[1])
	for name, tc := range map[string]struct {
		colleague string
		at        time.Time
		want      string
	}{
		"nobody of the organisation": {"SV-999", morning, "swap.no_colleague"},
		"oneself":                    {w.people[0].ExternalID, morning, "swap.self"},
		"whom a rule keeps from it":  {w.people[1].ExternalID, morning, "swap.not_eligible"},
		"anybody, once it has begun": {w.people[1].ExternalID, tomorrow.Start, "swap.not_confirmed"},
	} {
		if err := w.dispatcher.SwapLink(t.Context(), mine.Link, mine.ID, tc.colleague, tc.at); keyOf(err) != tc.want {
			t.Errorf("%s: %v, want %s", name, err, tc.want)
		}
	}
}

func TestOneColleagueIsAskedAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	mine, _ := w.swapped(w.shift(tomorrow, guides(1)))
	if err := w.dispatcher.SwapLink(t.Context(), mine.Link, mine.ID, w.people[2].ExternalID, morning); keyOf(err) != "swap.already_open" {
		t.Errorf("got %v", err)
	}
}

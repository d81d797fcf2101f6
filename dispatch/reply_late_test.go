package dispatch_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// A late yes after the seat is gone is thanked, told the truth and put on the waiting list.
func TestALateYesByTextGetsTheWaitingList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	late, quick := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	w.answer(quick, roster.Yes, morning)
	w.text(w.people[0].Phone, "SM1", late.Code+" có", morning.Add(time.Minute))
	waiting, err := w.store.Waiting(t.Context(), w.campaign.ID, []string{role})
	w.check(err)
	w.sendAll(morning.Add(time.Minute))
	if len(waiting[role]) != 1 {
		t.Errorf("waiting: %v; told %q", waiting, w.lastText(0))
	}
}

// A reply never answers a question that hasn't left.
func TestAReplyDoesntAnswerAQuestionThatHasntLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role, other := w.shift(tomorrow, guides(1)), w.shift(span(4, 8, 11), guides(1))
	w.ask(role, w.people[0].ID)
	quick := w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	w.answer(quick, roster.Yes, morning.Add(time.Hour)) // the first's question ends silently
	night := morning.Add(14 * time.Hour)
	unseen := w.askAt(other, w.people[0].ID, night)
	w.sendAll(night)
	if w.texts(0) != 1 {
		t.Fatalf("%d texts", w.texts(0))
	}
	w.text(w.people[0].Phone, "SM1", "có", night.Add(time.Minute))
	if got := w.assignment(unseen.Assignment).State; got != roster.Offered {
		t.Errorf("a yes to the first question made a seat that nobody has told them of %s", got)
	}
}

// An answer quotes the code of the text that it answers.
func TestTwoTextsOnOnePhoneHaveTwoCodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role, other := w.shift(tomorrow, guides(1)), w.shift(span(4, 8, 11), guides(1))
	old := w.ask(role, w.people[0].ID)
	quick := w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	w.answer(quick, roster.Yes, morning)
	fresh := w.askAt(other, w.people[0].ID, morning.Add(time.Minute))
	w.sendAll(morning.Add(time.Minute))
	if old.Code == fresh.Code {
		t.Errorf("the codes of two texts on one phone within a minute are both %s", old.Code)
	}
}

// An answer from the number that was asked counts after that number's row was merged into another.
func TestAnAnswerFromTheNumberOfAMergedRowCounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	ask := w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	w.check(w.merge(w.people[0].ID, w.people[1].ID))
	w.text(w.people[1].Phone, "SM1", ask.Code+" có", morning.Add(time.Minute))
	if got := w.assignment(ask.Assignment).State; got != roster.Confirmed {
		t.Errorf("the yes made it %s", got)
	}
}

// The last answer counts, by text as by the page.
func TestSecondThoughtsCountByTextToo(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]int{"có, không": 0, "không, có": 1, "có, không, có": 1} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role := w.shift(span(2, 8, 11), guides(1))
			w.ask(role, w.people[0].ID)
			w.sendAll(morning)
			for i, word := range strings.Split(said, ", ") {
				w.text(w.people[0].Phone, "SM"+strconv.Itoa(i), word, morning.Add(time.Duration(i)*time.Minute))
			}
			if got := w.states(role)[roster.Confirmed]; got != want {
				t.Errorf("%d confirmed, want %d: %v", got, want, w.states(role))
			}
		})
	}
}

// Where several questions are open a word without a code is led to the page of all of them.
func TestAWordThatFitsSeveralQuestionsIsLedToTheirPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	newest := w.askAt(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID, morning.Add(time.Minute))
	w.sendAll(morning.Add(time.Minute))
	w.text(w.people[0].Phone, "SM1", "có", morning.Add(2*time.Minute))
	w.sendAll(morning.Add(2 * time.Minute))
	if got := w.lastText(0); !strings.Contains(got, "/a/"+newest.Link) {
		t.Errorf("told %q", got)
	}
}

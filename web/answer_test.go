package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAYesIsTakenAndShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	path := w.path(ask)
	if got := w.get(path); got.status != http.StatusOK || !strings.Contains(got.body, "Tôi nhận ca này") || strings.Contains(got.body, "/cal/") {
		t.Fatalf("the question: %d\n%s", got.status, got.main())
	}
	for range 2 { // the same again changes nothing
		if got := w.post(path, roster.Yes, ask); got.status != http.StatusSeeOther || got.header.Get("Location") != toCard(path, ask.ID) {
			t.Fatalf("the answer: %d to %q\n%s", got.status, got.header.Get("Location"), got.main())
		}
	}
	if got := w.get(path); !strings.Contains(got.body, "Bạn đã nhận ca này") || strings.Contains(got.body, `value="yes"`) || !strings.Contains(got.body, w.links.CalendarURL(w.campaign, w.people[0].ID)) {
		t.Errorf("after the yes:\n%s", got.main())
	}
	if got := w.state(ask); got != roster.Confirmed {
		t.Errorf("the assignment is %s", got)
	}
}

func TestTheLanguageAskedForStaysOverAnAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	path := w.path(ask) + "?lang=en"
	if got := w.get(path); !strings.Contains(got.body, `action="`+toCard(path, ask.ID)+`"`) {
		t.Errorf("the form goes elsewhere:\n%s", got.main())
	}
	if got := w.post(path, roster.No, ask).header.Get("Location"); got != toCard(path, ask.ID) {
		t.Errorf("after the answer: %s", got)
	}
}

// toCard is the address of an answer page's card.
func toCard(path, ask string) string { return path + "#ask-" + ask }

func TestEachButtonNamesTheHoursThatItIsAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 1)
	asks := w.week(2)
	got := w.get(w.path(asks[0]))
	for i, ask := range asks {
		for what, n := range map[string]int{
			`<section class="card" id="ask-` + ask.ID + `">`: 1,
			fmt.Sprintf(`id="d0-%d"`, i):                     1, fmt.Sprintf(`id="h0-%d"`, i): 1,
			fmt.Sprintf(` aria-describedby="d0-%[1]d h0-%[1]d"`, i): 2,
		} {
			if strings.Count(got.body, what) != n {
				t.Errorf("not %d times %s:\n%s", n, what, got.main())
			}
		}
	}
}

// TestEachStateIsToldInBothLanguages is the table of what an answer page can say.
func TestEachStateIsToldInBothLanguages(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		prepare func(w *world, ask roster.Ask)
		title   string
		vi, en  string
		buttons []roster.Answer
	}{
		"asked": {
			title:   "bạn có nhận ca này không?",
			prepare: func(*world, roster.Ask) {},
			vi:      "bạn có nhận ca này không?", en: "will you take this shift?", buttons: []roster.Answer{roster.Yes, roster.No},
		},
		"the deadline has passed": {
			title:   "bạn có nhận ca này không?",
			prepare: func(w *world, ask roster.Ask) { w.now = ask.Deadline },
			vi:      "Đã quá hạn trả lời.", en: "The time to answer has passed.", buttons: []roster.Answer{roster.Yes, roster.No},
		},
		"taken": {
			title:   "đây là ca của bạn",
			prepare: func(w *world, ask roster.Ask) { w.post(w.path(ask), roster.Yes, ask) },
			vi:      "Bạn đã nhận ca này.", en: "You have taken this shift.", buttons: []roster.Answer{roster.No},
		},
		"declined": {
			title:   "đây là lời mời đã gửi cho bạn",
			prepare: func(w *world, ask roster.Ask) { w.post(w.path(ask), roster.No, ask) },
			vi:      "Bạn có thể đổi ý đến", en: "You can change your mind until", buttons: []roster.Answer{roster.Yes},
		},
		"declined and near": {
			title: "đây là lời mời đã gửi cho bạn",
			prepare: func(w *world, ask roster.Ask) {
				w.post(w.path(ask), roster.No, ask)
				w.now = morning.AddDate(0, 0, 2).Add(-time.Hour)
			},
			vi: "Đã gần giờ bắt đầu", en: "It is too near to the start",
		},
		"withdrawn by a coordinator": {
			title: "đây là lời mời đã gửi cho bạn",
			prepare: func(w *world, ask roster.Ask) {
				_, err := w.dispatcher.Release(w.Context(), w.department, ask.Assignment, "đổi người", w.now)
				w.check(err)
			},
			vi: "Bạn không cần đến", en: "You needn&#39;t come",
		},
		"somebody else was quicker": {
			title: "đây là lời mời đã gửi cho bạn",
			prepare: func(w *world, ask roster.Ask) {
				w.outrun(ask)
				w.post(w.path(ask), roster.Yes, ask)
			},
			vi: "Bạn đang ở trong danh sách chờ", en: "You are on the waiting list", buttons: []roster.Answer{roster.No},
		},
		"it has lapsed, and a no would say nothing new": {
			title: "bạn có nhận ca này không?",
			prepare: func(w *world, ask roster.Ask) {
				_, _, err := w.store.TakeMessage(w.Context(), w.campaign, ask.Message, w.now) // it is on its way
				w.check(err)
				w.now = ask.Deadline.Add(time.Minute)
				_, err = w.dispatcher.ExpireDue(w.Context(), w.now)
				w.check(err)
			},
			vi: "Đã quá hạn trả lời.", en: "The time to answer has passed.", buttons: []roster.Answer{roster.Yes},
		},
		"begun": {
			title:   "đây là lời mời đã gửi cho bạn",
			prepare: func(w *world, _ roster.Ask) { w.now = morning.AddDate(0, 0, 2) },
			vi:      "Ca này đã đến giờ", en: "This shift&#39;s time has come",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dbtest.Store(t), 2)
			ask := w.ask(w.shift(2, 1), w.people[0])
			c.prepare(w, ask)
			if page := w.get(w.path(ask)); !strings.Contains(page.body, "<h1>Chào 0, "+c.title+"</h1>") {
				t.Errorf("no title %q in\n%s", c.title, page.main())
			}
			for lang, want := range map[string]string{"vi": c.vi, "en": c.en} {
				got := w.get(w.path(ask) + "?lang=" + lang)
				if got.status != http.StatusOK || !strings.Contains(got.body, want) || !strings.Contains(got.body, `<html lang="`+lang+`">`) {
					t.Errorf("%s: status %d, no %q in\n%s", lang, got.status, want, got.main())
				}
				if diff := cmp.Diff(c.buttons, buttons(got.body)); diff != "" {
					t.Errorf("%s: buttons mismatch (-want +got):\n%s", lang, diff)
				}
			}
		})
	}
}

// outrun lets an ask expire and somebody else take its one seat.
func (w *world) outrun(ask roster.Ask) {
	w.Helper()
	w.now = ask.Deadline.Add(time.Minute)
	_, err := w.dispatcher.ExpireDue(w.Context(), w.now)
	w.check(err)
	a, err := w.store.Assignment(w.Context(), w.campaign, ask.Assignment)
	w.check(err)
	quick := w.ask(a.Role, w.people[1])
	if got := w.post(w.path(quick), roster.Yes, quick); got.status != http.StatusSeeOther {
		w.Fatalf("the quicker one: %d", got.status)
	}
}

func buttons(page string) []roster.Answer {
	var found []roster.Answer
	for _, answer := range []roster.Answer{roster.Yes, roster.No} {
		if strings.Contains(page, `name="answer" value="`+string(answer)+`"`) {
			found = append(found, answer)
		}
	}
	return found
}

func TestALateYesIsToldTheTruthWith409(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	w.outrun(ask)
	got := w.post(w.path(ask), roster.Yes, ask)
	if got.status != http.StatusConflict || !strings.Contains(got.body, "danh sách chờ") {
		t.Errorf("%d\n%s", got.status, got.main())
	}
}

func TestOfFiftyAtOnceOneTakesTheSeatAndAllAreToldTheTruth(t *testing.T) {
	t.Parallel()
	const people = 50
	w := newWorld(t, dbtest.CloneStore(t), people)
	role := w.shift(2, 1)
	asks := make([]roster.Ask, people)
	for i := range asks {
		asks[i] = w.ask(role, w.people[i])
	}
	replies := make([]reply, people)
	var all sync.WaitGroup
	for i := range asks {
		all.Go(func() { replies[i] = w.post(w.path(asks[i]), roster.Yes, asks[i]) })
	}
	all.Wait()
	statuses := map[int]int{}
	for i, got := range replies {
		statuses[got.status]++
		if page := w.get(w.path(asks[i])); strings.Contains(page.body, `class="said confirmed"`) != (got.status == http.StatusSeeOther) {
			t.Errorf("told %d, then\n%s", got.status, page.main())
		}
	}
	if diff := cmp.Diff(map[int]int{http.StatusSeeOther: 1, http.StatusConflict: people - 1}, statuses); diff != "" {
		t.Errorf("statuses mismatch (-want +got):\n%s", diff)
	}
}

func TestAYesThatSomethingElseForbidsSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	first := w.ask(w.shift(2, 1), w.people[0])
	w.now = first.Deadline.Add(time.Minute)
	_, err := w.dispatcher.ExpireDue(w.Context(), w.now)
	w.check(err)
	second := w.ask(w.shift(2, 1), w.people[0])
	if got := w.get(w.path(first)); strings.Contains(got.body, `class="all"`) {
		t.Errorf("one button takes both:\n%s", got.main())
	}
	if got := w.post(w.path(second), roster.Yes, second); got.status != http.StatusSeeOther {
		t.Fatalf("the other shift of that morning: %d", got.status)
	}
	got := w.post(w.path(first), roster.Yes, first)
	if got.status != http.StatusConflict || !strings.Contains(got.body, "trùng giờ") {
		t.Errorf("%d\n%s", got.status, got.main())
	}
}

func TestOneButtonTakesAllShiftsOfAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 1)
	asks := w.week(5)
	if len(asks) != 5 {
		t.Fatalf("asked for %d shifts, want 5", len(asks))
	}
	path := w.path(asks[0])
	if got := w.get(path); !strings.Contains(got.body, "I&#39;ll take all 5 shifts") {
		t.Fatalf("no button for all:\n%s", got.main())
	}
	if got := w.post(path, roster.Yes, asks...); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.main())
	}
	for _, ask := range asks {
		if got := w.state(ask); got != roster.Confirmed {
			t.Errorf("an assignment is %s", got)
		}
	}
}

// TestWhatIsAnsweredOnThePageOfAnotherTextStaysOnIt: any text leads to all that is asked, and to what
// was said to it.
func TestWhatIsAnsweredOnThePageOfAnotherTextStaysOnIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	first, taken, refused := w.ask(w.shift(2, 1), w.people[0]), w.ask(w.shift(3, 1), w.people[0]), w.ask(w.shift(4, 1), w.people[0])
	path := w.path(first)
	w.post(path, roster.Yes, taken)
	w.post(path, roster.No, refused)
	got := w.get(path)
	for _, want := range []string{"Tôi nhận ca này", "Ca khác của bạn", "Bạn đã nhận ca này", "Tôi không đến được", "Tôi đi được, cho tôi nhận ca"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("after both answers the page lacks %q:\n%s", want, got.main())
		}
	}
	w.post(path, roster.No, taken)
	if state := w.state(taken); state != roster.Withdrawn {
		t.Errorf("the place taken back on that page is %s", state)
	}
	if got := w.get(path); strings.Count(got.body, `name="ask" value="`+taken.ID) != 1 {
		t.Errorf("after the second thought:\n%s", got.main())
	}
	w.now = w.now.Add(2 * time.Hour)
	if got := w.get(path); strings.Contains(got.body, refused.ID) {
		t.Errorf("two hours later the page still shows a no of another text:\n%s", got.main())
	}
}

func TestAPageOfFiveShiftsStaysSmallAndInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 1)
	asks := w.week(5)
	const most = 10_000
	for lang, days := range map[string][]string{
		"vi": {"Thứ Năm, 26/11/2026", "Thứ Sáu, 27/11/2026", "Thứ Bảy, 28/11/2026", "Chủ nhật, 29/11/2026", "Thứ Hai, 30/11/2026"},
		"en": {"Thursday, 26/11/2026", "Friday, 27/11/2026", "Saturday, 28/11/2026", "Sunday, 29/11/2026", "Monday, 30/11/2026"},
	} {
		got := w.get(w.path(asks[0]) + "?lang=" + lang)
		if len(got.body) > most {
			t.Errorf("%s: %d bytes, at most %d", lang, len(got.body), most)
		}
		at := make([]int, len(days))
		for i, day := range days {
			at[i] = strings.Index(got.body, day)
		}
		if !slices.IsSorted(at) || at[0] < 0 {
			t.Errorf("%s: the days stand at %v", lang, at)
		}
	}
}

func TestOpeningALinkChangesNothingHoweverOften(t *testing.T) {
	t.Parallel()
	pool := dbtest.Pool(t)
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, store, 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	read := func() string { return dbtest.Content(t, pool) }
	before := read()
	for range 20 {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			for _, query := range []string{"", "?lang=en", "?answer=yes&ask=" + ask.ID} {
				if got := fetch(t, w.site, method, w.path(ask)+query, ""); got.status != http.StatusOK {
					t.Fatalf("%s %q: %d", method, query, got.status)
				}
			}
		}
	}
	if diff := cmp.Diff(before, read()); diff != "" {
		t.Errorf("the database changed (-before +after):\n%s", diff)
	}
	w.post(w.path(ask), roster.Yes, ask)
	if read() == before {
		t.Error("the fingerprint doesn't see a yes")
	}
}

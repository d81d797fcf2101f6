package dispatch_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// When a text comes that nobody can read, when somebody reads it, and what it says.
var (
	texted  = morning.Add(time.Minute)
	decided = morning.Add(time.Hour)
)

const unreadable = "mấy giờ vậy ạ?"

// unclear are the texts that wait for a person, as a viewer sees them.
func (w *world) unclear(v roster.Viewer, now time.Time) []roster.Reply {
	w.Helper()
	list, total, err := w.dispatcher.UnclearReplies(w.Context(), v, 50, db.Position{}, now)
	w.check(err)
	if total != len(list) {
		w.Errorf("%d texts wait, %d are counted", len(list), total)
	}
	return list
}

// unread takes a text from a person that nobody can read, once they have been sent what they are
// asked, and returns it as it waits.
func (w *world) unread(who roster.Volunteer, id string) roster.Reply {
	w.Helper()
	w.sendAll(morning)
	w.text(who.Phone, id, unreadable, texted)
	for _, r := range w.unclear(w.department, texted) {
		if r.Volunteer == who.ID {
			return r
		}
	}
	w.Fatalf("the text of %s doesn't wait", who.Name)
	return roster.Reply{}
}

func (w *world) decide(r roster.Reply, decision roster.ReplyDecision, ask string) error {
	_, err := w.dispatcher.DecideReply(w.Context(), w.department, r.ID, decision, ask, decided)
	return err
}

// about are the asks that a text may be about, as a viewer sees them.
func (w *world) about(v roster.Viewer, r roster.Reply) []string {
	w.Helper()
	asks, err := w.store.AsksOfReplies(w.Context(), v, []string{r.ID}, decided)
	w.check(err)
	ids := make([]string, len(asks))
	for i, a := range asks {
		ids[i] = a.ID
	}
	return ids
}

func (w *world) stateOf(ask roster.Ask) roster.AskState {
	w.Helper()
	now, err := w.store.Ask(w.Context(), w.campaign.ID, ask.ID)
	w.check(err)
	return now.State
}

func TestAPersonDecidesOnATextThatNobodyCouldRead(t *testing.T) {
	t.Parallel()
	for decision, want := range map[roster.ReplyDecision]struct {
		ask   roster.AskState
		seats map[roster.AssignmentState]int
	}{
		roster.ReadAsYes: {roster.AskAccepted, map[roster.AssignmentState]int{roster.Confirmed: 1}},
		roster.ReadAsNo:  {roster.AskDeclined, map[roster.AssignmentState]int{}},
		roster.DealtWith: {roster.AskSent, map[roster.AssignmentState]int{roster.Offered: 1}},
	} {
		t.Run(string(decision), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role := w.shift(span(2, 8, 11), guides(1))
			ask := w.ask(role, w.people[0].ID)
			r := w.unread(w.people[0], "SM1")
			if r.Body != unreadable || r.Ask != ask.ID || w.stateOf(ask) != roster.AskUnclear {
				t.Fatalf("it waits as %+v, its ask is %s", r, w.stateOf(ask))
			}
			answers := ask.ID
			if decision == roster.DealtWith {
				answers = ""
			}
			w.check(w.decide(r, decision, answers))
			w.check(w.decide(r, decision, answers)) // sent again, it changes nothing
			if got := w.stateOf(ask); got != want.ask {
				t.Errorf("the ask is %s, want %s", got, want.ask)
			}
			if diff := cmp.Diff(want.seats, w.states(role)); diff != "" {
				t.Errorf("seats (-want +got):\n%s", diff)
			}
			if left := w.unclear(w.department, decided); len(left) != 0 {
				t.Errorf("there waits still %+v", left)
			}
			w.sound()
		})
	}
}

// Who read it so, when, and in whose words: of the text and in the log of the assignment.
func TestADecisionIsKeptWithWhoTookIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	r := w.unread(w.people[0], "SM1")
	w.department.Staff = newID(t)
	w.check(w.decide(r, roster.ReadAsYes, ask.ID))
	var by string
	var at time.Time
	w.check(w.pool.QueryRow(t.Context(), "SELECT decided_by, decided_at FROM replies WHERE id = $1", r.ID).Scan(&by, &at))
	if by != w.department.Key() || !at.Equal(decided) {
		t.Errorf("decided by %s at %s", by, at)
	}
	events, err := w.store.EventsOf(t.Context(), w.department.Scope(), []string{ask.Assignment})
	w.check(err)
	last := events[len(events)-1]
	if last.To != roster.Confirmed || last.Actor != roster.ByCoordinator || last.Channel != roster.StaffEntry || last.Reason != unreadable {
		t.Errorf("the log says %+v", last)
	}
}

// A text whose question has been answered otherwise needs nobody, and who decides on it too late
// overrules nobody.
func TestATextWhoseQuestionHasEndedWaitsNoMore(t *testing.T) {
	t.Parallel()
	later := texted.Add(time.Minute)
	for name, end := range map[string]func(w *world, ask roster.Ask){
		"by link":            func(w *world, ask roster.Ask) { w.answer(ask, roster.No, later) },
		"by a clear text":    func(w *world, ask roster.Ask) { w.text(w.people[0].Phone, "SM2", ask.Code+" không", later) },
		"by its own passing": func(w *world, ask roster.Ask) { w.expire(ask.Deadline) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role := w.shift(span(2, 8, 11), guides(1))
			ask := w.ask(role, w.people[0].ID)
			r := w.unread(w.people[0], "SM1")
			end(w, ask)
			if left := w.unclear(w.department, decided); len(left) != 0 {
				t.Errorf("there waits still %+v", left)
			}
			if got := keyOf(w.decide(r, roster.ReadAsYes, ask.ID)); got != "reply.settled" {
				t.Errorf("a decision that comes too late: %q", got)
			}
			if got := w.role(role).Taken; got != 0 {
				t.Errorf("%d seats taken", got)
			}
		})
	}
}

func (w *world) expire(now time.Time) {
	w.Helper()
	_, err := w.dispatcher.ExpireDue(w.Context(), now)
	w.check(err)
}

// With two questions open a text says which one by nothing: the person chooses, and once both
// have ended there is nothing to choose.
func TestATextMayBeAboutSeveralQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person := w.people[0]
	first, second := w.ask(w.shift(span(2, 8, 11), guides(1)), person.ID), w.ask(w.shift(span(3, 8, 11), guides(1)), person.ID)
	chosen := w.unread(person, "SM1")
	w.text(person.Phone, "SM2", unreadable+" nhé", texted.Add(time.Second))
	if diff := cmp.Diff([]string{first.ID, second.ID}, w.about(w.department, chosen)); diff != "" {
		t.Errorf("it may be about (-want +got):\n%s", diff)
	}
	w.check(w.decide(chosen, roster.ReadAsNo, second.ID))
	if a, b := w.stateOf(first), w.stateOf(second); !a.Open() || b != roster.AskDeclined {
		t.Errorf("the first is %s, the second %s", a, b)
	}
	if got := len(w.unclear(w.department, decided)); got != 1 {
		t.Errorf("%d texts wait, want the other one", got)
	}
	left := w.unclear(w.department, decided)[0]
	w.answer(first, roster.Yes, decided)
	if got := len(w.unclear(w.department, decided)); got != 0 {
		t.Errorf("%d texts wait once both have been answered", got)
	}
	if got := keyOf(w.decide(left, roster.ReadAsNo, first.ID)); got != "reply.settled" {
		t.Errorf("a decision that comes too late: %q", got)
	}
}

// Nobody has asked, so nothing ends it: it waits until somebody has read it. It may be about what
// the person has promised.
func TestATextThatAnswersNoQuestionIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(1))
	promised := w.promised(role, w.people[0])
	ill, thanks := w.unread(w.people[0], "SM1"), w.unread(w.people[1], "SM2")
	if diff := cmp.Diff([]string{promised.ID}, w.about(w.department, ill)); diff != "" {
		t.Errorf("the first may be about (-want +got):\n%s", diff)
	}
	if got := w.about(w.department, thanks); len(got) != 0 {
		t.Errorf("the second may be about %q", got)
	}
	w.answer(w.ask(w.shift(span(4, 8, 11), guides(1)), w.people[1].ID), roster.Yes, decided) // not what the text was about
	w.check(w.decide(ill, roster.ReadAsNo, promised.ID))
	if got := w.assignment(promised.Assignment).State; got != roster.Withdrawn {
		t.Errorf("who can't come is %s", got)
	}
	w.check(w.decide(thanks, roster.DealtWith, ""))
	if got := len(w.unclear(w.department, decided)); got != 0 {
		t.Errorf("%d texts wait", got)
	}
	w.sound()
}

func TestADecisionThatCannotStandSaysWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 8, 11), guides(1))
	ask, quick, other := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID), w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[2].ID)
	late, open := w.unread(w.people[0], "SM1"), w.unread(w.people[2], "SM2")
	w.answer(quick, roster.Yes, texted)
	for name, tc := range map[string]struct {
		reply    string
		decision roster.ReplyDecision
		ask      string
		want     string
	}{
		"an answer to nothing":     {open.ID, roster.ReadAsYes, "", "reply.ask_and_decision"},
		"no answer to an ask":      {open.ID, roster.DealtWith, other.ID, "reply.ask_and_decision"},
		"somebody else's ask":      {open.ID, roster.ReadAsYes, ask.ID, "ask.not_found"},
		"a text that nobody wrote": {newID(t), roster.DealtWith, "", "reply.not_found"},
		"a seat that is gone":      {late.ID, roster.ReadAsYes, ask.ID, "reply.settled"},
	} {
		if _, err := w.dispatcher.DecideReply(t.Context(), w.department, tc.reply, tc.decision, tc.ask, decided); keyOf(err) != tc.want {
			t.Errorf("%s: %v, want %s", name, err, tc.want)
		}
	}
	w.check(w.decide(open, roster.ReadAsYes, other.ID))
	if got := keyOf(w.decide(open, roster.ReadAsNo, other.ID)); got != "reply.decided" {
		t.Errorf("another decision on the same text: %q", got)
	}
}

// Of several questions one has been answered since: what the person has said about it holds.
func TestNobodyOverrulesAnAnswerByATextThatWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person := w.people[0]
	role := w.shift(span(2, 8, 11), guides(1))
	first, second := w.ask(role, person.ID), w.ask(w.shift(span(3, 8, 11), guides(1)), person.ID)
	r := w.unread(person, "SM1")
	w.answer(first, roster.No, texted.Add(time.Minute))
	if got := keyOf(w.decide(r, roster.ReadAsYes, first.ID)); got != "reply.settled" || w.role(role).Taken != 0 {
		t.Errorf("a yes where the person has said no: %q, %d seats taken", got, w.role(role).Taken)
	}
	w.check(w.decide(r, roster.ReadAsYes, second.ID))
}

// What the person has taken since stands in the way: the yes is entered, and the truth is told.
func TestAYesThatIsReadTooLateIsToldTheTruth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	person := w.volunteer(0)
	person.Limits.MinutesPerDay = 4 * 60
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{person}, morning))
	role := w.shift(span(2, 8, 11), guides(1))
	w.planAndPublish(morning)
	_, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning)
	w.check(err)
	r := w.unread(person, "SM1")
	newer, err := w.dispatcher.Assign(t.Context(), w.department, w.shift(span(2, 14, 17), guides(1)), person.ID, "bạn ấy đồng ý", texted)
	w.check(err)
	second, err := w.dispatcher.Ask(t.Context(), w.department, newer.ID, texted)
	w.check(err)
	w.answer(second, roster.Yes, texted)
	if got := keyOf(w.decide(r, roster.ReadAsYes, r.Ask)); got != "answer.closed" {
		t.Errorf("the yes came to %q", got)
	}
	w.check(w.decide(r, roster.ReadAsYes, r.Ask)) // sent again, it has been said
	if got := w.role(role).Taken; got != 0 || len(w.unclear(w.department, decided)) != 0 {
		t.Errorf("%d seats taken, there waits %+v", got, w.unclear(w.department, decided))
	}
}

// The person says no by link, one coordinator reads yes and another no, all in one moment: the
// text is decided on once at most, and the person's own word holds.
func TestDecisionsAndAnswersAtOnce(t *testing.T) {
	t.Parallel()
	const people = 12
	w := newWorld(t, people)
	role := w.shift(span(2, 8, 11), guides(people))
	asks, texts := make([]roster.Ask, people), make([]roster.Reply, people)
	for i, who := range w.people {
		asks[i] = w.ask(role, who.ID)
		texts[i] = w.unread(who, fmt.Sprint("SM", i))
	}
	var all sync.WaitGroup
	for i, ask := range asks {
		r := texts[i]
		var stood atomic.Int32
		for _, decision := range []roster.ReplyDecision{roster.ReadAsYes, roster.ReadAsNo} {
			all.Go(func() {
				switch key := keyOf(w.decide(r, decision, ask.ID)); key {
				case "":
					if stood.Add(1) > 1 {
						t.Error("two decisions on one text stood")
					}
				case "reply.settled", "reply.decided":
				default:
					t.Error(key)
				}
			})
		}
		all.Go(func() {
			if _, err := w.dispatcher.AnswerLink(t.Context(), ask.Link, ask.ID, roster.No, decided); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := w.role(role).Taken; got != 0 {
		t.Errorf("%d seats are taken by people who said no", got)
	}
	w.sound()
}

func TestWhoMayReadAndDecide(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	promised := w.promised(w.shift(span(2, 8, 11), guides(1)), w.people[0])
	w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[1].ID)
	there, asked := w.unread(w.people[0], "SM1"), w.unread(w.people[1], "SM2")
	commune := roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}
	for name, tc := range map[string]struct {
		viewer       roster.Viewer
		there, asked roster.Kind
	}{
		"nobody":          {roster.Viewer{}, roster.Unauthenticated, roster.Unauthenticated},
		"their own desk":  {w.as(w.university), roster.Forbidden, roster.Forbidden},
		"another commune": {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: ngocHa}, roster.NotFound, roster.NotFound},
		"elsewhere":       {roster.Viewer{Role: roster.AsDepartment, Campaign: newID(t)}, roster.NotFound, roster.NotFound},
		// Who has only been asked is nobody's whom a commune knows of.
		"the place of the shift": {commune, "", roster.NotFound},
	} {
		for _, r := range []struct {
			id   string
			want roster.Kind
		}{{asked.ID, tc.asked}, {there.ID, tc.there}} {
			if _, err := w.dispatcher.DecideReply(t.Context(), tc.viewer, r.id, roster.DealtWith, "", decided); roster.KindOf(err) != r.want {
				t.Errorf("%s: %v, want %q", name, err, r.want)
			}
		}
	}
	again := w.unreadLater(w.people[0])
	if list := w.unclear(commune, decided); len(list) != 1 || list[0].ID != again.ID {
		t.Errorf("the commune sees %+v", list)
	}
	for range 2 { // once more, when the person isn't theirs any more
		_, err := w.dispatcher.DecideReply(t.Context(), commune, again.ID, roster.ReadAsNo, promised.ID, decided)
		w.check(err)
	}
}

// unreadLater is a second text that nobody can read.
func (w *world) unreadLater(who roster.Volunteer) roster.Reply {
	w.Helper()
	w.text(who.Phone, "SM9", "em ốm mất rồi ạ", decided)
	list := w.unclear(w.department, decided)
	return list[len(list)-1]
}

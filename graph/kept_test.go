package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

const (
	week       = `(from: "2026-11-25", to: "2026-12-01")`
	boardQuery = `{ campaign { board` + week + ` { days rows { code name seats confirmed asked floors floorsMet } } } }`
)

// spent is how many statements a query takes.
func (w *world) spent(token, query string) int64 {
	w.Helper()
	before := w.statements.n.Load()
	if a := w.ask(token, query, nil); len(a.Errors) > 0 {
		w.Fatalf("%s: %+v", query, a.Errors)
	}
	return w.statements.n.Load() - before
}

// settle waits until the feed listens, for only then is anything kept, and returns how many
// statements a kept response takes: those of the door. The feed's own statements while it starts
// are counted too, so one reading may be too high; the least of several isn't.
func (w *world) settle(query string) (least int64) {
	w.Helper()
	w.eventually("a response is kept", func() bool {
		least = w.spent("department", `{ __typename }`)
		for range 4 {
			least = min(least, w.spent("department", `{ __typename }`))
		}
		return w.spent("department", query) == least
	})
	return least
}

func (w *world) eventually(what string, holds func() bool) {
	w.Helper()
	for deadline := time.Now().Add(10 * time.Second); !holds(); {
		if time.Now().After(deadline) {
			w.Fatalf("never: %s", what)
		}
	}
}

func (w *world) desk(commune string) string {
	id, err := w.store.DeskOf(w.Context(), w.campaign, commune)
	w.check(err)
	return id
}

// confirmedOn reads a row of the board on the day of the world's shifts.
func (w *world) confirmedOn(token string, row int) any {
	w.Helper()
	board := w.ask(token, boardQuery, nil).Data["campaign"].(map[string]any)["board"].(map[string]any)
	return board["rows"].([]any)[row].(map[string]any)["confirmed"].([]any)[2]
}

func TestTheBoardIsReadOnceUntilSomethingChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.settle(boardQuery)
	if got := w.confirmedOn("department", 0); got != 2.0 {
		t.Fatalf("%v are confirmed, want 2", got)
	}
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	_, err := w.dispatcher.Release(t.Context(), department, w.confirmed[1], "đổi ca", morning)
	w.check(err)
	w.eventually("one is confirmed", func() bool { return w.confirmedOn("department", 0) == 1.0 })
}

func TestANewShiftShowsOnAKeptBoard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.settle(boardQuery)
	shift := roster.Shift{ID: w.id(), Commune: code(1), Point: w.desk(code(1)), Span: roster.Span{Start: morning.AddDate(0, 0, 1), End: morning.AddDate(0, 0, 1).Add(time.Hour)}, Priority: 1}
	role := roster.Role{ID: w.id(), Shift: shift.ID, RoleNeed: roster.RoleNeed{Skill: "guide", Level: 1, Seats: 7}}
	w.check(w.store.AddShifts(t.Context(), w.campaign, []roster.Shift{shift}, []roster.Role{role}))
	w.eventually("the board shows the new seats", func() bool {
		rows := w.ask("department", boardQuery, nil).Data["campaign"].(map[string]any)["board"].(map[string]any)["rows"].([]any)
		return rows[1].(map[string]any)["seats"].([]any)[1] == 7.0
	})
}

func TestWhatIsKeptIsOneViewersAndOneLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	w.settle(boardQuery)
	const skills = `{ campaign { communes { shifts` + week + ` { roles { skill { name } } } } } }`
	rows := map[string]int{}
	for _, token := range everyone() {
		rows[token] = len(w.ask(token, boardQuery, nil).Data["campaign"].(map[string]any)["board"].(map[string]any)["rows"].([]any))
	}
	want := map[string]int{"department": 3, "a": 3, "b": 3, "telecom": 3, "commune0": 1, "commune1": 1, "volunteer0": 3}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows of the board (-want +got):\n%s", diff)
	}
	for _, lang := range []string{"en", "vi", "en"} {
		body := record(w.config, w.request("department", lang, skills, nil)).Body.String()
		if name := map[string]string{"en": "guiding", "vi": "hướng dẫn"}[lang]; !strings.Contains(body, name) {
			t.Errorf("in %s: %s", lang, body)
		}
	}
}

func TestPeopleClocksAndTodayAreReadEachTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	least := w.settle(boardQuery)
	for name, query := range map[string]string{
		"a person":        fmt.Sprintf(`{ commune(code: %q) { shifts%s { roles { assignments { volunteer { name } } } } } }`, code(0), week),
		"the clock":       `{ campaign { now organisations { name } } }`,
		"today's board":   `{ campaign { board { days } } }`,
		"a null day":      `{ campaign { board(from: null, to: "2026-12-01") { days } } }`,
		"in a fragment":   `{ campaign { ...F } } fragment F on Campaign { id organisations { name } }`,
		"another's field": `{ campaign { id } helpRequests { id } }`,
	} {
		w.spent("department", query)
		if again := w.spent("department", query); again <= least {
			t.Errorf("%s was kept: %d statements", name, again)
		}
	}
}

func TestTheBoardsDaysSumUpToTheCoverageOfItsCommunes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	data := w.ask("department", `{ campaign { board`+week+` { days rows { code seats confirmed asked floors floorsMet } }
		communes { code coverage`+week+` { seats confirmed asked floors floorsMet } } } }`, nil).Data["campaign"].(map[string]any)
	var sums, want []map[string]any
	for _, r := range data["board"].(map[string]any)["rows"].([]any) {
		sum := map[string]any{"code": r.(map[string]any)["code"]}
		for _, figure := range []string{"seats", "confirmed", "asked", "floors", "floorsMet"} {
			total := 0.0
			for _, day := range r.(map[string]any)[figure].([]any) {
				total += day.(float64)
			}
			sum[figure] = total
		}
		sums = append(sums, sum)
	}
	for _, c := range data["communes"].([]any) {
		row := c.(map[string]any)["coverage"].(map[string]any)
		row["code"] = c.(map[string]any)["code"]
		want = append(want, row)
	}
	if diff := cmp.Diff(want, sums); diff != "" || want[0]["confirmed"] != 2.0 {
		t.Errorf("communes' coverage and the board's sums (-want +got):\n%s%v", diff, want[0])
	}
	if days := data["board"].(map[string]any)["days"].([]any); len(days) != 7 || days[0] != "2026-11-25" || days[6] != "2026-12-01" {
		t.Errorf("days %v", days)
	}
}

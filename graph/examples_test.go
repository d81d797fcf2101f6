package graph_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/graph"
	"github.com/tiepsuc/tiepsuc/roster"
)

const examples = "../docs/api/examples"

// example runs one of the published examples against the world's API, as a reader would.
func (w *world) example(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(w.Context(), filepath.Join(examples, name+".sh"), args...)
	cmd.Env = append(os.Environ(), "TIEPSUC_URL="+w.url, "TIEPSUC_TOKEN=department", "TIEPSUC_LANG=en")
	return cmd
}

// told runs an example and gives what its answer holds of the one field that it asks for.
func (w *world) told(name string, args ...string) map[string]any {
	w.Helper()
	var stderr bytes.Buffer
	cmd := w.example(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		w.Fatalf("%s.sh: %v: %s%s", name, err, out, stderr.Bytes())
	}
	var a answer
	w.check(json.Unmarshal(out, &a))
	for _, value := range a.Data {
		if row, ok := value.(map[string]any); ok {
			return row
		}
	}
	return a.Data
}

func TestEveryPublishedExampleWorksAsItStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	person := w.register(w.orgs[0], "2", "+84912345680", "Người 2").ID
	list := filepath.Join(t.TempDir(), "list.csv")
	w.check(os.WriteFile(list, []byte("Mã SV,Họ tên,SĐT,Xã\nI01,Trần An,0912999001,00001\n"), 0o600))
	id := func(row map[string]any) string { return row["id"].(string) }

	const start, end = "2026-11-27T13:00:00+07:00", "2026-11-27T16:00:00+07:00"
	request := w.told("request-help", code(0), start, end, "k1")
	if again := w.told("request-help", code(0), start, end, "k1"); id(again) != id(request) {
		t.Errorf("sent again, the request is %s, not %s", id(again), id(request))
	}
	proposed := w.told("assign", w.role, person, "k2")
	asked := w.told("ask", id(proposed), "k3")
	plan := w.told("plan", "2")
	states := map[string]any{
		"approved":  w.told("approve-request", id(request), "1")["state"],
		"answered":  w.told("record-answer", id(asked), "YES")["state"],
		"published": w.told("publish-plan", id(plan))["state"],
		"a row":     w.told("any-row", id(request))["state"],
		"imported":  w.told("import-volunteers", w.orgs[0], list)["created"],
		"signed in": w.told("who-am-i")["role"],
		"people":    w.told("register-volunteers", w.orgs[0], code(0))["created"],
		"version":   w.told("set-availability", person)["version"],
		"the hook":  w.told("add-webhook", w.orgs[0], "https://x.example/own", "k4")["webhook"].(map[string]any)["url"],
		"rows":      len(w.told("board", "2026-11-25", "2026-12-01")["board"].(map[string]any)["rows"].([]any)),
		"empty":     len(w.told("empty-seats", code(0), "2026-11-25", "2026-12-01")["edges"].([]any)),
		"who could": len(w.told("candidates", w.role)["candidates"].([]any)) > 0,
		"record":    strings.Contains(w.told("export-person", person)["volunteerExport"].(string), "Người 2"),
	}
	want := map[string]any{
		"approved": "APPROVED", "answered": "ACCEPTED", "published": "PUBLISHED", "a row": "APPROVED", "imported": 1.0, "signed in": "DEPARTMENT", "people": 1.0,
		"version": 2.0, "the hook": "https://x.example/own", "rows": 2, "empty": 2, "who could": true, "record": true,
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("what the examples tell (-want +got):\n%s", diff)
	}
	if out, err := w.example("any-row", "nonsense").Output(); err == nil {
		t.Errorf("an answer with errors ends well: %s", out)
	}
	w.watches()
}

// watches runs the example of a subscription until it tells of a change.
func (w *world) watches() {
	w.Helper()
	cmd := w.example("watch", "2026-11-25", "2026-12-01")
	out, err := cmd.StdoutPipe()
	w.check(err)
	w.check(cmd.Start())
	told := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "coverageChanged") {
				told <- lines.Text()
				return
			}
		}
	}()
	reached := false
	w.eventually("a change is told", func() bool {
		select {
		case line := <-told:
			reached = strings.Contains(line, `"seats"`)
			return true
		case <-time.After(100 * time.Millisecond):
			w.addShift()
			return false
		}
	})
	w.check(cmd.Process.Kill())
	_ = cmd.Wait() // it was killed
	if !reached {
		w.Error("the change that is told has no figures")
	}
}

// addShift has a commune need somebody more.
func (w *world) addShift() {
	w.Helper()
	start := morning.AddDate(0, 0, 3)
	shift := roster.Shift{ID: w.id(), Commune: code(1), Point: w.desk(code(1)), Span: roster.Span{Start: start, End: start.Add(time.Hour)}, Priority: 1}
	role := roster.Role{ID: w.id(), Shift: shift.ID, RoleNeed: roster.RoleNeed{Skill: "guide", Level: 1, Seats: 1}}
	w.check(w.store.AddShifts(w.Context(), w.campaign, []roster.Shift{shift}, []roster.Role{role}))
}

func TestTheTypedClientIsBuiltAndRunsAsItStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	client := filepath.Join(t.TempDir(), "go-client")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", client, "./"+examples+"/go-client").CombinedOutput(); err != nil {
		t.Fatalf("build: %v: %s", err, out)
	}
	// The address of a server ends before /graphql.
	mux := http.NewServeMux()
	mux.Handle("/graphql", graph.Handler(w.config))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	run := func(args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), client, args...)
		cmd.Env = append(os.Environ(), "TIEPSUC_URL="+server.URL, "TIEPSUC_TOKEN=department")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	short, err := run("short", "2026-11-25", "2026-12-01")
	if diff := cmp.Diff("00001 00001: 2 of 4 missing\n00002 00002: 4 of 4 missing\n", short); diff != "" || err != nil {
		t.Errorf("short: %v (-want +got):\n%s", err, diff)
	}
	call := []string{"help", code(0), "guide", "2", "2026-11-27T13:00:00+07:00", "2026-11-27T16:00:00+07:00", "đông người", "k"}
	once, err := run(call...)
	again, errAgain := run(call...)
	if err != nil || errAgain != nil || once != again || !strings.HasSuffix(once, " OPEN\n") && !strings.HasSuffix(once, " APPROVED\n") {
		t.Errorf("help: %q, %v, then %q, %v", once, err, again, errAgain)
	}
	if out, err := run("help", "99999", "guide", "2", "2026-11-27T13:00:00+07:00", "2026-11-27T16:00:00+07:00", "x", "k2"); err == nil || !strings.HasPrefix(out, "call for help: ") {
		t.Errorf("a commune that there isn't: %v: %s", err, out)
	}
}

func TestEveryExampleIsListedAndRun(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../docs/api/README.md")
	if err != nil {
		t.Fatal(err)
	}
	this, err := os.ReadFile("examples_test.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(examples, "*.sh"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".sh")
		if !bytes.Contains(readme, []byte("examples/"+name+".sh")) {
			t.Errorf("%s isn't in the README", name)
		}
		if name != "call" && !bytes.Contains(this, []byte(`"`+name+`"`)) {
			t.Errorf("%s isn't run", name)
		}
	}
}

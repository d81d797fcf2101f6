package graph_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// upload has a list of volunteers imported.
func (w *world) upload(token, organisation, file string, dry bool) answer {
	w.Helper()
	return w.send(token, `mutation($file: Upload!, $organisation: ID!, $dry: Boolean) { importVolunteers(file: $file, organisation: $organisation, dryRun: $dry) {
		created updated unchanged faults { row cell column key message } marked columns { field heading column } } }`,
		file, map[string]any{"organisation": organisation, "dry": dry})
}

// send sends a file as the graphql-multipart-request-spec says.
func (w *world) send(token, query, file string, variables map[string]any) answer {
	w.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	variables["file"] = nil
	operations, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	w.check(err)
	w.check(form.WriteField("operations", string(operations)))
	w.check(form.WriteField("map", `{"0": ["variables.file"]}`))
	part, err := form.CreateFormFile("0", "list.csv")
	w.check(err)
	_, err = part.Write([]byte(file))
	w.check(err)
	w.check(form.Close())
	request, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.url, &body)
	w.check(err)
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", form.FormDataContentType())
	response, err := http.DefaultClient.Do(request)
	w.check(err)
	var a answer
	w.check(json.NewDecoder(response.Body).Decode(&a))
	w.check(response.Body.Close())
	return a
}

func TestAFileIsImportedOverTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const list = "Mã SV,Họ tên,SĐT,Xã\nI01,Trần An,0912999001," + "00001\n"
	for _, step := range []struct {
		name string
		dry  bool
		want [3]float64
	}{{"as a trial", true, [3]float64{1, 0, 0}}, {"in earnest", false, [3]float64{1, 0, 0}}, {"again", false, [3]float64{0, 0, 1}}} {
		a := w.upload("department", w.orgs[0], list, step.dry)
		if len(a.Errors) > 0 {
			t.Fatalf("%s: %+v", step.name, a.Errors)
		}
		got := a.Data["importVolunteers"].(map[string]any)
		if diff := cmp.Diff(step.want, [3]float64{got["created"].(float64), got["updated"].(float64), got["unchanged"].(float64)}); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	a := w.upload("department", w.orgs[0], list, true)
	phone := map[string]any{"field": "phone", "heading": "SĐT", "column": "C"}
	if diff := cmp.Diff(phone, a.Data["importVolunteers"].(map[string]any)["columns"].([]any)[2]); diff != "" {
		t.Errorf("the column of phones (-want +got):\n%s", diff)
	}
	a = w.upload("department", w.orgs[0], "Mã SV,Họ tên,SĐT,Xã\nI02,,1,00001\n", false)
	got := a.Data["importVolunteers"].(map[string]any)
	marked, err := base64.StdEncoding.DecodeString(got["marked"].(string))
	if len(got["faults"].([]any)) != 2 || err != nil || !bytes.HasPrefix(marked, []byte("PK")) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestTimetablesOfManyAreImportedOverTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const query = `mutation($file: Upload!, $organisation: ID!, $periods: [PeriodInput!]) { importTimetables(file: $file, organisation: $organisation, periods: $periods) {
		changed unchanged faults { cell key } marked columns { field } periods { number from to } } }`
	a := w.ask("department", fmt.Sprintf("{ volunteer(id: %q) { externalId } }", w.people[0]), nil)
	external := a.Data["volunteer"].(map[string]any)["externalId"].(string)
	takes := func(token, list string) map[string]any {
		t.Helper()
		a := w.send(token, query, list, map[string]any{"organisation": w.orgs[0], "periods": []any{map[string]any{"number": 1, "from": "06:45", "to": "07:30"}}})
		if len(a.Errors) > 0 {
			t.Fatalf("%+v", a.Errors)
		}
		return a.Data["importTimetables"].(map[string]any)
	}
	got := takes("a", "Mã SV,Thứ,Tiết\n"+external+",2,1\n")
	periods := []any{map[string]any{"number": 1.0, "from": "06:45", "to": "07:30"}}
	if diff := cmp.Diff(periods, got["periods"]); diff != "" || got["changed"] != 1.0 || got["marked"] != nil {
		t.Errorf("%v %s", got, diff)
	}
	got = takes("a", "Mã SV,Thứ,Tiết\n"+external+",2,9\n")
	fault := []any{map[string]any{"cell": "C2", "key": "timetable.lessons_unclear"}}
	if diff := cmp.Diff(fault, got["faults"]); diff != "" || got["marked"] == nil {
		t.Errorf("%v %s", got, diff)
	}
	for token, code := range map[string]string{"b": "NOT_FOUND", "commune0": "FORBIDDEN", "volunteer0": "FORBIDDEN"} {
		if codes := w.send(token, query, "x", map[string]any{"organisation": w.orgs[0]}).codes(); len(codes) != 1 || codes[0] != code {
			t.Errorf("%s: %v, want %s", token, codes, code)
		}
	}
}

func TestAnImportIsFollowedToItsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.settle(boardQuery) // the feed hears the database by now
	id := w.id()
	mine, theirs := w.listen("a", fmt.Sprintf("subscription { importProgress(id: %q) { phase done total } }", id)), w.listen("commune0", fmt.Sprintf("subscription { importProgress(id: %q) { phase } }", id))
	select {
	case event := <-theirs:
		if !strings.Contains(event, "FORBIDDEN") {
			t.Errorf("a commune hears %s", event)
		}
	case <-time.After(10 * time.Second):
		t.Error("a commune hears nothing")
	}
	list := "Mã SV,Họ tên,SĐT,Xã\n"
	for i := range 1500 {
		list += fmt.Sprintf("P%d,An,0913%06d,%s\n", i, i, code(0))
	}
	const query = `mutation($file: Upload!, $organisation: ID!, $id: ID!) { importVolunteers(file: $file, organisation: $organisation, progress: $id, dryRun: true) { created } }`
	// Whoever listens too late for one import hears the next.
	again := time.NewTicker(2 * time.Second)
	defer again.Stop()
	w.send("a", query, list, map[string]any{"organisation": w.orgs[0], "id": id})
	for deadline := time.After(20 * time.Second); ; {
		select {
		case event := <-mine:
			if strings.Contains(event, "ENDED") {
				if !strings.Contains(event, "1500") {
					t.Errorf("at the end: %s", event)
				}
				return
			}
		case <-again.C:
			w.send("a", query, list, map[string]any{"organisation": w.orgs[0], "id": id})
		case <-deadline:
			t.Fatal("the end was not told")
		}
	}
}

func TestAnImportIsFollowedByAUUID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const query = `mutation($file: Upload!, $organisation: ID!) { importVolunteers(file: $file, organisation: $organisation, progress: "mine") { created } }`
	if codes := w.send("a", query, "x", map[string]any{"organisation": w.orgs[0]}).codes(); len(codes) != 1 || codes[0] != "BAD_INPUT" {
		t.Errorf("%v", codes)
	}
}

func TestRequestsAreImportedOverTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const query = `mutation($file: Upload!) { importRequests(file: $file) { created unchanged faults { cell key } marked columns { field } } }`
	list := "Mã yêu cầu,Xã,Ngày,Từ,Đến,Kỹ năng,Số người,Lý do\nYC1," + code(0) + ",1/12/2026,8:00,11:00,guide,2,đông người\n"
	for _, want := range []map[string]any{{"created": 1.0, "unchanged": 0.0}, {"created": 0.0, "unchanged": 1.0}} {
		a := w.send("commune0", query, list, map[string]any{})
		got, _ := a.Data["importRequests"].(map[string]any)
		if len(a.Errors) > 0 || got["created"] != want["created"] || got["unchanged"] != want["unchanged"] {
			t.Fatalf("%+v %v, want %v", a.Errors, got, want)
		}
	}
	a := w.send("commune1", query, strings.Replace(list, "YC1", "YC2", 1), map[string]any{})
	got := a.Data["importRequests"].(map[string]any)
	if diff := cmp.Diff([]any{map[string]any{"cell": "B2", "key": "commune.not_found"}}, got["faults"]); diff != "" || got["marked"] == nil {
		t.Errorf("somebody else's commune: %s", diff)
	}
	if codes := w.send("a", query, list, map[string]any{}).codes(); len(codes) != 1 || codes[0] != "FORBIDDEN" {
		t.Errorf("a university: %v", codes)
	}
}

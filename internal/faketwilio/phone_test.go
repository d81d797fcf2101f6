package faketwilio_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
)

func now() time.Time { return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC) }

func newServer(t *testing.T, config faketwilio.Config) *faketwilio.Server {
	t.Helper()
	config.AccountSID, config.APIKey, config.APISecret, config.AuthToken, config.Now = "AC1", "k", "s", "t", now
	fake, err := faketwilio.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fake.Close() })
	return fake
}

func post(t *testing.T, fake *faketwilio.Server, form string) int {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/2010-04-01/Accounts/AC1/Messages.json", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth("k", "s")
	w := httptest.NewRecorder()
	fake.ServeHTTP(w, r)
	return w.Code
}

// platform is a place that takes webhooks with the statuses given, the last one for ever.
func platform(t *testing.T, statuses ...int) (address string, calls *atomic.Int64) {
	t.Helper()
	calls = &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(statuses[min(int(calls.Add(1)), len(statuses))-1])
	}))
	t.Cleanup(server.Close)
	return server.URL, calls
}

func ask(fake *faketwilio.Server, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	fake.PhonesAPI().ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w
}

func TestPhonesKeepTheirTextsOverAKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "phones.jsonl")
	first := newServer(t, faketwilio.Config{Journal: path})
	if code := post(t, first, text(phone, "xin chào")); code != http.StatusCreated {
		t.Fatalf("got %d", code)
	}
	cut, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cut.WriteString(`{"phone":"+849123`); err != nil {
		t.Fatal(err)
	}
	if err := cut.Close(); err != nil {
		t.Fatal(err)
	}
	second := newServer(t, faketwilio.Config{Journal: path})
	post(t, second, text(phone, "lần nữa"))
	third := newServer(t, faketwilio.Config{Journal: path})
	if diff := cmp.Diff(second.Texts(phone), third.Texts(phone)); diff != "" || len(third.Texts(phone)) != 2 {
		t.Errorf("mismatch (-before +after):\n%s%v", diff, third.Texts(phone))
	}
	if status, m := get(t, third, "/"+first.Texts(phone)[0].ID+".json"); status != http.StatusOK || m["from"] != "TIEPSUC" {
		t.Errorf("the API knows of the text: %d, %v", status, m)
	}
}

func TestAPhoneIsReadAndAnsweredOverTheAPI(t *testing.T) {
	t.Parallel()
	address, calls := platform(t, http.StatusNoContent)
	fake := newServer(t, faketwilio.Config{InboundURL: address})
	if got := ask(fake, http.MethodGet, "/"+phone+"/messages", "").Body.String(); got != "[]\n" {
		t.Errorf("a phone without texts has %s", got)
	}
	post(t, fake, text(phone, "đi không"))
	if w := ask(fake, http.MethodPost, "/"+phone+"/messages", `{"body": "có"}`); w.Code != http.StatusNoContent || calls.Load() != 1 {
		t.Fatalf("got %d after %d calls: %s", w.Code, calls.Load(), w.Body)
	}
	var got []map[string]string
	if err := json.Unmarshal(ask(fake, http.MethodGet, "/"+phone+"/messages", "").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := []map[string]string{
		{"id": got[0]["id"], "direction": "in", "body": "đi không", "at": "2026-11-25T08:00:00Z"},
		{"id": got[1]["id"], "direction": "out", "body": "có", "at": "2026-11-25T08:00:00Z"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	if phones := fake.Phones(); len(phones) != 1 || phones[0].Texts != 2 || phones[0].Last.Body != "có" {
		t.Errorf("the phones are %+v", phones)
	}
}

func TestAReplyThatCannotLeaveIsRefused(t *testing.T) {
	t.Parallel()
	refusing, _ := platform(t, http.StatusForbidden)
	for name, tc := range map[string]struct {
		body string
		want int
	}{
		"no JSON":                 {"có", http.StatusBadRequest},
		"empty":                   {`{"body": ""}`, http.StatusBadRequest},
		"longer than a text":      {`{"body": "` + strings.Repeat("ạ", 1601) + `"}`, http.StatusBadRequest},
		"refused by the platform": {`{"body": "có"}`, http.StatusBadGateway},
	} {
		fake := newServer(t, faketwilio.Config{InboundURL: refusing})
		if w := ask(fake, http.MethodPost, "/"+phone+"/messages", tc.body); w.Code != tc.want || len(fake.Texts(phone)) != 0 {
			t.Errorf("%s: got %d and %v, want %d and nothing sent", name, w.Code, fake.Texts(phone), tc.want)
		}
	}
}

func TestListenersHearWhatReachesAPhone(t *testing.T) {
	t.Parallel()
	address, _ := platform(t, http.StatusNoContent)
	fake := newServer(t, faketwilio.Config{InboundURL: address})
	var heard []string
	fake.OnText(func(to string, text faketwilio.Text) { heard = append(heard, to+" "+text.Body) })
	post(t, fake, text(phone, "đi không"))
	if err := fake.Reply(t.Context(), phone, "có"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{phone + " đi không"}, heard); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestCallbacksAreTriedAgainWhileThePlatformIsAway(t *testing.T) {
	t.Parallel()
	address, calls := platform(t, http.StatusServiceUnavailable, http.StatusServiceUnavailable, http.StatusNoContent)
	fake := newServer(t, faketwilio.Config{})
	post(t, fake, text(phone, "a")+"&StatusCallback="+address)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- fake.Run(ctx) }()
	deadline := time.NewTimer(10 * time.Second)
	defer deadline.Stop()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for calls.Load() < 4 {
		select {
		case <-deadline.C:
			t.Fatalf("%d calls, want 2 that failed and 2 that were taken", calls.Load())
		case <-look.C:
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestTheTestNumbersFailAsTwiliosDo(t *testing.T) {
	t.Parallel()
	fake := newServer(t, faketwilio.Config{})
	for form, want := range map[string]int{
		"From=%2B15005550006&To=%2B84912345678&Body=a": http.StatusCreated,
		"From=%2B15005550001&To=%2B84912345678&Body=a": http.StatusBadRequest,
		"From=%2B15005550007&To=%2B84912345678&Body=a": http.StatusBadRequest,
		"From=%2B15005550008&To=%2B84912345678&Body=a": http.StatusBadRequest,
		"From=%2B15005550006&To=%2B15005550001&Body=a": http.StatusBadRequest,
		"From=%2B15005550006&To=%2B15005550002&Body=a": http.StatusBadRequest,
		"From=%2B15005550006&To=%2B15005550003&Body=a": http.StatusBadRequest,
		"From=%2B15005550006&To=%2B15005550004&Body=a": http.StatusBadRequest,
		"From=%2B15005550006&To=%2B15005550009&Body=a": http.StatusBadRequest,
		"From=TIEPSUC&To=%2B84912345678":               http.StatusBadRequest,
		"From=TIEPSUC&Body=a":                          http.StatusBadRequest,
		"To=%2B84912345678&Body=a":                     http.StatusBadRequest,
	} {
		if got := post(t, fake, form); got != want {
			t.Errorf("%s: got %d, want %d", form, got, want)
		}
	}
}

package faketwilio_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
)

func newServer(t *testing.T, journal string) *faketwilio.Server {
	t.Helper()
	fake, err := faketwilio.New(faketwilio.Config{AccountSID: "AC1", APIKey: "k", APISecret: "s", AuthToken: "t", Journal: journal, Now: time.Now})
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

func TestPhonesKeepTheirTextsOverARestart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "phones.jsonl")
	first := newServer(t, path)
	if code := post(t, first, "From=TIEPSUC&To=%2B84912345678&Body=xin+ch%C3%A0o"); code != http.StatusCreated {
		t.Fatalf("got %d", code)
	}
	second := newServer(t, path)
	if texts := second.Texts("+84912345678"); len(texts) != 1 || texts[0].Body != "xin chào" {
		t.Errorf("after a restart the phone has %+v", texts)
	}
	if phones := second.Phones(); len(phones) != 1 || phones[0].Texts != 1 {
		t.Errorf("after a restart the phones are %+v", phones)
	}
}

func TestTheTestNumbersFailAsTwiliosDo(t *testing.T) {
	t.Parallel()
	fake := newServer(t, "")
	for form, want := range map[string]int{
		"From=%2B15005550006&To=%2B84912345678&Body=a": http.StatusCreated,
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

package faketwilio_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
)

const phone = "+84912345678"

// get reads a resource of the API as JSON.
func get(t *testing.T, fake *faketwilio.Server, path string) (int, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/2010-04-01/Accounts/AC1/Messages"+path, nil)
	r.SetBasicAuth("k", "s")
	w := httptest.NewRecorder()
	fake.ServeHTTP(w, r)
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return w.Code, body
}

func text(to, body string) string {
	return url.Values{"From": {"TIEPSUC"}, "To": {to}, "Body": {body}}.Encode()
}

func TestAMessageHasTwiliosFieldsAndTypes(t *testing.T) {
	t.Parallel()
	fake := newServer(t, faketwilio.Config{Latency: time.Hour})
	post(t, fake, text(phone, "xin chào"))
	_, list := get(t, fake, ".json?To="+url.QueryEscape(phone))
	messages, ok := list["messages"].([]any)
	if !ok || len(messages) != 1 {
		t.Fatalf("got %v", list)
	}
	listed, ok := messages[0].(map[string]any)
	if !ok {
		t.Fatalf("got %v", messages[0])
	}
	sid, _ := listed["sid"].(string)
	status, got := get(t, fake, "/"+sid+".json")
	if diff := cmp.Diff(listed, got); diff != "" || status != http.StatusOK {
		t.Errorf("%d, fetched and listed differ:\n%s", status, diff)
	}
	want := map[string]any{
		"account_sid": "AC1", "api_version": "2010-04-01", "body": "xin chào", "date_created": "Wed, 25 Nov 2026 08:00:00 +0000",
		"date_updated": "Wed, 25 Nov 2026 08:00:00 +0000", "date_sent": nil, "direction": "outbound-api", "error_code": nil,
		"error_message": nil, "from": "TIEPSUC", "messaging_service_sid": nil, "num_media": "0", "num_segments": "1", "price": nil,
		"price_unit": "USD", "sid": sid, "status": "queued", "to": phone, "uri": "/2010-04-01/Accounts/AC1/Messages/" + sid + ".json",
		"subresource_uris": map[string]any{
			"media":    "/2010-04-01/Accounts/AC1/Messages/" + sid + "/Media.json",
			"feedback": "/2010-04-01/Accounts/AC1/Messages/" + sid + "/Feedback.json",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestAListHoldsTheNewestOfOneNumber(t *testing.T) {
	t.Parallel()
	fake := newServer(t, faketwilio.Config{})
	for _, body := range []string{"1", "2", "3"} {
		post(t, fake, text(phone, body))
		post(t, fake, text("+84987654321", body))
	}
	for query, want := range map[string][]string{
		"?PageSize=2&To=" + url.QueryEscape(phone): {"3", "2"},
		"?To=" + url.QueryEscape(phone):            {"3", "2", "1"},
		"?PageSize=nonsense":                       {"3", "3", "2", "2", "1", "1"},
		"?To=%2B84900000000":                       {},
	} {
		_, list := get(t, fake, ".json"+query)
		messages, _ := list["messages"].([]any)
		got := []string{}
		for _, m := range messages {
			fields, _ := m.(map[string]any)
			body, _ := fields["body"].(string)
			got = append(got, body)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", query, diff)
		}
	}
}

func TestAStrangerAndAnUnknownMessageGetTwiliosErrors(t *testing.T) {
	t.Parallel()
	fake := newServer(t, faketwilio.Config{})
	if status, body := get(t, fake, "/SMnone.json"); status != http.StatusNotFound || body["code"] != 20404.0 {
		t.Errorf("an unknown message: got %d, %v", status, body)
	}
	r := httptest.NewRequest(http.MethodGet, "/2010-04-01/Accounts/AC1/Messages.json", nil)
	r.SetBasicAuth("k", "wrong")
	w := httptest.NewRecorder()
	fake.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("a wrong secret: got %d", w.Code)
	}
}

package twilio_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

func TestCheckTellsAKeyThatWorksFromOneThatDoesNot(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.twilio.Check(t.Context()); err != nil {
		t.Error(err)
	}
	other, err := faketwilio.New(faketwilio.Config{AccountSID: account, APIKey: "SKother", APISecret: "other", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(other)
	t.Cleanup(server.Close)
	if err := newTwilio(t, twilio.Config{PublicURL: server.URL, BaseURL: server.URL}).Check(t.Context()); err == nil {
		t.Error("a refused key passed")
	}
}

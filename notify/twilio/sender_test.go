package twilio_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

// withSenders is a fake Twilio and an adapter that has these senders alone.
func withSenders(t *testing.T, senders ...twilio.Sender) *bench {
	t.Helper()
	fake, err := faketwilio.New(faketwilio.Config{AccountSID: account, APIKey: "SKkey", APISecret: "secret", AuthToken: token, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	adapter, err := twilio.New(twilio.Config{
		AccountSID: account, APIKey: "SKkey", APISecret: "secret", AuthTokens: []string{token},
		PublicURL: "https://tiepsuc.example", BaseURL: server.URL, Senders: senders,
	})
	if err != nil {
		t.Fatal(err)
	}
	return &bench{fake: fake, twilio: adapter}
}

func text(to roster.Phone) notify.Outbound {
	return notify.Outbound{ID: "0198-message", To: to, Body: "TIEPSUC: Ban nhan ca khong?", ValidFor: time.Hour}
}

func TestANumberGetsTextsFromTheSenderOfItsPrefix(t *testing.T) {
	t.Parallel()
	b := withSenders(t,
		twilio.Sender{Prefix: "+", From: "+15005550006"}, twilio.Sender{Prefix: "+84", From: "TIEPSUC"}, twilio.Sender{Prefix: "+8491", From: "TIEPSUC91"})
	for to, want := range map[roster.Phone]string{"+84912345678": "TIEPSUC91", "+84382345678": "TIEPSUC", "+14155550100": "+15005550006"} {
		if _, err := b.twilio.Send(t.Context(), text(to)); err != nil {
			t.Fatal(err)
		}
		if sent := b.fake.Sent(); sent[len(sent)-1].From != want || b.twilio.By(to) != want {
			t.Errorf("%s has a text from %s, by word from %s, want %s", to, sent[len(sent)-1].From, b.twilio.By(to), want)
		}
	}
}

func TestACountryWithoutASenderGetsNoTexts(t *testing.T) {
	t.Parallel()
	b := withSenders(t, twilio.Sender{Prefix: "+84", From: "TIEPSUC"})
	_, err := b.twilio.Send(t.Context(), text("+14155550100"))
	if failure, ok := errors.AsType[*notify.SendError](err); !ok || failure.Class != notify.Channel {
		t.Errorf("got %v, want an error of the channel", err)
	}
	if by := b.twilio.By("+14155550100"); by != "" {
		t.Errorf("its texts leave by %q", by)
	}
}

// Ten segments pass at once, the eleventh would have to wait for longer than its caller does.
func TestASenderKeepsItsPaceInSegments(t *testing.T) {
	t.Parallel()
	b := withSenders(t, twilio.Sender{Prefix: "+", From: "TIEPSUC", SegmentsPerSecond: 0.01})
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	long := text("+84912345678")
	for range 2 * 153 / len(long.Body) {
		long.Body += " TIEPSUC: Ban nhan ca khong?"
	}
	segments := notify.Count(long.Body).Segments
	var err error
	sent := 0
	for err == nil {
		if _, err = b.twilio.Send(ctx, long); err == nil {
			sent++
		}
	}
	if failure, ok := errors.AsType[*notify.SendError](err); !ok || failure.Class != notify.Retry {
		t.Errorf("got %v, want an error that says later", err)
	}
	if sent != 10/segments || len(b.fake.Sent()) != sent {
		t.Errorf("%d texts of %d segments left, %d came", sent, segments, len(b.fake.Sent()))
	}
}

// The first text takes all that the sender lets through at once, the second has to wait for more than a second.
func TestATextIsKeptForWhatIsLeftOfItsTimeWhenItsSenderIsFree(t *testing.T) {
	t.Parallel()
	for valid, leaves := range map[time.Duration]bool{5 * time.Second: true, time.Second: false, 0: false, -time.Minute: false} {
		kept := make(chan string, 2)
		adapter := answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
			kept <- r.PostFormValue("ValidityPeriod")
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, `{"sid": "SM1", "status": "queued"}`)
		}, twilio.Sender{Prefix: "+", From: "TIEPSUC", SegmentsPerSecond: 5})
		first, second := outbound(), outbound()
		first.Body, second.Body, second.ValidFor = strings.Repeat("a", 10*153), strings.Repeat("a", 6*153), valid
		if _, err := adapter.Send(t.Context(), first); err != nil {
			t.Fatal(err)
		}
		<-kept
		_, err := adapter.Send(t.Context(), second)
		if !leaves {
			if failure, ok := errors.AsType[*notify.SendError](err); !ok || failure.Class != notify.Rejected || len(kept) != 0 {
				t.Errorf("valid for %s: got %#v and %d calls, want none and an error for good", valid, err, len(kept))
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got, err := strconv.Atoi(<-kept); err != nil || got < 1 || got > 3 {
			t.Errorf("valid for %s, after a second of waiting it is kept for %d s, %v", valid, got, err)
		}
	}
}

func TestATextWhoseAnswerWasLostIsFoundInTheList(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault faketwilio.Fault
		since time.Duration
		body  string
		found bool
	}{
		"it had left":             {fault: faketwilio.Fault{Drop: true}, found: true},
		"its answer was cut":      {fault: faketwilio.Fault{Truncate: true}, found: true},
		"it hadn't left":          {fault: faketwilio.Fault{Status: 502, HTML: true}},
		"only an older one is":    {fault: faketwilio.Fault{Drop: true}, since: time.Hour},
		"only with other words":   {fault: faketwilio.Fault{Drop: true}, body: "TIEPSUC: khac"},
		"the answer said nothing": {fault: faketwilio.Fault{Empty: true}, found: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := withSenders(t, twilio.Sender{Prefix: "+", From: "TIEPSUC"})
			out := text("+84912345678")
			b.fake.Fail(string(out.To), tc.fault)
			since := time.Now().Add(tc.since)
			_, err := b.twilio.Send(t.Context(), out)
			if failure, ok := errors.AsType[*notify.SendError](err); !ok || failure.Class != notify.Uncertain {
				t.Fatalf("got %v, want an uncertain outcome", err)
			}
			if tc.body != "" {
				out.Body = tc.body
			}
			found, err := b.twilio.Find(t.Context(), out, since)
			if err != nil || (len(found) == 1) != tc.found || tc.found && found[0].ProviderID == "" {
				t.Errorf("found %+v, %v, want %v", found, err, tc.found)
			}
		})
	}
}

func TestAllTextsOfTheSameWordsAreFoundTheOldestFirst(t *testing.T) {
	t.Parallel()
	b := withSenders(t, twilio.Sender{Prefix: "+", From: "TIEPSUC"})
	out, begun := text("+84912345678"), time.Now()
	for range 2 {
		if _, err := b.twilio.Send(t.Context(), out); err != nil {
			t.Fatal(err)
		}
	}
	found, err := b.twilio.Find(t.Context(), out, begun)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, event := range found {
		got = append(got, event.ProviderID)
	}
	for _, sent := range b.fake.Sent() {
		want = append(want, sent.SID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

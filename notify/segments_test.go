package notify_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
)

// The vectors were counted by Twilio's own calculator; scripts/segments-oracle.js counts them anew.
func TestCountAgreesWithTwiliosCalculator(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/segments.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Text, Encoding string
		Segments       int
	}
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors) == 0 {
		t.Fatalf("%d vectors, %v", len(vectors), err)
	}
	names := map[notify.Encoding]string{notify.GSM7: "GSM-7", notify.UCS2: "UCS-2"}
	for _, v := range vectors {
		if got := notify.Count(v.Text); names[got.Encoding] != v.Encoding || got.Segments != v.Segments {
			t.Errorf("Count(%.40q) = %s, %d segments, want %s, %d", v.Text, got.Encoding, got.Segments, v.Encoding, v.Segments)
		}
	}
}

// A reader who answers with one of these words is cut off by the carrier, or let in again.
func TestNoTextInvitesAWordThatCarriersActOn(t *testing.T) {
	t.Parallel()
	acted := []string{"YES", "CANCEL", "END", "QUIT", "STOP", "STOPALL", "UNSUBSCRIBE", "REVOKE", "OPTOUT"}
	for _, lang := range i18n.Langs() {
		texts, err := i18n.Catalog(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range texts {
			for word := range strings.FieldsFuncSeq(strings.ToUpper(text), func(r rune) bool { return r < 'A' || r > 'Z' }) {
				if strings.HasPrefix(key, "sms.") && slices.Contains(acted, word) {
					t.Errorf("%s in %s says %s", key, lang, word)
				}
			}
		}
	}
}

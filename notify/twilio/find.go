package twilio

import (
	"context"
	"fmt"
	"slices"
	"time"

	api "github.com/twilio/twilio-go/rest/api/v2010"

	"github.com/tiepsuc/tiepsuc/notify"
)

// Find looks in Twilio's list for a text whose call ended without a clear answer: those to the same
// receiver, by the same sender and of the same words, made since then, the oldest first. Some may be
// other texts of ours; what it says of the one that isn't is as good as a callback.
func (t *Twilio) Find(ctx context.Context, out notify.Outbound, since time.Time) ([]notify.StatusEvent, error) {
	const newest = 50
	l, err := t.lineTo(out.To)
	if err != nil {
		return nil, err
	}
	// The list's own filter by date leaves out texts that wait in a queue.
	params := (&api.ListMessageParams{}).SetTo(string(out.To)).SetPageSize(newest).SetLimit(newest)
	call := &call{ctx: ctx, base: t.base, next: t.next}
	listed, err := t.service(call).ListMessage(params)
	if err != nil {
		return nil, fmt.Errorf("look for a text at twilio: %w", err)
	}
	var fit []notify.StatusEvent
	for _, m := range slices.Backward(listed) {
		if l.made(m, out, since) {
			fit = append(fit, found(m, out.ID))
		}
	}
	return fit, nil
}

func found(m api.ApiV2010Message, id string) notify.StatusEvent {
	event := notify.StatusEvent{Provider: Provider, ProviderID: value(m.Sid), MessageID: id, Status: notify.Status(value(m.Status))}
	if m.ErrorCode != nil {
		event.ErrorCode = *m.ErrorCode
	}
	return event
}

// made tells whether a listed text can be the one that out asked for.
func (l line) made(m api.ApiV2010Message, out notify.Outbound, since time.Time) bool {
	const clocksDiffer = time.Minute
	at, err := time.Parse(time.RFC1123Z, value(m.DateCreated))
	if err != nil || at.Before(since.Add(-clocksDiffer)) {
		return false
	}
	sender := value(m.From) == l.From
	if l.MessagingServiceSID != "" {
		sender = value(m.MessagingServiceSid) == l.MessagingServiceSID
	}
	return sender && value(m.To) == string(out.To) && value(m.Body) == out.Body && value(m.Sid) != ""
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

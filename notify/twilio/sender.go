package twilio

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Sender is one name or number that texts leave by: From or a messaging service, for the
// numbers that begin with Prefix. SegmentsPerSecond is what its operator lets through to this
// process; 0 means no limit.
type Sender struct {
	Prefix                    string
	From, MessagingServiceSID string
	SegmentsPerSecond         float64
}

// line is a sender with its bucket of segments.
type line struct {
	Sender
	bucket *rate.Limiter
}

// burst lets the longest text through a slow sender: ten segments.
const burst = 10

// lines gives each sender its bucket. The sender of Config itself takes all numbers that no
// other one is for.
func lines(config Config) ([]line, error) {
	senders := config.Senders
	if config.From != "" || config.MessagingServiceSID != "" {
		senders = append(senders[:len(senders):len(senders)], Sender{Prefix: "+", From: config.From, MessagingServiceSID: config.MessagingServiceSID})
	}
	if len(senders) == 0 {
		return nil, errors.New("twilio: a sender or a messaging service is needed")
	}
	all := make([]line, 0, len(senders))
	for _, s := range senders {
		if (s.From == "") == (s.MessagingServiceSID == "") {
			return nil, fmt.Errorf("twilio: one of a sender and a messaging service is needed for %s", s.Prefix)
		}
		limit := rate.Inf
		if s.SegmentsPerSecond > 0 {
			limit = rate.Limit(s.SegmentsPerSecond)
		}
		all = append(all, line{Sender: s, bucket: rate.NewLimiter(limit, max(burst, int(math.Ceil(s.SegmentsPerSecond))))})
	}
	return all, nil
}

// lineTo picks the sender for a number: of those whose prefix fits, the longest prefix.
func (t *Twilio) lineTo(to roster.Phone) (line, error) {
	var best line
	for _, l := range t.lines {
		if strings.HasPrefix(string(to), l.Prefix) && (best.bucket == nil || len(l.Prefix) > len(best.Prefix)) {
			best = l
		}
	}
	if best.bucket == nil {
		return line{}, &notify.SendError{Class: notify.Channel, Err: errors.New("no sender for this number's country")}
	}
	return best, nil
}

// By names the sender by which texts to a number leave, as the settings name it.
func (t *Twilio) By(to roster.Phone) string {
	l, err := t.lineTo(to)
	if err != nil {
		return ""
	}
	return l.From + l.MessagingServiceSID // it has one of them
}

// wait holds a text back until its sender's bucket has its segments, and returns for how long it is
// still worth sending then. A text that can't get them in time has surely not left: its caller may
// have more patience later, but what would come after its own time is refused for good.
func (l line) wait(ctx context.Context, out notify.Outbound) (time.Duration, error) {
	const shortestValidity = time.Second
	until := time.Now().Add(out.ValidFor) //nolint:forbidigo // a pace runs on the wall clock
	inTime, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	err := l.bucket.WaitN(inTime, min(l.bucket.Burst(), notify.Count(out.Body).Segments))
	if err != nil && endsBefore(ctx, until) {
		return 0, &notify.SendError{Class: notify.Retry, Err: fmt.Errorf("wait for the sender: %w", err)}
	}
	left := time.Until(until)
	if err != nil || left < shortestValidity {
		return 0, &notify.SendError{Class: notify.Rejected, Err: errors.New("too late when the sender is free")}
	}
	return left, nil
}

// endsBefore tells whether a context ends before a moment.
func endsBefore(ctx context.Context, moment time.Time) bool {
	end, bound := ctx.Deadline()
	return ctx.Err() != nil || bound && end.Before(moment)
}

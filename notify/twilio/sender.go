package twilio

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

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

// wait holds a text back until its sender's bucket has its segments. A text that can't get
// them in time has surely not left.
func (l line) wait(ctx context.Context, body string) error {
	if err := l.bucket.WaitN(ctx, min(l.bucket.Burst(), notify.Count(body).Segments)); err != nil {
		return &notify.SendError{Class: notify.Retry, Err: fmt.Errorf("wait for the sender: %w", err)}
	}
	return nil
}

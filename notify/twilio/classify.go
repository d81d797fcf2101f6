package twilio

import (
	"net/http"

	"github.com/tiepsuc/tiepsuc/notify"
)

// classify says what a failed call means. That no text left is proved by a 4xx alone, but for 408,
// which says that somebody on the way lost patience, and by a call that never had a connection.
func classify(c *call, err error) *notify.SendError {
	failure := &notify.SendError{Class: notify.Uncertain, Code: c.code(), RetryAfter: c.retryAfter, Err: err}
	switch {
	case c.status == http.StatusTooManyRequests, !c.connected.Load():
		failure.Class = notify.Retry
	case c.status == http.StatusRequestTimeout:
	case c.status >= 400 && c.status < 500:
		failure.Class = refusal(failure.Code)
	case c.status >= 300 && c.status < 400:
		failure.Class = notify.Channel
	}
	return failure
}

// refusal sorts Twilio's codes for calls that it refused (twilio.com/docs/api/errors). A code
// that isn't listed counts against the channel: holding texts back does less harm than
// spending all volunteers on a setting that is wrong.
func refusal(code int) notify.Class {
	if notify.CondemnsSender(code) {
		return notify.TurnedAway
	}
	switch code {
	case 20429, 21611, 14107:
		return notify.Retry
	case 21610:
		return notify.OptedOut
	case 21211, 21214, 21217, 21614:
		return notify.BadNumber
	case 21602, 21617, 21605, 21612, 21635:
		return notify.Rejected
	}
	return notify.Channel
}

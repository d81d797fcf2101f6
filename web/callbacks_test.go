package web_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

// happening is something that happens to a text.
type happening func(c *carrier)

// says is a callback about the newest try, which the site takes and handles.
func says(status notify.Status, code ...int) happening { return saysOf(-1, status, code...) }

// saysOf is a callback about the nth try.
func saysOf(n int, status notify.Status, code ...int) happening {
	return func(c *carrier) { saysAs(c.sid(n), status, code...)(c) }
}

// saysAs is a callback under an identity of Twilio's.
func saysAs(sid string, status notify.Status, code ...int) happening {
	return func(c *carrier) {
		c.Helper()
		if got := c.callback(sid, status, first(code), authToken); got != http.StatusNoContent {
			c.Errorf("%s is answered with %d", status, got)
		}
		c.ring()
	}
}

// forged is a callback that somebody else has signed.
func forged(status notify.Status, code int) happening {
	return func(c *carrier) {
		c.Helper()
		if got := c.callback(c.sid(-1), status, code, "another"); got != http.StatusForbidden {
			c.Errorf("a forged %s is answered with %d", status, got)
		}
		c.ring()
	}
}

// writes is a text from the person, which comes twice.
func writes(body string) happening {
	return func(c *carrier) {
		c.Helper()
		for range 2 {
			form := url.Values{"AccountSid": {account}, "MessageSid": {"SM" + body}, "From": {string(c.people[0].Phone)}, "To": {"TIEPSUC"}, "Body": {body}}
			sign := faketwilio.Sign(authToken, public+twilio.InboundPath, form)
			if got := fetch(c.T, c.site, http.MethodPost, twilio.InboundPath, form.Encode(), "X-Twilio-Signature", sign); got.status != http.StatusNoContent {
				c.Errorf("%q is answered with %d", body, got.status)
			}
			c.ring()
		}
	}
}

// after lets time pass.
func after(while time.Duration) happening { return func(c *carrier) { c.wait(while) } }

// early is a callback that is handled before Twilio answers the call that it is about.
func early(status notify.Status, code ...int) func(c *carrier) {
	return func(c *carrier) {
		sid := c.sid(-1)
		if got := c.callback(sid, status, first(code), authToken); got != http.StatusNoContent {
			c.Errorf("early %s is answered with %d", status, got)
		}
		if err := c.dispatcher.HandleWebhook(c.Context(), twilio.Provider, sid, string(status), c.now); err != nil {
			c.Error(err)
		}
	}
}

func first(code []int) int {
	if len(code) == 0 {
		return 0
	}
	return code[0]
}

const (
	sent, delivered, undelivered, failed = notify.StatusSent, notify.StatusDelivered, notify.StatusUndelivered, notify.StatusFailed

	isSent, isDelivered, hasFailed, waits, maybe = roster.MessageSent, roster.MessageDelivered, roster.MessageFailed, roster.MessageQueued, roster.MessageUncertain
	isAsked, isOver                              = roster.AskSent, roster.AskFailed
)

// situation is what goes wrong with the calls and callbacks of a text, and how it ends.
type situation struct {
	faults []faketwilio.Fault
	early  func(c *carrier)
	then   []happening
	end    end
}

func (s situation) run(t *testing.T) {
	t.Helper()
	c := newCarrier(t)
	c.fake.Fail(string(c.people[0].Phone), s.faults...)
	for _, f := range s.faults {
		if f.Delay > 0 {
			c.patience = 500 * time.Millisecond
		}
	}
	c.early = s.early
	c.ring()
	c.patience = 10 * time.Second
	for _, happens := range s.then {
		happens(c)
	}
	if diff := cmp.Diff(s.end, c.end()); diff != "" {
		t.Errorf("the end (-want +got):\n%s", diff)
	}
	c.sound()
}

func runAll(t *testing.T, situations map[string]situation) {
	t.Helper()
	for name, s := range situations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.run(t)
		})
	}
}

// What Twilio answers to the call, and what is known when an hour has passed.
func TestHowATextEndsByTheAnswerToItsCall(t *testing.T) {
	t.Parallel()
	call := func(f faketwilio.Fault, e end, then ...happening) situation {
		return situation{faults: []faketwilio.Fault{f}, then: then, end: e}
	}
	gone := func(number string) end { return end{hasFailed, isOver, number, nil, 0} }
	left, lost := end{isDelivered, isAsked, "", nil, 1}, end{maybe, isAsked, "", nil, 0}
	runAll(t, map[string]situation{
		"taken":                              call(faketwilio.Fault{}, end{isSent, isAsked, "", nil, 1}),
		"too many requests, then taken":      call(faketwilio.Fault{Status: 429, Code: 20429}, end{isSent, isAsked, "", nil, 1}, after(2*time.Minute)),
		"too many, within what is asked for": call(faketwilio.Fault{Status: 429, Code: 20429, RetryAfter: 600}, end{waits, roster.AskQueued, "", nil, 0}, after(5*time.Minute)),
		"too many, after what is asked for":  call(faketwilio.Fault{Status: 429, Code: 20429, RetryAfter: 600}, end{isSent, isAsked, "", nil, 1}, after(11*time.Minute)),
		"sender's queue is full":             call(faketwilio.Fault{Status: 400, Code: 21611}, end{isSent, isAsked, "", nil, 1}, after(2*time.Minute)),
		"our key is refused":                 call(faketwilio.Fault{Status: 401, Code: 20003}, end{isSent, isAsked, "", nil, 1}, after(10*time.Minute)),
		"opted out at Twilio":                call(faketwilio.Fault{Status: 400, Code: 21610}, gone("opted_out"), after(time.Hour)),
		"no mobile number":                   call(faketwilio.Fault{Status: 400, Code: 21614}, gone("bad_number"), after(time.Hour)),
		"the sender isn't ours":              call(faketwilio.Fault{Status: 400, Code: 21606}, end{waits, roster.AskQueued, "", []string{"TIEPSUC"}, 0}, after(time.Hour)),
		"no number at all":                   call(faketwilio.Fault{Status: 400, Code: 21211}, gone("bad_number"), after(time.Hour)),
		"words that are too long":            call(faketwilio.Fault{Status: 400, Code: 21617}, gone(""), after(time.Hour)),
		"their fault, with its code":         call(faketwilio.Fault{Status: 500, Code: 20500}, lost, after(time.Hour)),
		"their fault, as a page":             call(faketwilio.Fault{Status: 502, HTML: true}, lost, after(time.Hour)),
		"taken, no answer in time":           call(faketwilio.Fault{Delay: time.Minute}, left, after(time.Hour)),
		"taken, connection lost":             call(faketwilio.Fault{Drop: true}, left, after(time.Hour)),
		"taken, answer cut":                  call(faketwilio.Fault{Truncate: true}, left, after(time.Hour)),
		"taken, answer of wrong types":       call(faketwilio.Fault{WrongTypes: true}, left, after(time.Hour)),
		"taken, empty answer":                call(faketwilio.Fault{Empty: true}, left, after(time.Hour)),
		"not taken, and too late to look":    call(faketwilio.Fault{Status: 503, HTML: true}, end{hasFailed, roster.AskExpired, "", nil, 0}, after(13*time.Hour), after(time.Hour)),
	})
}

// Twilio can know by its answer that a text it took comes to nothing; the callback says it once more.
func TestHowATextEndsThatFailsWithTheAnswerToItsCall(t *testing.T) {
	t.Parallel()
	call := func(code int, e end, then ...happening) situation {
		return situation{faults: []faketwilio.Fault{{Undelivered: code, AtOnce: true}}, then: then, end: e}
	}
	runAll(t, map[string]situation{
		"no such handset":              call(30005, end{hasFailed, isOver, "bad_number", nil, 1}),
		"no such handset, said again":  call(30005, end{hasFailed, isOver, "bad_number", nil, 1}, says(failed, 30005)),
		"the operator blocks them":     call(30004, end{hasFailed, isOver, "blocked", nil, 1}),
		"the sender isn't known":       call(30018, end{waits, isAsked, "", []string{"TIEPSUC"}, 1}, says(failed, 30018), after(time.Hour)),
		"a code that nobody knows":     call(39999, end{hasFailed, isAsked, "", nil, 1}, after(time.Hour)),
		"off, and not yet on again":    call(30003, end{waits, isAsked, "", nil, 1}, says(failed, 30003), after(5*time.Minute)),
		"off, then tried once more":    call(30003, end{isSent, isAsked, "", nil, 2}, after(11*time.Minute)),
		"off, and off again for hours": call(30003, end{hasFailed, isAsked, "", nil, 2}, after(11*time.Minute), says(undelivered, 30003), after(time.Hour)),
	})
}

// What callbacks say of a text that was taken.
func TestHowATextEndsByItsCallbacks(t *testing.T) {
	t.Parallel()
	said := func(e end, then ...happening) situation { return situation{then: then, end: e} }
	arrived, asked := end{isDelivered, isAsked, "", nil, 1}, end{isSent, isAsked, "", nil, 1}
	runAll(t, map[string]situation{
		"in order":                   said(arrived, says(sent), says(delivered)),
		"in the wrong order":         said(arrived, says(delivered), says(sent)),
		"each twice":                 said(arrived, says(sent), says(sent), says(delivered), says(delivered)),
		"lost after it had arrived":  said(arrived, says(delivered), says(undelivered, 30005)),
		"played again after days":    said(end{isDelivered, roster.AskExpired, "", nil, 1}, says(sent), says(delivered), after(24*time.Hour), says(sent), says(delivered)),
		"they want no more texts":    said(end{isDelivered, isOver, "opted_out", nil, 1}, says(delivered), writes("DỪNG")),
		"they want none, then some":  said(end{isDelivered, isOver, "", nil, 1}, says(delivered), writes("DỪNG"), writes("BẮT ĐẦU")),
		"blocked, then they want us": said(end{hasFailed, isOver, "", nil, 1}, says(undelivered, 30004), writes("BẮT ĐẦU")),
		"forged":                     said(asked, forged(undelivered, 30005), forged(delivered, 0)),
		"no such handset":            said(end{hasFailed, isOver, "bad_number", nil, 1}, says(sent), says(undelivered, 30005)),
		"a landline":                 said(end{hasFailed, isOver, "bad_number", nil, 1}, says(undelivered, 30006)),
		"opted out meanwhile":        said(end{hasFailed, isOver, "opted_out", nil, 1}, says(failed, 21610)),
		"the operator blocks them":   said(end{hasFailed, isOver, "blocked", nil, 1}, says(undelivered, 30004)),
		"the words are filtered":     said(end{hasFailed, isAsked, "", []string{"sms.ask"}, 1}, says(undelivered, 30007)),
		"the sender isn't known":     said(end{waits, isAsked, "", []string{"TIEPSUC"}, 1}, says(undelivered, 30018), says(undelivered, 30018), after(time.Hour)),
		"no sender, and too late":    said(end{roster.MessageSuppressed, isOver, "", []string{"TIEPSUC"}, 1}, says(undelivered, 30018), after(13*time.Hour), after(time.Hour)),
		"our account is suspended":   said(end{hasFailed, isAsked, "", []string{""}, 1}, says(failed, 30002)),
		"a code that nobody knows":   said(end{hasFailed, isAsked, "", nil, 1}, says(failed, 39999)),
		"lost, nobody says why":      said(end{hasFailed, isAsked, "", nil, 1}, says(undelivered)),
		"cancelled":                  said(end{hasFailed, isAsked, "", nil, 1}, says(notify.StatusCanceled)),
		"an end and another end":     said(end{hasFailed, isOver, "bad_number", nil, 1}, says(undelivered, 30005), says(delivered), says(failed, 21610)),
		"off, and not yet on again":  said(end{waits, isAsked, "", nil, 1}, says(undelivered, 30003), after(5*time.Minute)),
		"off, then tried once more":  said(end{isSent, isAsked, "", nil, 2}, says(undelivered, 30003), after(11*time.Minute)),
		"off, then it arrives":       said(end{isDelivered, isAsked, "", nil, 2}, says(undelivered, 30003), after(11*time.Minute), says(delivered)),
		"off, and off again":         said(end{hasFailed, isAsked, "", nil, 2}, says(undelivered, 30003), after(11*time.Minute), says(undelivered, 30003), after(time.Hour)),
		"off, then no such handset":  said(end{hasFailed, isOver, "bad_number", nil, 2}, says(undelivered, 30003), after(11*time.Minute), says(undelivered, 30005)),
		"off, and the first arrives": said(arrived, says(undelivered, 30003), says(delivered), after(time.Hour)),
		"a word on another text":     said(asked, saysAs("SMother", failed, 30005)),
		"a word on the first try":    said(end{isSent, isAsked, "", nil, 2}, says(undelivered, 30003), after(11*time.Minute), saysOf(0, failed, 30005)),
	})
}

// A callback can be faster than the answer to its call, and is all there is where that is lost.
func TestHowATextEndsByACallbackThatComesBeforeItsAnswer(t *testing.T) {
	t.Parallel()
	drop := []faketwilio.Fault{{Drop: true}}
	arrived := end{isDelivered, isAsked, "", nil, 1}
	runAll(t, map[string]situation{
		"it has arrived":               {early: early(delivered), end: arrived},
		"it has left":                  {early: early(sent), then: []happening{says(delivered)}, end: arrived},
		"it has arrived, answer lost":  {early: early(delivered), faults: drop, then: []happening{after(time.Hour)}, end: arrived},
		"no such handset":              {early: early(undelivered, 30005), end: end{hasFailed, isOver, "bad_number", nil, 1}},
		"no such handset, answer lost": {early: early(undelivered, 30005), faults: drop, then: []happening{after(time.Hour)}, end: end{hasFailed, isOver, "bad_number", nil, 1}},
		"off":                          {early: early(undelivered, 30003), then: []happening{after(11 * time.Minute)}, end: end{isSent, isAsked, "", nil, 2}},
		"off, answer lost":             {early: early(undelivered, 30003), faults: drop, then: []happening{after(11 * time.Minute)}, end: end{isSent, isAsked, "", nil, 2}},
		"off, and off again":           {early: early(undelivered, 30003), then: []happening{after(11 * time.Minute), says(undelivered, 30003), after(time.Hour)}, end: end{hasFailed, isAsked, "", nil, 2}},
		"the sender isn't known":       {early: early(failed, 30018), end: end{waits, isAsked, "", []string{"TIEPSUC"}, 1}},
		"no sender, answer lost":       {early: early(failed, 30018), faults: drop, then: []happening{after(time.Hour)}, end: end{waits, isAsked, "", []string{"TIEPSUC"}, 1}},
		"answer lost, said later":      {faults: drop, then: []happening{says(sent), says(delivered), after(time.Hour)}, end: arrived},
		"answer lost, said again":      {faults: drop, then: []happening{after(time.Hour), says(sent), says(delivered)}, end: arrived},
		"answer lost, forged":          {faults: drop, then: []happening{forged(undelivered, 30005)}, end: end{maybe, isAsked, "", nil, 1}},
	})
}

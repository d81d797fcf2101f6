package sim

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// BehaviourFormat names the version of a behaviour file.
const BehaviourFormat = "tiepsuc.behaviour/1"

// Behaviour is how people behave, on the average. Shares and probabilities are between 0 and
// 1, hours are "15:04" in the campaign's zone.
type Behaviour struct {
	Format       string   `json:"format"`
	Accept       Accept   `json:"accept"`
	ReplyMinutes Replying `json:"replyMinutes"`
	Night        Night    `json:"night"`
	Withdraw     float64  `json:"withdraw"`     // share of the confirmed who take it back before the start
	ShowUp       float64  `json:"showUp"`       // share of the confirmed who come
	Late         Late     `json:"late"`         // of those who come
	PhoneOff     float64  `json:"phoneOff"`     // share of texts that nobody ever sees
	BadNumber    float64  `json:"badNumber"`    // share of people whose number is wrong
	UnclearReply float64  `json:"unclearReply"` // share of answers that are a text nobody can read
}

// Accept is the probability of a yes: a logit whose constant is that of Base, the others are
// added per kilometre, for a preferred commune, per hour between the question and the start,
// and per ask of the last seven days. Spread is the standard deviation of a person's own
// effect, which the platform doesn't know.
type Accept struct {
	Base           float64 `json:"base"`
	PerKm          float64 `json:"perKm"`
	Preferred      float64 `json:"preferred"`
	PerHourAhead   float64 `json:"perHourAhead"`
	PerAskThisWeek float64 `json:"perAskThisWeek"`
	Spread         float64 `json:"spread"`
}

// Replying is how long people take: log-normal with a median in minutes and the standard
// deviation of the logarithm. Never is the share of texts that are never answered.
type Replying struct {
	Median float64 `json:"median"`
	Sigma  float64 `json:"sigma"`
	Never  float64 `json:"never"`
}

// Night is when people take ReplyFactor times as long.
type Night struct {
	From        string  `json:"from"`
	To          string  `json:"to"`
	ReplyFactor float64 `json:"replyFactor"`
}

// Late is the share of those who come late, and by how many minutes in the median.
type Late struct {
	Share         float64 `json:"share"`
	MedianMinutes float64 `json:"medianMinutes"`
}

// DefaultBehaviour is what people do unless a file says otherwise.
func DefaultBehaviour() Behaviour {
	return Behaviour{
		Format:       BehaviourFormat,
		Accept:       Accept{Base: 0.35, PerKm: -0.015, Preferred: 0.2, PerHourAhead: 0.003, PerAskThisWeek: -0.04, Spread: 0.8},
		ReplyMinutes: Replying{Median: 22, Sigma: 1.2, Never: 0.18},
		Night:        Night{From: "22:00", To: "06:30", ReplyFactor: 12},
		Withdraw:     0.06, ShowUp: 0.93, Late: Late{Share: 0.1, MedianMinutes: 12},
		PhoneOff: 0.03, BadNumber: 0.01, UnclearReply: 0.04,
	}
}

// Check names every value that makes no sense by its path in the file.
func (b Behaviour) Check() error {
	faults := []error{wrong("format", b.Format == BehaviourFormat, "must be "+BehaviourFormat)}
	for _, share := range []struct {
		path  string
		value float64
	}{
		{"withdraw", b.Withdraw},
		{"showUp", b.ShowUp},
		{"phoneOff", b.PhoneOff},
		{"badNumber", b.BadNumber},
		{"unclearReply", b.UnclearReply},
		{"late.share", b.Late.Share},
		{"replyMinutes.never", b.ReplyMinutes.Never},
	} {
		faults = append(faults, wrong(share.path, 0 <= share.value && share.value <= 1, "must be between 0 and 1"))
	}
	return errors.Join(append(faults,
		wrong("accept.base", 0 < b.Accept.Base && b.Accept.Base < 1, "must be between 0 and 1, without either"),
		wrong("accept.spread", b.Accept.Spread >= 0, "must not be negative"),
		wrong("replyMinutes.median", b.ReplyMinutes.Median > 0, "must be positive"),
		wrong("replyMinutes.sigma", b.ReplyMinutes.Sigma >= 0, "must not be negative"),
		wrong("late.medianMinutes", b.Late.MedianMinutes >= 0, "must not be negative"),
		wrong("night.replyFactor", b.Night.ReplyFactor >= 1, "must be 1 or more"),
		wrongClock("night.from", b.Night.From), wrongClock("night.to", b.Night.To),
	)...)
}

func wrong(path string, ok bool, what string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%s %s", path, what)
}

func wrongClock(path, value string) error {
	_, err := clock(value)
	return wrong(path, err == nil, `must be an hour such as "22:00"`)
}

// clock is an hour of the day, as the time since midnight.
func clock(value string) (time.Duration, error) {
	at, err := time.Parse("15:04", value)
	if err != nil {
		return 0, fmt.Errorf("read an hour: %w", err)
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, nil
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

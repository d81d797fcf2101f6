package match_test

import (
	"math"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestPromptnessAssumesThirtyMinutes(t *testing.T) {
	t.Parallel()
	var nothingKnown match.Promptness
	for window, want := range map[time.Duration]float64{0: 0, 10 * time.Minute: 0.19, 30 * time.Minute: 0.5, time.Hour: 0.71, 12 * time.Hour: 0.99} {
		if got := nothingKnown.Within(9, window); math.Abs(got-want) > 0.01 {
			t.Errorf("within %v: %.3f, want %.2f", window, got, want)
		}
	}
}

func TestPromptnessLearnsByTheHour(t *testing.T) {
	t.Parallel()
	quick, slow := 8, 13
	var hours [24]match.Delays
	hours[quick] = match.Delays{Answers: 200, LogMinutes: 200 * math.Log(5)}
	hours[slow] = match.Delays{Answers: 200, LogMinutes: 200 * math.Log(120)}
	p := match.NewPromptness(hours)
	atQuick, atSlow, unknown := p.Within(quick, 10*time.Minute), p.Within(slow, 10*time.Minute), p.Within(20, 10*time.Minute)
	if !(atSlow < unknown && unknown < atQuick) {
		t.Errorf("in ten minutes: %.2f where answers come soon, %.2f where late, %.2f where none is known", atQuick, atSlow, unknown)
	}
	if atQuick < 0.6 || atSlow > 0.1 {
		t.Errorf("200 answers hardly count: %.2f and %.2f", atQuick, atSlow)
	}
}

func TestPromptnessBelievesFewAnswersLittle(t *testing.T) {
	t.Parallel()
	var hours [24]match.Delays
	hours[8] = match.Delays{Answers: 1}
	got, assumed := match.NewPromptness(hours).Within(8, 10*time.Minute), match.Promptness{}.Within(8, 10*time.Minute)
	if got <= assumed || got > 1.5*assumed {
		t.Errorf("one answer in a minute moves %.3f to %.3f", assumed, got)
	}
}

func TestPromptnessGrowsWithTheWindow(t *testing.T) {
	t.Parallel()
	var hours [24]match.Delays
	for hour := range hours {
		hours[hour] = match.Delays{Answers: float64(hour), LogMinutes: float64(hour * hour)}
	}
	p := match.NewPromptness(hours)
	for hour := range hours {
		before := 0.0
		for window := time.Minute; window < 24*time.Hour; window *= 2 {
			now := p.Within(hour, window)
			if now <= before || now > 1 {
				t.Fatalf("at %d: %v after %v within %v", hour, now, before, window)
			}
			before = now
		}
	}
}

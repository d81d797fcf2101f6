package match

import (
	"math"
	"time"
)

// Delays are answers, each weighing by its age (see [HalfLife]), and the sum of the natural
// logarithms of the minutes that they took, weighing the same.
type Delays struct{ Answers, LogMinutes float64 }

// How long an answer takes where nothing is known: half of them come within thirty minutes, and five
// in six within three and a half times that. Twenty answers weigh as much as that.
const (
	assumedMinutes = 30
	logSpread      = 1.25
	hourAnswers    = 20
)

// Promptness is how soon people answer who answer at all, by the hour of the campaign's day at
// which they are asked. The zero value assumes the same of every hour.
type Promptness struct {
	hours [24]Delays
	all   Delays
}

// NewPromptness takes the answers that are known, by the hour of asking from 0 to 23.
func NewPromptness(hours [24]Delays) Promptness {
	p := Promptness{hours: hours}
	for _, h := range hours {
		p.all.Answers += h.Answers
		p.all.LogMinutes += h.LogMinutes
	}
	return p
}

// Within is the probability that an answer which comes at all comes within so long of asking in an hour.
// Delays are taken as log-normal (Aitchison and Brown, The Lognormal Distribution, 1957, chapter 2) with a
// fixed spread; the mean of their logarithms in an hour is drawn to that of the day, and that one to what
// is assumed.
func (p Promptness) Within(hour int, window time.Duration) float64 {
	if window <= 0 {
		return 0
	}
	day := p.all.toward(math.Log(assumedMinutes))
	mean := p.hours[hour].toward(day)
	return math.Erfc(-(math.Log(window.Minutes())-mean)/(logSpread*math.Sqrt2)) / 2
}

// toward is the mean logarithm, drawn to another that weighs as [hourAnswers].
func (d Delays) toward(mean float64) float64 {
	return (d.LogMinutes + hourAnswers*mean) / (d.Answers + hourAnswers)
}

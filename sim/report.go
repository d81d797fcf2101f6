package sim

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// ReportFormat names the version of a report.
const ReportFormat = "tiepsuc.simulation/1"

// Report is what came of several runs. The same configuration gives the same report.
type Report struct {
	Format    string           `json:"format"`
	People    int              `json:"people"`
	Days      int              `json:"days"`
	Communes  int              `json:"communes"`
	Behaviour Behaviour        `json:"behaviour"`
	Scenarios []ScenarioReport `json:"scenarios"`
}

// ScenarioReport is a scenario with its policies, and what none of them can exceed, by figure.
type ScenarioReport struct {
	Name     string            `json:"name"`
	AtMost   map[string]Spread `json:"atMost,omitempty"`
	Policies []PolicyReport    `json:"policies"`
}

// PolicyReport is one policy in one scenario, run with several seeds, in their order.
type PolicyReport struct {
	Name  string            `json:"name"`
	Seeds []uint64          `json:"seeds"`
	Means map[string]Spread `json:"figures"`
	Days  []Day             `json:"days"` // of the middle seed
	Runs  []Figures         `json:"-"`
}

// Spread is the mean of a figure over the seeds, and its range.
type Spread struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// metric is one figure as it is reported.
type metric struct {
	key, title string
	percent    bool
	of         func(Figures) float64
}

// ceilings are the figures for which a bound is known, by the key of what they bound.
func ceilings() map[string]func(Figures) float64 {
	return map[string]func(Figures) float64{
		"filled":        func(f Figures) float64 { return f.AtMost.Filled },
		"floorCovered":  func(f Figures) float64 { return f.AtMost.FloorCovered },
		"lowestCommune": func(f Figures) float64 { return f.AtMost.LowestCommune },
	}
}

func metrics() []metric {
	return []metric{
		{"filled", "seats filled at start", true, func(f Figures) float64 { return f.Filled }},
		{"floorCovered", "floor minutes covered", true, func(f Figures) float64 { return f.FloorCovered }},
		{"lowestCommune", "lowest commune", true, func(f Figures) float64 { return f.LowestCommune }},
		{"asksPerSeat", "asks per filled seat", false, func(f Figures) float64 { return f.Asks }},
		{"messagesPerSeat", "messages per filled seat", false, func(f Figures) float64 { return f.Messages }},
		{"segmentsPerSeat", "segments paid per filled seat", false, func(f Figures) float64 { return f.Segments }},
		{"replaceMedian", "minutes to a replacement, median", false, func(f Figures) float64 { return f.ReplaceMedian }},
		{"replaceP95", "minutes to a replacement, p95", false, func(f Figures) float64 { return f.ReplaceP95 }},
		{"replaced", "noes that were replaced", true, func(f Figures) float64 { return f.Replaced }},
		{"asksP95", "asks of a volunteer, p95", false, func(f Figures) float64 { return f.AsksP95 }},
		{"turnedAway", "confirmed people turned away", false, func(f Figures) float64 { return float64(f.TurnedAway) }},
		{"tooLate", "yeses that came too late", false, func(f Figures) float64 { return float64(f.TooLate) }},
		{"unclear", "unclear answers", true, func(f Figures) float64 { return f.Unclear }},
	}
}

// SummariseScenario sums up one scenario's policies. What they can't exceed hangs on the seed alone, so the
// runs of the first tell it, if they were asked for it.
func SummariseScenario(name string, policies []PolicyReport) ScenarioReport {
	s := ScenarioReport{Name: name, Policies: policies}
	if len(policies) == 0 || slices.ContainsFunc(policies[0].Runs, func(f Figures) bool { return f.AtMost == nil }) {
		return s
	}
	s.AtMost = map[string]Spread{}
	for key, of := range ceilings() {
		s.AtMost[key] = spread(policies[0].Runs, of)
	}
	return s
}

// Summarise sums up one policy's runs.
func Summarise(policy string, seeds []uint64, runs []Figures) PolicyReport {
	p := PolicyReport{Name: policy, Seeds: seeds, Runs: runs, Means: map[string]Spread{}}
	for _, m := range metrics() {
		p.Means[m.key] = spread(runs, m.of)
	}
	if len(runs) > 0 {
		p.Days = runs[len(runs)/2].Days
	}
	return p
}

func spread(runs []Figures, of func(Figures) float64) Spread {
	var s Spread
	for i, f := range runs {
		v := of(f)
		s.Mean += v / float64(len(runs))
		if i == 0 || v < s.Low {
			s.Low = v
		}
		if i == 0 || v > s.High {
			s.High = v
		}
	}
	return s
}

// Table writes the figures for people to read, a table for each scenario: the mean, and the
// range where the seeds differ.
func (r Report) Table(out io.Writer) error {
	for _, s := range r.Scenarios {
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		head := []string{s.Name}
		for _, p := range s.Policies {
			head = append(head, p.Name)
		}
		if s.AtMost != nil {
			head = append(head, "at most")
		}
		fmt.Fprintln(w, strings.Join(head, "\t"))
		for _, m := range metrics() {
			row := []string{m.title}
			for _, p := range s.Policies {
				row = append(row, m.cell(p.Means[m.key]))
			}
			if most, known := s.AtMost[m.key]; known {
				row = append(row, m.cell(most))
			}
			fmt.Fprintln(w, strings.Join(row, "\t"))
		}
		fmt.Fprintln(w)
		if err := w.Flush(); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	return nil
}

func (m metric) cell(s Spread) string {
	if s.Low == s.High {
		return m.number(s.Mean)
	}
	return fmt.Sprintf("%s (%s–%s)", m.number(s.Mean), m.number(s.Low), m.number(s.High))
}

func (m metric) number(v float64) string {
	if m.percent {
		return fmt.Sprintf("%.1f%%", 100*v)
	}
	return fmt.Sprintf("%.1f", v)
}

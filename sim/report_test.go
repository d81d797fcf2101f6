package sim_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/sim"
)

func report() sim.Report {
	day := func(share float64) []sim.Day {
		return []sim.Day{{Date: "2026-11-23", Floor: share}, {Date: "2026-11-24", Floor: 1}}
	}
	runs := []sim.Figures{{Filled: 0.5, Asks: 2, AtMost: &sim.Ceiling{Filled: 0.8}, Days: day(0.5)}, {Filled: 0.7, Asks: 2, AtMost: &sim.Ceiling{Filled: 0.9}, Days: day(0.25)}}
	return sim.Report{Format: sim.ReportFormat, Scenarios: []sim.ScenarioReport{
		sim.SummariseScenario("storm <1>", []sim.PolicyReport{sim.Summarise("waves", []uint64{1, 2}, runs)}),
	}}
}

func TestTheTableTellsTheMeanTheRangeWhereSeedsDifferAndWhatCanBeHad(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := report().Table(&out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	got := []string{strings.Join(strings.Fields(lines[1]), " "), strings.Join(strings.Fields(lines[4]), " ")}
	want := []string{"seats filled at start 60.0% (50.0%–70.0%) 85.0% (80.0%–90.0%)", "asks per filled seat 2.0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestTheChartIsWellFormedAndHasALineForEachPolicyAndPanel(t *testing.T) {
	t.Parallel()
	decoder := xml.NewDecoder(strings.NewReader(report().Chart()))
	lines := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "polyline" {
			lines++
		}
	}
	if lines != 2 {
		t.Errorf("got %d lines, want 2", lines)
	}
}

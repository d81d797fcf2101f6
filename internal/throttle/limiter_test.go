package throttle_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/throttle"
)

func TestABurstPassesThenOnlyWhatTimeGivesBack(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	l := throttle.New(throttle.Rate{Burst: 2, PerSecond: 1})
	var got []bool
	for _, after := range []time.Duration{0, 0, 0, time.Second, time.Second, time.Hour} {
		got = append(got, l.Allow("a", noon.Add(after)))
	}
	if diff := cmp.Diff([]bool{true, true, false, true, false, true}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !l.Allow("b", noon) {
		t.Error("one key's haste held another one up")
	}
}

package planner_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails when a run, one that was stopped included, has left a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

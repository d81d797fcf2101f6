package main

import (
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/dispatch"
)

// publishLimits reads within what the plan of the night is published by itself; nil, never, when
// neither limit is set. One alone is refused: it would let a plan through however the other stands.
func (r *envReader) publishLimits(gap, change string) *dispatch.PublishLimits {
	hasGap, hasChange := strings.TrimSpace(r.getenv(gap)) != "", strings.TrimSpace(r.getenv(change)) != ""
	if !hasGap && !hasChange {
		return nil
	}
	if !hasGap {
		r.wrong(gap, "must be set beside "+change)
	}
	if !hasChange {
		r.wrong(change, "must be set beside "+gap)
	}
	return &dispatch.PublishLimits{Gap: r.percent(gap), Change: r.percent(change)}
}

// percent reads a share that is written in percent; not set means 0.
func (r *envReader) percent(name string) float64 {
	value := strings.TrimSpace(r.getenv(name))
	if value == "" {
		return 0
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || !(n >= 0 && n <= 100) {
		r.wrong(name, "must be a percentage from 0 to 100, such as 2.5")
	}
	return n / 100
}

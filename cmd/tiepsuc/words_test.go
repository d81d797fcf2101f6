package main

import (
	"errors"
	"fmt"
	"testing"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestARefusalIsSaidInWordsWithWhatLedToIt(t *testing.T) {
	t.Parallel()
	missing, phone := roster.Missing("ask"), roster.Bad("phone", "phone.not_vietnamese_mobile", "value", "12")
	const noAsk = "There is no such ask, or it isn't yours to see."
	const noPhone = "phone: “12” is not a Vietnamese mobile number. Please write it like 0912345678 or +84912345678; landlines, hotlines and foreign numbers cannot get our texts."
	cases := map[string]struct {
		err  error
		want string
	}{
		"none of ours": {errors.New("no such host"), "no such host"},
		"one":          {missing, noAsk},
		"within":       {fmt.Errorf("first plan: %w", missing), "first plan: " + noAsk},
		"several":      {fmt.Errorf("row 3: %w", roster.Faults{phone, missing}), "row 3: " + noPhone + "\n" + noAsk},
		"with a cause": {&roster.Error{Kind: roster.NotFound, Key: missing.Key, Err: errors.New("no rows")}, noAsk + " (no rows)"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := plainly(tc.err); got != tc.want {
				t.Errorf("said %q, want %q", got, tc.want)
			}
		})
	}
}

package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// plainly is an error as people at a terminal read it: what the platform refuses is said in its
// own words, what led to it stays around them.
func plainly(err error) string {
	text := err.Error()
	if faults, ok := errors.AsType[roster.Faults](err); ok {
		var lines []string
		for _, e := range faults {
			lines = append(lines, sentence(e))
		}
		return strings.Replace(text, faults.Error(), strings.Join(lines, "\n"), 1)
	}
	if e, ok := errors.AsType[*roster.Error](err); ok {
		return strings.Replace(text, e.Error(), sentence(e), 1)
	}
	return text
}

// sentence says what was refused and where; its cause is for who runs the platform, and that is who
// reads this.
func sentence(e *roster.Error) string {
	text := i18n.Refusal(i18n.EN, e.Key, e.Args...)
	if e.Field != "" {
		text = e.Field + ": " + text
	}
	if e.Err != nil {
		text += fmt.Sprintf(" (%v)", e.Err)
	}
	return text
}

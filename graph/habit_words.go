package graph

import (
	"math"
	"slices"
	"strings"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// median says within how many minutes half of the answers came; empty when there was none.
func median(l i18n.Lang, minutes *float64) string {
	if minutes == nil {
		return ""
	}
	return i18n.Text(l, "habits.median", "minutes", int(math.Ceil(*minutes)))
}

// inOneLine joins what there is to say.
func inOneLine(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "; ")
}

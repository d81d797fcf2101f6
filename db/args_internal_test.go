package db

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNamesAreRewrittenTheSameEachTime(t *testing.T) {
	t.Parallel()
	const query = `SELECT @b, '@a', @a::int, @b -- @c`
	for _, args := range []namedArgs{{"a": 1, "b": "x"}, {"a": 2, "b": "y", "more": true}} {
		got, values, err := args.RewriteQuery(t.Context(), nil, query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]any{`SELECT $1, '@a', $2::int, $1 -- @c`, []any{args["b"], args["a"]}}, []any{got, values}); diff != "" {
			t.Errorf("mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestANameWithoutAValueIsRefused(t *testing.T) {
	t.Parallel()
	const query = `SELECT @there, @missing`
	for range 2 {
		if _, _, err := (namedArgs{"there": 1}).RewriteQuery(t.Context(), nil, query, nil); err == nil || !strings.Contains(err.Error(), "no value for ") {
			t.Errorf("%v, want that there is no value", err)
		}
		if _, _, err := (namedArgs{"there": 1, "missing": nil}).RewriteQuery(t.Context(), nil, query, nil); err != nil {
			t.Error(err)
		}
	}
}

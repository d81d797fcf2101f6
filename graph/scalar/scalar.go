// Package scalar writes and reads the API's own scalars: moments as RFC 3339 and days as
// YYYY-MM-DD.
package scalar

import (
	"context"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tiepsuc/tiepsuc/roster"
)

// MarshalTime writes a moment with the offset of the campaign's zone.
func MarshalTime(t time.Time) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(ctx context.Context, w io.Writer) error {
		_, err := io.WriteString(w, strconv.Quote(t.In(zoneOf(ctx)).Format(time.RFC3339)))
		return err
	})
}

// UnmarshalTime reads a moment; one without an offset is refused, since nobody could tell
// when it is.
func UnmarshalTime(_ context.Context, v any) (time.Time, error) {
	text, ok := v.(string)
	if !ok {
		return time.Time{}, roster.Bad("", "time.malformed", "value", v)
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, roster.Bad("", "time.malformed", "value", text)
	}
	return t, nil
}

// MarshalDate writes a day.
func MarshalDate(d roster.Date) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(d.String())) })
}

// UnmarshalDate reads a day.
func UnmarshalDate(v any) (roster.Date, error) {
	text, ok := v.(string)
	if !ok {
		return roster.Date{}, roster.Bad("", "date.malformed", "value", v)
	}
	d, err := roster.ParseDate(text)
	if wrong, bad := errors.AsType[*roster.Error](err); bad {
		wrong.Field = "" // the answer names the input's path
	}
	return d, err
}

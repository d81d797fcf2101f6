package graph

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// message is an error in the words of the request's language.
func message(ctx context.Context, e *roster.Error) string {
	return i18n.Refusal(langOf(ctx), e.Key, e.Args...)
}

// presenter is the one place where errors become answers: what people may know, in their
// language, with code, key and field; all else is logged and told as INTERNAL. longest is how long
// an operation may take.
func presenter(log *slog.Logger, longest time.Duration) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		if errors.Is(err, context.DeadlineExceeded) {
			return shown(ctx, &roster.Error{Kind: roster.Limited, Key: "query.took_too_long", Args: []any{"max", int(longest.Seconds())}})
		}
		if faults, ok := errors.AsType[roster.Faults](err); ok {
			return allOf(ctx, faults)
		}
		if known, ok := errors.AsType[*roster.Error](err); ok {
			if known.Kind == roster.Internal {
				log.ErrorContext(ctx, "graphql", "error", err)
			}
			return shown(ctx, placed(err, known))
		}
		if own, ok := errors.AsType[*gqlerror.Error](err); ok && own.Err == nil {
			return requestError(ctx, own)
		}
		if ctx.Err() == nil {
			log.ErrorContext(ctx, "graphql", "error", err)
		}
		return shown(ctx, &roster.Error{Kind: roster.Internal, Key: "internal"})
	}
}

func shown(ctx context.Context, e *roster.Error) *gqlerror.Error {
	extensions := map[string]any{"code": string(e.Kind), "key": e.Key}
	if e.Field != "" {
		extensions["field"] = e.Field
	}
	return &gqlerror.Error{Message: message(ctx, e), Path: graphql.GetPath(ctx), Extensions: extensions}
}

// allOf adds all faults but the last to the answer, in their order, and returns that one, which comes
// after them.
func allOf(ctx context.Context, faults roster.Faults) *gqlerror.Error {
	last := len(faults) - 1
	for _, f := range faults[:last] {
		graphql.AddError(ctx, shown(ctx, f))
	}
	return shown(ctx, faults[last])
}

// placed names the input at which a value couldn't be read: its path below the field that
// was asked for.
func placed(err error, known *roster.Error) *roster.Error {
	own, ok := errors.AsType[*gqlerror.Error](err)
	if known.Field != "" || known.Kind != roster.BadInput || !ok {
		return known
	}
	at := *known
	_, at.Field, _ = strings.Cut(own.Path.String(), ".")
	return &at
}

// requestError says that the query is wrong, or past a limit, and keeps the technical word on
// where.
func requestError(ctx context.Context, e *gqlerror.Error) *gqlerror.Error {
	kind, key := roster.BadInput, "query.malformed"
	code, _ := e.Extensions["code"].(string)
	switch {
	case e.Extensions["key"] != nil || code == "PERSISTED_QUERY_NOT_FOUND":
		// Already in words, or in those that clients of persisted queries look for.
		return e
	case e.Message == "Maximum introspection depth exceeded":
		return shown(ctx, &roster.Error{Kind: roster.Limited, Key: "query.too_many_lists", Args: []any{"max", schemaLists}})
	case code == "COMPLEXITY_LIMIT_EXCEEDED" || strings.HasPrefix(e.Message, "exceeded "):
		kind, key = roster.Limited, "query.too_large"
	}
	known := &roster.Error{Kind: kind, Key: key, Field: fieldOf(e), Args: []any{"detail", e.Message}}
	answer := shown(ctx, known)
	answer.Locations, answer.Path = e.Locations, e.Path
	return answer
}

// fieldOf is the input that a variable's error speaks of, such as input.roles[0].seats.
func fieldOf(e *gqlerror.Error) string {
	path := e.Path.String()
	const variable = "variable."
	if len(path) > len(variable) && path[:len(variable)] == variable {
		return path[len(variable):]
	}
	return path
}

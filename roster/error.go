package roster

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure an Error is. The values are the codes that the API shows.
type Kind string

// The kinds of failure a caller can tell apart.
const (
	BadInput        Kind = "BAD_INPUT"
	NotFound        Kind = "NOT_FOUND"
	Forbidden       Kind = "FORBIDDEN"
	Unauthenticated Kind = "UNAUTHENTICATED"
	Conflict        Kind = "CONFLICT"
	Limited         Kind = "LIMITED"
	Unavailable     Kind = "UNAVAILABLE"
	Internal        Kind = "INTERNAL"
)

// Error is the only error whose content a person may see: its Key is translated by
// package i18n under "error.<Key>", Args fill the placeholders, Field names the place in
// the input ("input.roles[0].seats"). Err is for the log alone.
type Error struct {
	Kind  Kind
	Key   string
	Field string
	Args  []any
	Err   error
}

// Error describes the failure for a log.
func (e *Error) Error() string {
	text := string(e.Kind) + " " + e.Key
	if e.Field != "" {
		text += " at " + e.Field
	}
	if e.Err != nil {
		text += fmt.Sprintf(": %v", e.Err)
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Bad says that the input at field is wrong, in words under key. Args are name, value pairs.
func Bad(field, key string, args ...any) *Error {
	return &Error{Kind: BadInput, Key: key, Field: field, Args: args}
}

// Missing says that there is no such noun, or none that this viewer may know of.
func Missing(noun string) *Error { return &Error{Kind: NotFound, Key: noun + ".not_found"} }

// Denied says that the viewer may not do this.
func Denied(key string) *Error { return &Error{Kind: Forbidden, Key: key} }

// Clash says that the state of things forbids this, in words under key.
func Clash(key string, args ...any) *Error {
	return &Error{Kind: Conflict, Key: key, Args: args}
}

// KindOf returns the kind of err: Internal for an error that is none of ours, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Faults are several errors of one input, reported together.
type Faults []*Error

// Error lists all faults for a log.
func (f Faults) Error() string {
	errs := make([]error, len(f))
	for i, e := range f {
		errs[i] = e
	}
	return errors.Join(errs...).Error()
}

// Err is f as an error, nil when there is no fault.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

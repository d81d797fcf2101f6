package db

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tiepsuc/tiepsuc/roster"
)

// The SQLSTATE codes that are told apart (PostgreSQL manual, appendix A).
const (
	uniqueViolation     = "23505"
	exclusionViolation  = "23P01"
	checkViolation      = "23514"
	foreignKeyViolation = "23503"
	invalidText         = "22P02"
	deadlock            = "40P01"
	serialization       = "40001"
	readOnly            = "25006" // of a server that follows another
	refused             = "TS001" // by refuse in the migrations
)

// met tells whether PostgreSQL ended a transaction only because it met another one.
func met(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == deadlock || pg.Code == serialization)
}

// Unfit tells whether PostgreSQL refuses the values themselves (class 22), so that trying
// again is of no use.
func Unfit(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code[:2] == "22"
}

// Passing tells whether an error says something of the moment and nothing of what was to be done: the
// database was away, full, stopped or busy with others, or there was no time left.
func Passing(err error) bool {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Code == readOnly || slices.Contains([]string{"08", "40", "53", "55", "57", "58"}, pg.Code[:2])
	}
	if _, ok := errors.AsType[net.Error](err); ok || pgconn.SafeToRetry(err) {
		return true
	}
	return slices.ContainsFunc([]error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, pgconn.ErrConnClosed}, func(known error) bool {
		return errors.Is(err, known)
	})
}

// constraintErrors maps the constraints a person can run into to what they are told.
func constraintErrors(name string) *roster.Error {
	switch name {
	case "volunteers_phone_key":
		return &roster.Error{Kind: roster.Conflict, Key: "volunteer.phone_taken", Field: "phone"}
	case "volunteers_external_id_key":
		return &roster.Error{Kind: roster.Conflict, Key: "volunteer.external_id_taken", Field: "externalId"}
	case "assignments_one_place_at_a_time":
		return roster.Clash("assignment.double_booked")
	case "assignments_live_key":
		return roster.Clash("assignment.already_there")
	case "roles_taken_check":
		return roster.Clash("role.full")
	case "plan_runs_pkey":
		return &roster.Error{Kind: roster.Conflict, Key: "plan.id_taken", Field: "id"}
	case "privacy_requests_open_key":
		return roster.Clash("privacy.already_open")
	case "privacy_holds_standing_key":
		return roster.Clash("privacy.held_already")
	case "processors_name_key":
		return &roster.Error{Kind: roster.Conflict, Key: "privacy.processor_there", Field: "input.name"}
	case "hooks_url_key":
		return roster.Clash("hook.already_there")
	case "assignments_swap_key":
		return roster.Clash("swap.already_open")
	case "staff_phone_key":
		return &roster.Error{Kind: roster.Conflict, Key: "staff.phone_taken", Field: "phone"}
	case "staff_email_key":
		return &roster.Error{Kind: roster.Conflict, Key: "staff.email_taken", Field: "email"}
	case "asks_open_assignment_key":
		return roster.Clash("ask.already_open")
	}
	return nil
}

// translate turns what PostgreSQL refused into the platform's errors; everything else is
// passed on for the log. An id that isn't one can't name a row: NotFound.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*roster.Error](err); ok && known != nil {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return &roster.Error{Kind: roster.NotFound, Key: "row.not_found", Err: err}
	}
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return err
	}
	switch pg.Code {
	case refused:
		return &roster.Error{Kind: roster.Conflict, Key: pg.Message, Err: err}
	case invalidText:
		return &roster.Error{Kind: roster.NotFound, Key: "row.not_found", Err: err}
	case uniqueViolation, exclusionViolation, checkViolation, foreignKeyViolation:
		if known := constraintErrors(pg.ConstraintName); known != nil {
			known.Err = err
			return known
		}
	}
	return err
}

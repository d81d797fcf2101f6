package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Env is what a command gets from the outside world. Only this package reads it from the
// process; everything below gets plain values.
type Env struct {
	Ctx            context.Context
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
}

// The exit codes of every command: done, it failed or the check found faults, and wrong
// usage or unreadable input.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// exitError carries an exit code other than 1.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usageError marks err as wrong usage or unreadable input: exit code 2.
func usageError(err error) error { return &exitError{code: exitUsage, err: err} }

// exitCode tells the process exit code for what a command returned.
func exitCode(err error) int {
	if err == nil {
		return exitDone
	}
	if e, ok := errors.AsType[*exitError](err); ok {
		return e.code
	}
	if roster.KindOf(err) == roster.BadInput {
		return exitUsage
	}
	return exitFailed
}

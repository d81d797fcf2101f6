package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The files of a folder: what is appended to, what is being taken, what nobody would take,
// and the locks of appending and of taking.
const (
	incomingName = "incoming"
	takingName   = "taking"
	refusedName  = "refused"
	appendLock   = "append.lock"
	takeLock     = "take.lock"
)

// Spool is a folder of records.
type Spool struct{ dir string }

// Open makes the folder when there is none, and fails when nothing can be kept in it: better
// at the start than in the hour of need.
func Open(dir string) (*Spool, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the spool's folder: %w", err)
	}
	trial, err := os.CreateTemp(dir, "trial")
	if err != nil {
		return nil, fmt.Errorf("write to the spool's folder: %w", err)
	}
	if err := errors.Join(trial.Close(), os.Remove(trial.Name())); err != nil {
		return nil, fmt.Errorf("write to the spool's folder: %w", err)
	}
	return &Spool{dir: dir}, nil
}

// Empty tells whether there is nothing left to take. A folder that can't be read is not empty.
func (s *Spool) Empty() bool {
	return s.absent(incomingName) && s.absent(takingName)
}

// Append keeps a record, which must hold no line break. When it returns nil the record is on
// the disk.
func (s *Spool) Append(record []byte) error {
	unlock, err := lock(s.path(appendLock), waiting)
	if err != nil {
		return err
	}
	defer unlock()
	return appendLine(s.path(incomingName), record)
}

func (s *Spool) path(name string) string { return filepath.Join(s.dir, name) }

func (s *Spool) absent(name string) bool {
	_, err := os.Stat(s.path(name))
	return errors.Is(err, fs.ErrNotExist)
}

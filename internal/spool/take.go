package spool

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// ErrRefused marks a record that will never be taken, whenever it is tried: Take puts it
// aside, in a file of its own, for a person to look at.
var ErrRefused = errors.New("record refused")

// Taken says what became of the records that Take came by. Broken lines are those that a
// crash left half written.
type Taken struct{ Taken, Refused, Broken int }

// Take gives take every record in the order they came, until there is none left or one can't
// be taken: then that one and all after it stay. While another program takes, it does nothing.
func (s *Spool) Take(take func(record []byte) error) (Taken, error) {
	var sum Taken
	unlock, err := lock(s.path(takeLock), trying)
	if errors.Is(err, errLocked) {
		return sum, nil
	}
	if err != nil {
		return sum, err
	}
	defer unlock()
	for {
		if err := s.rotate(); err != nil {
			return sum, err
		}
		if s.absent(takingName) {
			return sum, nil
		}
		if err := s.takeFile(take, &sum); err != nil {
			return sum, err
		}
	}
}

// rotate makes what came in what is taken, unless there is a rest from last time, which came
// before.
func (s *Spool) rotate() error {
	unlock, err := lock(s.path(appendLock), waiting)
	if err != nil {
		return err
	}
	defer unlock()
	if !s.absent(takingName) || s.absent(incomingName) {
		return nil
	}
	if err := os.Rename(s.path(incomingName), s.path(takingName)); err != nil {
		return fmt.Errorf("turn the spool over: %w", err)
	}
	return nil
}

func (s *Spool) takeFile(take func(record []byte) error, sum *Taken) error {
	content, err := os.ReadFile(s.path(takingName))
	if err != nil {
		return fmt.Errorf("read the spool: %w", err)
	}
	for text := range bytes.SplitSeq(bytes.TrimSuffix(content, []byte("\n")), []byte("\n")) {
		if err := s.takeLine(text, take, sum); err != nil {
			return err
		}
	}
	if err := os.Remove(s.path(takingName)); err != nil {
		return fmt.Errorf("remove the taken spool: %w", err)
	}
	return nil
}

func (s *Spool) takeLine(text []byte, take func(record []byte) error, sum *Taken) error {
	record, whole := read(text)
	if !whole {
		sum.Broken++
		return nil
	}
	err := take(record)
	if errors.Is(err, ErrRefused) {
		sum.Refused++
		return appendLine(s.path(refusedName), record)
	}
	if err == nil {
		sum.Taken++
	}
	return err
}

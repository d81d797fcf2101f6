package spool

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// How a lock that somebody holds is met: by waiting for it, or by going away.
const (
	waiting = syscall.LOCK_EX
	trying  = syscall.LOCK_EX | syscall.LOCK_NB
)

var errLocked = errors.New("somebody holds the lock")

// lock takes a lock that dies with the program that holds it.
func lock(path string, how int) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the spool: %w", err)
	}
	err = syscall.Flock(int(file.Fd()), how)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(errLocked, file.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the spool: %w", err), file.Close())
	}
	return func() { _ = file.Close() }, nil
}

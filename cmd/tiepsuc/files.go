package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/tiepsuc/tiepsuc/planner"
)

// readFile opens a file, gunzipped when its name ends in .gz, and reads it. What can't be
// read is wrong usage: exit code 2.
func readFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	file, err := os.Open(path) //nolint:gosec // the user named it
	if err != nil {
		return none, usageError(err)
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		unzipped, err := gzip.NewReader(file)
		if err != nil {
			return none, usageError(fmt.Errorf("%s: %w", path, err))
		}
		from = unzipped
	}
	value, err := read(from)
	if faults, ok := errors.AsType[planner.Faults](err); ok {
		return none, usageError(fmt.Errorf("%s is refused, %d faults:\n%w", path, len(faults), faults))
	}
	if err != nil {
		return none, usageError(fmt.Errorf("%s: %w", path, err))
	}
	return value, nil
}

// writeFile writes JSON beside its place and renames it there, so that no reader sees half
// of it; gzipped when the name ends in .gz.
func writeFile(path string, value any) (err error) {
	half, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(half.Name()))
		}
	}()
	if err := encode(half, strings.HasSuffix(path, ".gz"), value); err != nil {
		return errors.Join(err, half.Close())
	}
	if err := half.Chmod(0o644); err != nil { //nolint:gosec // as any file that a user makes
		return errors.Join(err, half.Close())
	}
	if err := half.Close(); err != nil {
		return err
	}
	return os.Rename(half.Name(), path)
}

func encode(to io.Writer, zipped bool, value any) error {
	if !zipped {
		return json.NewEncoder(to).Encode(value)
	}
	w := gzip.NewWriter(to)
	return errors.Join(json.NewEncoder(w).Encode(value), w.Close())
}

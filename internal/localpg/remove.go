package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Remove deletes the cluster that Start has made in a folder, and the folder; none is fine.
// It refuses a folder that this program didn't make, and one in use with ErrInUse.
func Remove(ctx context.Context, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("database folder: %w", err)
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, markerName)); err != nil {
		return fmt.Errorf("database folder %s was not made by this program: %w", dir, err)
	}
	s := &Server{dir: dir}
	if err := s.takeLock(); err != nil {
		return err
	}
	defer s.lock.Close()
	if err := s.stopLeftover(ctx); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("remove the database folder: %w", err)
	}
	return nil
}

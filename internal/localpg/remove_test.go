package localpg_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/tiepsuc/tiepsuc/internal/localpg"
)

func TestRemoveDeletesOnlyWhatStartHasMade(t *testing.T) {
	t.Parallel()
	foreign := t.TempDir()
	kept := filepath.Join(foreign, "letter.txt")
	if err := os.WriteFile(kept, []byte("dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := localpg.Remove(t.Context(), foreign); err == nil {
		t.Error("a foreign folder was removed")
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
	if err := localpg.Remove(t.Context(), filepath.Join(foreign, "none")); err != nil {
		t.Errorf("nothing there: %v", err)
	}
}

func TestRemoveWaitsForNobodyWhoIsUsingTheFolder(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	server, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := localpg.Remove(t.Context(), dir); !errors.Is(err, localpg.ErrInUse) {
		t.Errorf("got %v, want %v", err, localpg.ErrInUse)
	}
	if err := server.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := localpg.Remove(t.Context(), dir); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder is still there")
	}
}

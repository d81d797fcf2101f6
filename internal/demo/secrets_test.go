package demo_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/demo"
)

func TestSecretsAreMadeOnceAndKeptToTheirOwner(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secrets.json")
	first, err := demo.KeepSecrets(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := demo.KeepSecrets(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %o, want 600", mode)
	}
	other, err := demo.KeepSecrets(filepath.Join(t.TempDir(), "secrets.json"))
	if err != nil {
		t.Fatal(err)
	}
	if other.Link == first.Link || len(first.Link) < 32 {
		t.Errorf("link key %q is short or not random", first.Link)
	}
}

func TestSecretsThatAreDamagedAreNotReplaced(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secrets.json")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := demo.KeepSecrets(path); err == nil {
		t.Error("links of yesterday's texts would have died silently")
	}
}

package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// owner is the user the server runs as: ourselves, or, since PostgreSQL refuses to run as
// root, the user postgres or nobody.
type owner struct {
	uid, gid int
	other    bool
}

func clusterOwner() (owner, error) {
	if os.Geteuid() != 0 {
		return owner{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			continue
		}
		gid, err := strconv.Atoi(u.Gid)
		if err != nil {
			continue
		}
		return owner{uid: uid, gid: gid, other: true}, nil
	}
	return owner{}, errors.New("running as root, and there is no user postgres or nobody to run PostgreSQL as")
}

// own gives the folder to the owner and checks that the owner can get there.
func (o owner) own(dir string) error {
	if !o.other {
		return nil
	}
	if err := os.Chown(dir, o.uid, o.gid); err != nil {
		return fmt.Errorf("give the database folder to its user: %w", err)
	}
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		if err != nil {
			return fmt.Errorf("database folder: %w", err)
		}
		const othersMayPass = 0o001
		if stat, ok := info.Sys().(*syscall.Stat_t); info.Mode()&othersMayPass == 0 && (!ok || int(stat.Uid) != o.uid) {
			return fmt.Errorf("database folder %s: %s is closed to the user that PostgreSQL runs as; choose a folder elsewhere, for example under /var/tmp", dir, parent)
		}
		if parent == filepath.Dir(parent) {
			return nil
		}
	}
}

// command prepares a program of the server's to run as the owner, apart from our terminal's
// signals, with an environment of its own.
func (o owner) command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = dieWithParent()
	cmd.SysProcAttr.Setpgid = true
	if o.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)} //nolint:gosec // ids of the system
	}
	return cmd
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tiepsuc": main})
}

// TestStories runs the program as people do. The commands that only stories have are in
// the files story*_test.go; $DB is a database for the one story that serves.
func TestStories(t *testing.T) {
	t.Parallel()
	database := dbtest.URL(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("DB", database)
			return setUpStory(env)
		},
		Cmds: storyCommands(),
	})
}

// setUpStory gives a story a folder that the database's own user can reach, which a
// test's temporary folder isn't under root.
func setUpStory(env *testscript.Env) error {
	dir, err := os.MkdirTemp("/tmp", "story") //nolint:usetesting // the socket's path must be short
	if err != nil {
		return err
	}
	env.Defer(func() { _ = os.RemoveAll(dir) })
	env.Setenv("DEMO", dir)
	env.Setenv("DATABASE_URL", "")
	program, err := programIn(env.Getenv("PATH"))
	if err != nil {
		return err
	}
	env.Setenv("PROGRAM", program)
	env.Values[storyKey{}] = &story{}
	return os.Chmod(dir, 0o711) //nolint:gosec // see above
}

// programIn finds the program under test, which is a link on the story's own path.
func programIn(path string) (string, error) {
	for _, dir := range filepath.SplitList(path) {
		if program := filepath.Join(dir, "tiepsuc"); exists(program) {
			return program, nil
		}
	}
	return "", os.ErrNotExist
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

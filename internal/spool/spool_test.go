package spool_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/spool"
)

func open(t *testing.T, dir string) *spool.Spool {
	t.Helper()
	s, err := spool.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func add(t *testing.T, s *spool.Spool, records ...string) {
	t.Helper()
	for _, record := range records {
		if err := s.Append([]byte(record)); err != nil {
			t.Fatal(err)
		}
	}
}

// taken takes all there is.
func taken(t *testing.T, s *spool.Spool) (records []string, sum spool.Taken) {
	t.Helper()
	sum, err := s.Take(func(record []byte) error {
		records = append(records, string(record))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return records, sum
}

func TestRecordsComeBackInOrderAndOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	add(t, open(t, dir), "một", "", "ba")
	s := open(t, dir) // as after a restart
	if s.Empty() {
		t.Error("empty with three records")
	}
	got, sum := taken(t, s)
	if diff := cmp.Diff([]string{"một", "", "ba"}, got); diff != "" || sum.Taken != 3 {
		t.Errorf("%+v (-want +got):\n%s", sum, diff)
	}
	if again, _ := taken(t, s); len(again) > 0 || !s.Empty() {
		t.Errorf("again %q, empty %t", again, s.Empty())
	}
}

func TestWhatCannotBeTakenStaysWithAllBehindIt(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	add(t, s, "1", "2", "3")
	away := errors.New("away")
	sum, err := s.Take(func(record []byte) error {
		if string(record) == "2" {
			return away
		}
		return nil
	})
	if !errors.Is(err, away) || sum.Taken != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
	add(t, s, "4")
	got, _ := taken(t, s)
	if diff := cmp.Diff([]string{"1", "2", "3", "4"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestARefusedRecordGoesAsideAndHoldsUpNobody(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	add(t, s, "good", "bad", "good")
	sum, err := s.Take(func(record []byte) error {
		if string(record) == "bad" {
			return fmt.Errorf("%w: never", spool.ErrRefused)
		}
		return nil
	})
	if diff := cmp.Diff(spool.Taken{Taken: 2, Refused: 1}, sum); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if aside, err := os.ReadFile(filepath.Join(dir, "refused")); err != nil || len(aside) == 0 {
		t.Errorf("put aside: %q, %v", aside, err)
	}
}

// TestALineThatACrashLeftOpenSpoilsNothingElse cuts the file at every byte of its last line.
func TestALineThatACrashLeftOpenSpoilsNothingElse(t *testing.T) {
	t.Parallel()
	whole := func(dir string) []byte {
		add(t, open(t, dir), "first", "second")
		content, err := os.ReadFile(filepath.Join(dir, "incoming"))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}(t.TempDir())
	first := len(whole) / 2 // the words differ by one byte
	for cut := first + 1; cut < len(whole)-1; cut++ {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "incoming"), whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		add(t, s, "third")
		got, sum := taken(t, s)
		if diff := cmp.Diff([]string{"first", "third"}, got); diff != "" || sum.Broken != 1 {
			t.Errorf("cut at %d of %d: %+v (-want +got):\n%s", cut, len(whole), sum, diff)
		}
	}
}

// TestNothingIsLostWhileSeveralAppendAndOneTakes has two programs on one folder.
func TestNothingIsLostWhileSeveralAppendAndOneTakes(t *testing.T) {
	t.Parallel()
	const each = 50
	dir := t.TempDir()
	var writers sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		s := open(t, dir)
		writers.Go(func() {
			for n := range each {
				if err := s.Append(fmt.Appendf(nil, "%s%d", name, n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	next := map[byte]int{}
	s := open(t, dir)
	take := func(record []byte) error {
		if want := fmt.Sprintf("%c%d", record[0], next[record[0]]); string(record) != want {
			t.Errorf("took %s, want %s", record, want)
		}
		next[record[0]]++
		return nil
	}
	for next['a']+next['b'] < 2*each {
		if _, err := s.Take(take); err != nil {
			t.Fatal(err)
		}
	}
	writers.Wait()
}

func TestAFolderThatCannotBeWrittenToIsSaidAtTheStart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := spool.Open(filepath.Join(file, "spool")); err == nil {
		t.Error("opened below a file")
	}
}

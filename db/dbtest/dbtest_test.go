package dbtest_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
)

func TestACloneIsMigratedAndApart(t *testing.T) {
	t.Parallel()
	first, second := dbtest.Pool(t), dbtest.Pool(t)
	if _, err := first.Exec(t.Context(), "INSERT INTO suppressions VALUES ('+84912345678', 'opted_out', now())"); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := second.QueryRow(t.Context(), "SELECT count(*) FROM suppressions").Scan(&n); err != nil || n != 0 {
		t.Errorf("the other clone has %d rows, %v", n, err)
	}
}

func TestARolledBackStoreAnswers(t *testing.T) {
	t.Parallel()
	if err := dbtest.Store(t).Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

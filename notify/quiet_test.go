package notify_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/notify"
)

func TestOnlyWakingHoursPass(t *testing.T) {
	t.Parallel()
	hanoi := time.FixedZone("+07", 7*60*60)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, hanoi) }
	quiet := notify.ServiceQuiet()
	for name, c := range map[string]struct {
		from time.Time
		d    time.Duration
		want time.Time
	}{
		"within a day":            {at(23, 8, 0), 3 * time.Hour, at(23, 11, 0)},
		"up to the quiet hours":   {at(23, 20, 0), time.Hour, at(23, 21, 0)},
		"over a night":            {at(23, 20, 0), 3 * time.Hour, at(24, 9, 0)},
		"from the night on":       {at(23, 23, 30), 2 * time.Hour, at(24, 9, 0)},
		"from the small hours on": {at(23, 3, 0), 30 * time.Minute, at(23, 7, 30)},
		"over two nights":         {at(23, 20, 0), 16 * time.Hour, at(25, 8, 0)},
		"no time at all":          {at(23, 8, 0), 0, at(23, 8, 0)},
	} {
		if got := quiet.After(c.from, c.d, hanoi); !got.Equal(c.want) {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

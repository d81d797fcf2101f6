package scheduler

import (
	"testing"
	"time"
)

// fastClock runs speed times as fast as the wall's, which a test moves by hand.
type fastClock struct {
	campaign, wall time.Time
	speed          float64
}

func (c *fastClock) Now() time.Time { return c.campaign }

func (c *fastClock) Real(t time.Time) time.Time {
	if c.speed == 0 {
		return c.wall.Add(time.Hour)
	}
	return c.wall.Add(time.Duration(float64(t.Sub(c.campaign)) / c.speed))
}

func (c *fastClock) pass(wall time.Duration) {
	c.wall = c.wall.Add(wall)
	c.campaign = c.campaign.Add(time.Duration(float64(wall) * c.speed))
}

func newFastClock(speed float64) *fastClock {
	return &fastClock{
		campaign: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC), // 08:00 in Hanoi
		wall:     time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		speed:    speed,
	}
}

func rings(t *testing.T, spec string, clock *fastClock, during time.Duration) int {
	t.Helper()
	h, err := newHand(Job{Name: "job", Spec: spec}, "Asia/Ho_Chi_Minh", clock)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for end := clock.wall.Add(during); clock.wall.Before(end); {
		clock.pass(h.Next(clock.wall).Sub(clock.wall))
		if args, _ := h.ring(); args != nil {
			n++
		}
	}
	return n
}

func TestHandRingsInTheCampaignsTime(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		spec   string
		speed  float64
		during time.Duration
		want   int
	}{
		"each minute by the wall":       {"* * * * *", 1, 10 * time.Minute, 10},
		"each minute, an hour a minute": {"* * * * *", 60, 10 * time.Second, 10},
		"at 09:00, an hour a minute":    {"0 9 * * *", 60, 3 * time.Minute, 1},
		"at 02:00, ten minutes on":      {"0 2 * * *", 1, 10 * time.Minute, 0},
		"never in a pause":              {"* * * * *", 0, 10 * time.Minute, 0},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := rings(t, tc.spec, newFastClock(tc.speed), tc.during); got != tc.want {
				t.Errorf("rang %d times, want %d", got, tc.want)
			}
		})
	}
}

func TestHandFollowsAClockThatRunsAgain(t *testing.T) {
	t.Parallel()
	clock := newFastClock(0)
	h, err := newHand(Job{Name: "job", Spec: "* * * * *"}, "Asia/Ho_Chi_Minh", clock)
	if err != nil {
		t.Fatal(err)
	}
	paused := h.Next(clock.wall)
	clock.speed = 60
	clock.pass(paused.Sub(clock.wall))
	if args, _ := h.ring(); args == nil {
		t.Error("a minute of the campaign has passed and nothing rang")
	}
}

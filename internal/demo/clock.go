package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// MaxSpeed is the fastest the campaign's clock may run: an hour each second.
const MaxSpeed = 3600

// keepEvery is how often a running clock is written down.
const keepEvery = time.Second

// Clock is the campaign's clock: it runs Speed times as fast as the wall's, stands still
// while the program is down, and never goes back, not even over a crash.
type Clock struct {
	wall func() time.Time
	path string

	mu       sync.Mutex
	campaign time.Time // the campaign's time at anchor
	anchor   time.Time // a moment of the wall's clock
	speed    float64
}

// kept is the clock on disk. Until is not the time of writing but a moment that the clock
// can't have passed before the next writing.
type kept struct {
	Until time.Time `json:"until"`
}

// OpenClock goes on from what is kept at path, or begins at start when nothing is. wall
// tells the real time.
func OpenClock(path string, start time.Time, speed float64, wall func() time.Time) (*Clock, error) {
	c := &Clock{wall: wall, path: path, campaign: start, anchor: wall(), speed: speed}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, c.keep(keepEvery)
	}
	if err != nil {
		return nil, fmt.Errorf("read the campaign's clock: %w", err)
	}
	var last kept
	if err := json.Unmarshal(raw, &last); err != nil {
		return nil, fmt.Errorf("read the campaign's clock in %s: %w", path, err)
	}
	c.campaign = last.Until.In(start.Location())
	return c, c.keep(keepEvery)
}

// Now is the campaign's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at(c.wall())
}

// Real is the wall's time at which the campaign's clock will show t at today's speed. A
// clock that stands still gets there in an hour at the earliest, and is asked again then.
func (c *Clock) Real(t time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.wall()
	if c.speed == 0 {
		return now.Add(time.Hour)
	}
	return now.Add(time.Duration(float64(t.Sub(c.at(now))) / c.speed))
}

// Speed is how many times as fast as the wall's clock it runs; 0 is a pause.
func (c *Clock) Speed() float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed
}

// SetSpeed changes how fast the clock runs from now on.
func (c *Clock) SetSpeed(speed float64) error {
	c.mu.Lock()
	now := c.wall()
	c.campaign, c.anchor, c.speed = c.at(now), now, speed
	c.mu.Unlock()
	return c.keep(keepEvery)
}

// Run writes the clock down each second until ctx ends, and a last time then.
func (c *Clock) Run(ctx context.Context) error {
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return c.stop()
		case <-tick.C:
			if err := c.keep(keepEvery); err != nil {
				return err
			}
		}
	}
}

// stop makes the clock stand still and keeps the very moment.
func (c *Clock) stop() error {
	if err := c.SetSpeed(0); err != nil {
		return err
	}
	return c.keep(0)
}

func (c *Clock) at(wall time.Time) time.Time {
	return c.campaign.Add(time.Duration(float64(wall.Sub(c.anchor)) * c.speed))
}

// keep writes down where the clock will be after ahead, twice over: after a crash it goes
// on from there, later than anything that has been stamped with it.
func (c *Clock) keep(ahead time.Duration) error {
	c.mu.Lock()
	until := c.at(c.wall().Add(2 * ahead))
	c.mu.Unlock()
	raw, err := json.Marshal(kept{Until: until})
	if err != nil {
		return fmt.Errorf("keep the campaign's clock: %w", err)
	}
	return writeWhole(c.path, raw)
}

// writeWhole replaces a file in one step: a crash leaves the old one or the new one.
func writeWhole(path string, raw []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(raw)
	if err = errors.Join(err, temp.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

package demo

import (
	"context"
	"strconv"
	"time"
)

// planComing lets the person of a promised shift be there, as a person does: mostly in time,
// sometimes late, sometimes not at all. However often it is planned, the same person comes to
// the same shift at the same time.
func (p *Phones) planComing(v visit, c card) {
	if c.starts.Before(p.config.Now()) {
		return
	}
	t := temperOf(p.config.Seed, string(v.phone), c.starts.UTC().Format(time.RFC3339))
	if at, comes := t.comesAt(c.starts); comes {
		p.plan(visit{due: at, link: v.link, phone: v.phone, temper: t, checksIn: true})
	}
}

// checkIn opens the check-in page and, for each shift that is open, gives the position of the
// phone: that of the point, where the person is now.
func (p *Phones) checkIn(ctx context.Context, address string) error {
	cards, err := p.look(ctx, address)
	if err != nil {
		return err
	}
	for _, c := range cards {
		if !c.position() {
			continue
		}
		c.fields.Set("lat", strconv.FormatFloat(c.at.Lat, 'f', -1, 64))
		c.fields.Set("lon", strconv.FormatFloat(c.at.Lon, 'f', -1, 64))
		if err := p.press(ctx, address, c, "in"); err != nil {
			return err
		}
	}
	return nil
}

package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// PointCode is the code that a point shows to those who check in, and when it changes. Who
// may record presence there may see it; volunteers may not, they shall read it on the spot.
func (d *Dispatcher) PointCode(ctx context.Context, v roster.Viewer, point string, now time.Time) (code string, until time.Time, err error) {
	if err := v.May(roster.CloseShift); err != nil {
		return "", until, err
	}
	points, err := d.store.Points(ctx, v.Campaign, []string{point})
	if err != nil {
		return "", until, err
	}
	if len(points) == 0 || v.Role == roster.AsCommune && points[0].Commune != v.Commune {
		return "", until, roster.Missing("point")
	}
	secret, err := d.store.PointSecret(ctx, v.Campaign, point)
	if err != nil {
		return "", until, err
	}
	return match.PointCode(secret, now), match.CodeUntil(now), nil
}

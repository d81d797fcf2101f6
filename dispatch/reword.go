package dispatch

import (
	"context"
	"slices"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// reword writes a text anew of whose questions some have ended while it waited: it must not ask for a
// shift that is off or filled.
func (d *Dispatcher) reword(ctx context.Context, campaign roster.Campaign, m roster.Message) (roster.Message, error) {
	asks, err := d.store.AsksOfMessage(ctx, campaign.ID, m.ID)
	asks = slices.DeleteFunc(asks, func(a roster.Ask) bool { return !a.State.Open() })
	if err != nil || len(asks) == 0 {
		return m, err
	}
	a, err := d.store.Assignment(ctx, campaign.ID, asks[0].Assignment)
	if err != nil {
		return m, err
	}
	to, err := d.store.Addressees(ctx, campaign.ID, []roster.Assignment{a})
	if err != nil {
		return m, err
	}
	offer := offering{campaign: campaign, person: to[0].Person, asks: asks, seats: []db.Seat{to[0].Seat}}
	text := offer.text(d.linkURL(asks[0].Link), firstDeadline(asks))
	count := notify.Count(text.Body)
	m.Template, m.TemplateVersion, m.Body, m.Encoding, m.Segments = text.Template, text.Version, text.Body, string(count.Encoding), count.Segments
	return m, d.store.Reword(ctx, campaign.ID, m)
}

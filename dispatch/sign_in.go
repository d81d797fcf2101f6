package dispatch

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// codePurpose is what the texts of codes are paid and logged as.
const codePurpose = "sign_in_code"

// SendCode makes the code of a try to sign in and sends it to the number, if it is somebody's of
// the staff. The code is nowhere but in the text; it leaves once, and who doesn't get it asks
// for another.
func (d *Dispatcher) SendCode(ctx context.Context, try string, now time.Time) error {
	const codes = 1_000_000
	n, err := rand.Int(rand.Reader, big.NewInt(codes))
	if err != nil {
		return fmt.Errorf("make a sign-in code: %w", err)
	}
	code := fmt.Sprintf("%06d", n)
	phone, armed, err := d.store.ArmCode(ctx, try, d.hashCode(try, code))
	if err != nil || !armed {
		return err
	}
	member, err := d.store.StaffByPhone(ctx, phone)
	if roster.KindOf(err) == roster.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	return d.textCode(ctx, member, try, notify.CodeText(i18n.Lang(member.Lang), code), now)
}

// textCode sends the text of a code, which may be kept nowhere and so has no row. Who works with
// the platform is under no consent. A text that surely hasn't left is tried no further either: it
// is told in the log.
func (d *Dispatcher) textCode(ctx context.Context, to roster.StaffMember, try string, text notify.Text, now time.Time) error {
	const life = 10 * time.Minute
	campaign, err := d.store.Campaign(ctx, to.Campaign)
	if err != nil {
		return err
	}
	priced := db.Outgoing{Message: roster.Message{ID: try, Purpose: codePurpose, Segments: notify.Count(text.Body).Segments}}
	if held, yes := d.pay(ctx, campaign, priced, now); yes {
		d.log.Error("a code to sign in is held back", "staff", to.ID, "why", held.Detail)
		return nil
	}
	_, err = d.sender.Send(ctx, notify.Outbound{ID: try, To: to.Phone, Body: text.Body, ValidFor: life})
	if failure, known := errors.AsType[*notify.SendError](err); known && failure.Class != notify.Uncertain {
		d.payBack(ctx, campaign, priced, now)
	}
	if err != nil {
		d.log.Error("a code to sign in has failed", "staff", to.ID, "error", err)
	}
	return nil
}

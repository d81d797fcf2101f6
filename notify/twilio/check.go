package twilio

import (
	"context"
	"fmt"

	api "github.com/twilio/twilio-go/rest/api/v2010"
)

// Check tells whether Twilio answers and takes the key, without sending anything.
func (t *Twilio) Check(ctx context.Context) error {
	call := &call{ctx: ctx, base: t.base, next: t.next}
	params := (&api.ListMessageParams{}).SetPageSize(1).SetLimit(1)
	if _, err := t.service(call).ListMessage(params); err != nil {
		return fmt.Errorf("ask twilio: %w", err)
	}
	return nil
}

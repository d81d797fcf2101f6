package twilio

import (
	"context"
	"fmt"
	"time"

	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"

	"github.com/tiepsuc/tiepsuc/notify"
)

// Twilio keeps a text in its queue for this long at most.
const longestValidity = 10 * time.Hour

// Send asks Twilio to take a text, as soon as its sender's pace lets it. The error is a
// *notify.SendError.
func (t *Twilio) Send(ctx context.Context, out notify.Outbound) (notify.Receipt, error) {
	l, err := t.lineTo(out.To)
	if err != nil {
		return notify.Receipt{}, err
	}
	if out.ValidFor, err = l.wait(ctx, out); err != nil {
		return notify.Receipt{}, err
	}
	call := &call{ctx: ctx, base: t.base, next: t.next}
	message, err := t.service(call).CreateMessage(t.params(l, out))
	if err != nil {
		return notify.Receipt{}, classify(call, err)
	}
	if message == nil || message.Sid == nil || *message.Sid == "" {
		return notify.Receipt{}, classify(call, fmt.Errorf("answer %d without a message", call.status))
	}
	receipt := notify.Receipt{ProviderID: *message.Sid, Status: notify.StatusQueued}
	if message.Status != nil {
		receipt.Status = notify.Status(*message.Status)
	}
	if message.ErrorCode != nil {
		receipt.ErrorCode = *message.ErrorCode
	}
	return receipt, nil
}

func (t *Twilio) params(l line, out notify.Outbound) *api.CreateMessageParams {
	params := (&api.CreateMessageParams{}).
		SetTo(string(out.To)).
		SetBody(out.Body).
		SetStatusCallback(t.config.PublicURL + StatusPath + out.ID).
		SetSmartEncoded(false).
		SetValidityPeriod(int(min(out.ValidFor, longestValidity) / time.Second))
	if l.MessagingServiceSID != "" {
		return params.SetMessagingServiceSid(l.MessagingServiceSID)
	}
	return params.SetFrom(l.From)
}

func (t *Twilio) service(c *call) *api.ApiService {
	base := &client.Client{
		Credentials: client.NewCredentials(t.config.APIKey, t.config.APISecret),
		HTTPClient:  c.client(),
	}
	base.SetAccountSid(t.config.AccountSID)
	return api.NewApiServiceWithClient(base)
}

package notify

import (
	"strings"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Capability is what the SMS channel can do for a country. Inbound tells whether replies
// come back; HandsetReceipt whether a delivery report speaks of the handset.
type Capability struct {
	Prefix         string
	Inbound        bool
	HandsetReceipt bool
}

// capabilities by country prefix, the first that fits counts. Twilio has no two-way SMS in
// Vietnam, and its reports there come from the operator's centre alone (Twilio, Vietnam
// SMS guidelines).
func capabilities() []Capability {
	return []Capability{
		{Prefix: "+84", Inbound: false, HandsetReceipt: false},
		{Prefix: "+", Inbound: true, HandsetReceipt: true},
	}
}

// CapabilityFor tells what can be expected of texts to a number.
func CapabilityFor(to roster.Phone) Capability {
	for _, c := range capabilities() {
		if strings.HasPrefix(string(to), c.Prefix) {
			return c
		}
	}
	return Capability{}
}

// Package hook posts signed events to the systems of organisations, and to nowhere else: the
// address is somebody else's word, so it must be a public one when the connection is made,
// whatever its name resolved to before.
package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"github.com/tiepsuc/tiepsuc/notify"
)

// Poster posts deliveries.
type Poster struct{ client *http.Client }

// New returns a Poster. private lets it reach private addresses, which only tests and closed
// networks want.
func New(private bool) *Poster {
	const patience, handshake = 10 * time.Second, 5 * time.Second
	dialer := &net.Dialer{Timeout: handshake}
	if !private {
		dialer.Control = refusePrivate
	}
	return &Poster{client: &http.Client{
		Timeout: patience,
		// A proxy of the environment would connect for us, past the guard.
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: handshake, MaxIdleConnsPerHost: 1, IdleConnTimeout: patience},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Post delivers and returns the status of the answer; redirects are not followed.
func (p *Poster) Post(ctx context.Context, call notify.HookCall) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, call.URL, bytes.NewReader(call.Body))
	if err != nil {
		return 0, fmt.Errorf("post to hook: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "tiepsuc-hook")
	request.Header.Set("Tiepsuc-Delivery", call.ID)
	request.Header.Set("Tiepsuc-Signature", call.Signature())
	answer, err := p.client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("post to hook: %w", err)
	}
	const read = 4 << 10 // so that the connection can be used again
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, read))
	return answer.StatusCode, errors.Join(err, answer.Body.Close())
}

// refusePrivate runs when the address is resolved and before it is connected to.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("read address %s: %w", address, err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return fmt.Errorf("read address %s: %w", address, err)
	}
	if !Public(ip) {
		return fmt.Errorf("%s is no public address", ip)
	}
	return nil
}

// Public tells whether an address is one of the public Internet (IANA special-purpose
// registries, RFC 6890).
func Public(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, special := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
	} {
		if netip.MustParsePrefix(special).Contains(ip) {
			return false
		}
	}
	return true
}

package hook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/hook"
)

func TestADeliveryIsSignedByBothSecretsOfARotation(t *testing.T) {
	t.Parallel()
	call := notify.HookCall{ID: "d1", Secrets: []string{"new", "old"}, Body: []byte(`{"a":1}`), At: time.Unix(1_800_000_000, 0)}
	var got http.Header
	var body []byte
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(receiver.Close)
	call.URL = receiver.URL
	status, err := hook.New(true).Post(t.Context(), call)
	if err != nil || status != http.StatusNoContent || string(body) != `{"a":1}` || got.Get("Tiepsuc-Delivery") != "d1" {
		t.Fatalf("%d, %v: %v %s", status, err, got, body)
	}
	parts := strings.Split(got.Get("Tiepsuc-Signature"), ",")
	if len(parts) != 3 || parts[0] != "t=1800000000" {
		t.Fatalf("signature %v", parts)
	}
	for i, secret := range []string{"new", "old"} {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(`1800000000.{"a":1}`))
		if want := "v1=" + hex.EncodeToString(mac.Sum(nil)); parts[i+1] != want {
			t.Errorf("the %s secret signs %s, want %s", secret, parts[i+1], want)
		}
	}
}

func TestNoPrivateAddressIsReached(t *testing.T) {
	t.Parallel()
	reached := false
	receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(receiver.Close)
	for _, address := range []string{receiver.URL, strings.Replace(receiver.URL, "127.0.0.1", "localhost", 1), strings.Replace(receiver.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1)} {
		if status, err := hook.New(false).Post(t.Context(), notify.HookCall{URL: address}); err == nil || reached {
			t.Errorf("%s: %d", address, status)
		}
	}
	for ip, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "127.9.9.9": false, "::1": false, "fe80::1": false, "fd00::1": false, "::ffff:10.0.0.1": false, "224.0.0.1": false, "64:ff9b::a00:1": false,
	} {
		if got := hook.Public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s is public: %t", ip, got)
		}
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	followed := false
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed = followed || r.URL.Path == "/inside"
		http.Redirect(w, r, "/inside", http.StatusTemporaryRedirect)
	}))
	t.Cleanup(receiver.Close)
	if status, err := hook.New(true).Post(t.Context(), notify.HookCall{URL: receiver.URL}); status != http.StatusTemporaryRedirect || err != nil || followed {
		t.Errorf("%d, %v, followed %t", status, err, followed)
	}
}

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/auth"
)

// twoIssuers are settings of a university's provider and of one for several desks.
func twoIssuers(changes map[string]string) func(string) string {
	all := map[string]string{
		"OIDC_ISSUERS":  "hust, city",
		"OIDC_HUST_URL": "https://login.hust.example", "OIDC_HUST_CLIENT_ID": "tiepsuc", "OIDC_HUST_CLIENT_SECRET": "hush-hust", "OIDC_HUST_DESK": "HUST",
		"OIDC_CITY_URL": "https://sso.hanoi.example/realms/staff", "OIDC_CITY_CLIENT_ID": "ts", "OIDC_CITY_CLIENT_SECRET": "hush-city",
		"OIDC_CITY_NAME": "Hà Nội", "OIDC_CITY_CLAIM": "unit", "OIDC_CITY_DESKS": "sokhcn=department, ubnd = communes",
	}
	for name, value := range changes {
		all[name] = value
	}
	return environment(all)
}

func TestSettingsReadSeveralIssuers(t *testing.T) {
	t.Parallel()
	s, err := readSettings(twoIssuers(nil))
	want := []auth.Issuer{
		{Key: "hust", Name: "HUST", URL: "https://login.hust.example", ClientID: "tiepsuc", ClientSecret: "hush-hust", Desk: "HUST", Desks: map[string]string{}},
		{
			Key: "city", Name: "Hà Nội", URL: "https://sso.hanoi.example/realms/staff", ClientID: "ts", ClientSecret: "hush-city", Claim: "unit",
			Desks: map[string]string{"sokhcn": "department", "ubnd": "communes"},
		},
	}
	if diff := cmp.Diff(want, s.issuers); diff != "" || err != nil {
		t.Errorf("issuers (-want +got), %v:\n%s", err, diff)
	}
}

func TestSettingsNameWhatIsWrongWithAnIssuer(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ name, value, want string }{
		"key in capitals":      {"OIDC_ISSUERS", "HUST", "OIDC_ISSUERS must list different keys"},
		"the same key twice":   {"OIDC_ISSUERS", "hust,hust", "OIDC_ISSUERS must list different keys"},
		"no address":           {"OIDC_HUST_URL", "", "OIDC_HUST_URL is not set"},
		"not over TLS":         {"OIDC_HUST_URL", "http://login.hust.example", "OIDC_HUST_URL must be an https:// address"},
		"no client":            {"OIDC_CITY_CLIENT_ID", "", "OIDC_CITY_CLIENT_ID is not set"},
		"no secret":            {"OIDC_CITY_CLIENT_SECRET", "", "OIDC_CITY_CLIENT_SECRET is not set"},
		"counts for nobody":    {"OIDC_HUST_DESK", "", "OIDC_HUST_DESK must say for whom"},
		"counts for all twice": {"OIDC_CITY_DESK", "department", "OIDC_CITY_DESK must say for whom"},
		"claim without desks":  {"OIDC_CITY_DESKS", "", "OIDC_CITY_DESK must say for whom"},
		"desk and half":        {"OIDC_HUST_CLAIM", "unit", "OIDC_HUST_DESK must say for whom"},
		"desks in words":       {"OIDC_CITY_DESKS", "all of them", "OIDC_CITY_DESKS must be entries such as"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readSettings(twoIssuers(map[string]string{tc.name: tc.value, "TIEPSUC_ADDR": "nowhere"}))
			if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "TIEPSUC_ADDR") || strings.Contains(err.Error(), "hush") {
				t.Errorf("error %v, want %q in it, the other mistake too, and no secret", err, tc.want)
			}
		})
	}
}

package main

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/tiepsuc/tiepsuc/auth"
)

var issuerKey = regexp.MustCompile(`^[a-z][a-z0-9]{0,31}$`)

// issuers reads the OpenID Connect providers: OIDC_ISSUERS lists their keys, and the settings of
// each begin with OIDC_ and its key in capitals.
func (r *envReader) issuers(name string) []auth.Issuer {
	var all []auth.Issuer
	seen := map[string]bool{}
	for key := range strings.SplitSeq(r.getenv(name), ",") {
		if key = strings.TrimSpace(key); key == "" {
			continue
		}
		if !issuerKey.MatchString(key) || seen[key] {
			r.wrong(name, "must list different keys of small letters and digits, such as hust,vnpt")
			continue
		}
		seen[key] = true
		all = append(all, r.issuer(key))
	}
	return all
}

func (r *envReader) issuer(key string) auth.Issuer {
	prefix := "OIDC_" + strings.ToUpper(key) + "_"
	issuer := auth.Issuer{
		Key: key, Name: r.getenv(prefix + "NAME"), URL: r.issuerURL(prefix + "URL"),
		ClientID: r.required(prefix + "CLIENT_ID"), ClientSecret: r.required(prefix + "CLIENT_SECRET"),
		Desk: strings.TrimSpace(r.getenv(prefix + "DESK")), Claim: strings.TrimSpace(r.getenv(prefix + "CLAIM")), Desks: r.desks(prefix + "DESKS"),
	}
	if issuer.Name == "" {
		issuer.Name = strings.ToUpper(key)
	}
	byClaim := issuer.Claim != "" && len(issuer.Desks) > 0
	partly := (issuer.Claim != "") != (len(issuer.Desks) > 0)
	if partly || byClaim == (issuer.Desk != "") {
		r.wrong(prefix+"DESK", "must say for whom this provider counts, or "+prefix+"CLAIM and "+prefix+"DESKS together")
	}
	return issuer
}

// issuerURL reads the address of a provider: over TLS, or on this machine.
func (r *envReader) issuerURL(name string) string {
	value := r.required(name)
	u, err := url.Parse(value)
	fit := err == nil && u.Host != "" && u.RawQuery == "" && u.User == nil && (u.Scheme == "https" || (u.Scheme == "http" && isLoopback(u.Hostname())))
	if value != "" && !fit {
		r.wrong(name, "must be an https:// address, as the provider's own configuration names its issuer")
	}
	return value
}

// desks reads at which desk the values of a claim are: "sokhcn=department, ubnd=communes".
func (r *envReader) desks(name string) map[string]string {
	all := map[string]string{}
	for entry := range strings.SplitSeq(r.getenv(name), ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		value, desk, ok := strings.Cut(entry, "=")
		value, desk = strings.TrimSpace(value), strings.TrimSpace(desk)
		if !ok || value == "" || desk == "" {
			r.wrong(name, "must be entries such as cntt=HUST, with a value of the claim and its desk")
			return nil
		}
		all[value] = desk
	}
	return all
}

package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// redeem has the provider tell for a code who has signed in.
func (p *Providers) redeem(ctx context.Context, one *provider, f flight, code string, now time.Time) (Identity, error) {
	ctx = oidc.ClientContext(ctx, p.client)
	config, discovered, err := p.config(ctx, one)
	if err != nil {
		return Identity{}, err
	}
	tokens, err := config.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return Identity{}, refusedOrDown(one, err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	verifier := discovered.Verifier(&oidc.Config{ClientID: one.ClientID, Now: func() time.Time { return now }})
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return Identity{}, refusedOrDown(one, err)
	}
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		return Identity{}, startAgain(err)
	}
	if err := addressed(token, claims, one.ClientID, f.Nonce); err != nil {
		return Identity{}, startAgain(err)
	}
	if err := complete(ctx, discovered, token.Subject, tokens, claims); err != nil {
		return Identity{}, refusedOrDown(one, err)
	}
	return one.identity(token.Subject, claims), nil
}

// addressed holds what the library leaves to its callers: the token belongs to what this
// browser has begun, and of several programs it was made for ours (OpenID Connect Core, 3.1.3.7).
func addressed(token *oidc.IDToken, claims map[string]any, client, nonce string) error {
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(nonce)) != 1 {
		return errors.New("the nonce is another sign-in's")
	}
	if party, given := claims["azp"]; given && party != client {
		return fmt.Errorf("made for %v", party)
	}
	return nil
}

// complete adds what the provider tells at its user-info endpoint alone. What the signed token
// says stands.
func complete(ctx context.Context, discovered *oidc.Provider, subject string, tokens *oauth2.Token, claims map[string]any) error {
	if _, given := claims["email"]; given || discovered.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := discovered.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return fmt.Errorf("read user info: %w", err)
	}
	if info.Subject != subject {
		return errors.New("the user info is somebody else's")
	}
	more := map[string]any{}
	if err := info.Claims(&more); err != nil {
		return fmt.Errorf("read user info: %w", err)
	}
	maps.Copy(more, claims)
	maps.Copy(claims, more)
	return nil
}

// identity is whom these claims vouch for.
func (one *provider) identity(subject string, claims map[string]any) Identity {
	found := Identity{Issuer: one.URL, Subject: subject, Desks: one.desksOf(claims)}
	if verified, _ := claims["email_verified"].(bool); verified {
		email, _ := claims["email"].(string)
		found.Email = lower(email)
	}
	return found
}

// refusedOrDown tells a provider that doesn't answer from one whose answer doesn't count.
func refusedOrDown(one *provider, err error) error {
	if refusal, ok := errors.AsType[*oauth2.RetrieveError](err); ok && refusal.Response.StatusCode < http.StatusInternalServerError {
		return startAgain(err)
	}
	_, lost := errors.AsType[*url.Error](err)
	_, failed := errors.AsType[*oauth2.RetrieveError](err)
	if lost || failed {
		return providerDown(one, err)
	}
	return startAgain(fmt.Errorf("provider %s: %w", one.Key, err))
}

package demo

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// look opens a page and reads its forms. A page that is gone asks nothing.
func (p *Phones) look(ctx context.Context, address string) ([]card, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", address, err)
	}
	answer, err := p.config.Client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("open the answer page: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, nil
	}
	return readPage(answer.Body)
}

// press sends a card's form as its button would.
func (p *Phones) press(ctx context.Context, address string, c card, answer string) error {
	target, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("read the form's address: %w", err)
	}
	if target, err = target.Parse(c.action); err != nil {
		return fmt.Errorf("read the form's address: %w", err)
	}
	fields := url.Values{"answer": {answer}}
	for name, values := range c.fields {
		fields[name] = values
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(fields.Encode()))
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", p.config.Site)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	done, err := p.config.Client.Do(r)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return done.Body.Close()
}

// here moves a link to where the platform is now: an old text may name the port of an
// earlier start.
func (p *Phones) here(link string) (string, error) {
	u, err := url.Parse(link)
	if err != nil {
		return "", fmt.Errorf("read the link of a text: %w", err)
	}
	return p.config.Site + u.RequestURI(), nil
}

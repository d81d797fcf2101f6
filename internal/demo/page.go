package demo

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
)

// card is what a person sees of one question on the answer page: the form's hidden fields,
// the answers that have a button, where on the map the place is, and when the shift starts.
type card struct {
	action  string
	fields  url.Values
	answers map[string]bool
	at      match.Place
	starts  time.Time
}

// asks tells whether the card is a question about one shift that waits for its answer: it
// can be said yes to and no to.
func (c card) asks() bool { return c.fields.Has("ask") && c.answers["yes"] && c.answers["no"] }

// promised tells whether the card is a shift that the person has said yes to.
func (c card) promised() bool { return c.fields.Has("ask") && !c.answers["yes"] && c.answers["no"] }

// position tells whether the card takes the phone's position for a check-in.
func (c card) position() bool { return c.fields.Has("assignment") && c.fields.Has("lat") }

// pageReader walks over the elements of a page.
type pageReader struct {
	cards []card
	open  *card
	seen  match.Place
	when  time.Time
}

// readPage finds the forms of a page as a browser would, and for each the map link that
// stands before it.
func readPage(r io.Reader) ([]card, error) {
	d := xml.NewDecoder(r)
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var p pageReader
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p.cards, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read page: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			p.enter(t)
		case xml.EndElement:
			p.leave(t.Name.Local)
		}
	}
}

func (p *pageReader) enter(e xml.StartElement) {
	switch e.Name.Local {
	case "a":
		if at, ok := mapped(attribute(e, "href")); ok {
			p.seen = at
		}
	case "time":
		if at, err := time.Parse(time.RFC3339, attribute(e, "datetime")); err == nil {
			p.when = at
		}
	case "form":
		p.open = &card{action: attribute(e, "action"), fields: url.Values{}, answers: map[string]bool{}, at: p.seen, starts: p.when}
	case "input":
		if name := attribute(e, "name"); p.open != nil && name != "" {
			p.open.fields.Add(name, attribute(e, "value"))
		}
	case "button":
		if p.open != nil && attribute(e, "name") == "answer" {
			p.open.answers[attribute(e, "value")] = true
		}
	}
}

func (p *pageReader) leave(name string) {
	if name == "form" && p.open != nil {
		p.cards = append(p.cards, *p.open)
		p.open = nil
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// mapped reads the marker of a link to OpenStreetMap.
func mapped(href string) (match.Place, bool) {
	u, err := url.Parse(href)
	if err != nil {
		return match.Place{}, false
	}
	lat, errLat := strconv.ParseFloat(u.Query().Get("mlat"), 64)
	lon, errLon := strconv.ParseFloat(u.Query().Get("mlon"), 64)
	return match.Place{Lat: lat, Lon: lon}, errLat == nil && errLon == nil
}

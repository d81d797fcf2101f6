package dispatch

import (
	"context"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// WrittenText is a text as it would leave, and what it costs: Price in đồng, nil where that of a
// segment isn't known. Accented says the same with all marks, Beyond are the characters that make it
// UCS-2.
type WrittenText struct {
	Body, Accented         string
	Beyond                 []string
	Bytes, Units, Segments int
	Encoding               notify.Encoding
	Price                  *int
}

// MessageTemplate is one of the texts in one language: its words with their slots, and what it
// costs with the longest real value in each.
type MessageTemplate struct {
	Key                   string
	Version, MostSegments int
	Lang                  i18n.Lang
	Words, Accented       string
	Slots                 []TextSlot
	Longest               WrittenText
}

// TextSlot is a gap in a text, the longest value that it gets, and one to begin a preview with.
type TextSlot struct {
	notify.Slot
	Longest, Example string
}

// MessageTemplates are all texts that the platform sends, in a language or, where that is empty, in
// all. The department answers for them, and nobody else sees them.
func (d *Dispatcher) MessageTemplates(v roster.Viewer, lang i18n.Lang) ([]MessageTemplate, error) {
	if err := v.May(roster.SeeTexts); err != nil {
		return nil, err
	}
	var all []MessageTemplate
	for _, t := range notify.Templates() {
		for _, l := range i18n.Langs() {
			if lang == "" || lang == l {
				all = append(all, d.messageTemplate(t, l))
			}
		}
	}
	return all, nil
}

func (d *Dispatcher) messageTemplate(t notify.Template, l i18n.Lang) MessageTemplate {
	m := MessageTemplate{
		Key: t.Key, Version: t.Version, MostSegments: t.MostSegments, Lang: l, Words: t.Words(l), Accented: t.Accented(l),
		Longest: d.written(notify.Filled{Text: t.Longest(l), Accented: t.LongestAccented(l)}),
	}
	for _, slot := range t.Slots {
		m.Slots = append(m.Slots, TextSlot{slot, slot.Longest(l), slot.Example(l)})
	}
	return m
}

// PreviewTemplate writes a text with values of one's own in its slots, as it would leave. All that
// is wrong with them is told at once.
func (d *Dispatcher) PreviewTemplate(ctx context.Context, v roster.Viewer, key string, lang i18n.Lang, values []notify.SlotValue) (WrittenText, error) {
	if err := v.May(roster.SeeTexts); err != nil {
		return WrittenText{}, err
	}
	template, found := notify.TemplateOf(key)
	if !found {
		return WrittenText{}, roster.Bad("input.key", "template.unknown", "key", key)
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return WrittenText{}, err
	}
	filled, err := template.Fill(lang, values, campaign.Location())
	if err != nil {
		return WrittenText{}, err
	}
	return d.written(filled), nil
}

func (d *Dispatcher) written(f notify.Filled) WrittenText {
	count := notify.Count(f.Text.Body)
	w := WrittenText{
		Body: f.Text.Body, Accented: f.Accented, Bytes: len(f.Text.Body), Beyond: notify.BeyondGSM7(f.Text.Body),
		Units: count.Units, Segments: count.Segments, Encoding: count.Encoding,
	}
	if d.budget.Segment > 0 {
		price := int(d.budget.Segment) * count.Segments
		w.Price = &price
	}
	return w
}

package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
)

// ExportTemplatesCmd gives out the texts.
type ExportTemplatesCmd struct {
	File    string `arg:"" optional:"" help:"Where to write them; its name ends in .csv or .xlsx."`
	Preview bool   `help:"Show on stdout what the longest form of each text costs, instead of writing a file."`
	Lang    string `default:"vi" enum:"vi,en" help:"The language of the texts and headings: vi or en."`
}

// Help shows how it is called.
func (*ExportTemplatesCmd) Help() string {
	return `Operators in Vietnam let through only texts that were registered with the sender's name. The file lists
each text with its version, its slots and its longest real form with encoding, segments and price. Prices need
TIEPSUC_SMS_SEGMENT_PRICE; no database is needed.

Example:

  tiepsuc export templates templates.xlsx`
}

// Run writes the file or shows the costs.
func (c *ExportTemplatesCmd) Run(env *Env) error {
	r := &envReader{getenv: env.Getenv}
	price := r.money("TIEPSUC_SMS_SEGMENT_PRICE")
	if err := errors.Join(r.mistakes...); err != nil {
		return usageError(err)
	}
	switch {
	case c.Preview:
		return previewTemplates(env, i18n.Lang(c.Lang), price)
	case c.File == "":
		return usageError(errors.New("name a file, or ask for --preview"))
	}
	return writeTable(c.File, templateRows(i18n.Lang(c.Lang), price))
}

func previewTemplates(env *Env, lang i18n.Lang, price int64) error {
	w := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TEMPLATE\tBYTES\tENCODING\tUNITS\tSEGMENTS\tVND\tLONGEST FORM")
	for _, t := range notify.Templates() {
		body := t.Longest(lang).Body
		count := notify.Count(body)
		fmt.Fprintf(w, "%s v%d\t%d\t%s\t%d\t%d\t%s\t%s\n", t.Key, t.Version, len(body), count.Encoding, count.Units, count.Segments, priceOf(count, price), body)
	}
	return w.Flush()
}

// templateRows is the table of a registration, with its headings.
func templateRows(lang i18n.Lang, price int64) [][]string {
	var heads []string
	for _, column := range []string{"template", "version", "words", "accented", "slots", "example", "bytes", "encoding", "units", "segments", "price"} {
		heads = append(heads, i18n.Text(lang, "export.template."+column))
	}
	rows := [][]string{heads}
	for _, t := range notify.Templates() {
		example := t.Longest(lang).Body
		count := notify.Count(example)
		rows = append(rows, []string{
			t.Key, strconv.Itoa(t.Version), t.Words(lang), t.Accented(lang), slotNames(t), example, strconv.Itoa(len(example)),
			string(count.Encoding), strconv.Itoa(count.Units), strconv.Itoa(count.Segments), priceOf(count, price),
		})
	}
	return rows
}

// slotNames lists a template's slots as name:kind.
func slotNames(t notify.Template) string {
	var names []string
	for _, slot := range t.Slots {
		names = append(names, slot.Name+":"+string(slot.Kind))
	}
	return strings.Join(names, ", ")
}

// priceOf is what a text costs in VND; nothing where the price of a segment isn't known.
func priceOf(count notify.Segments, price int64) string {
	if price == 0 {
		return ""
	}
	return strconv.FormatInt(int64(count.Segments)*price, 10)
}

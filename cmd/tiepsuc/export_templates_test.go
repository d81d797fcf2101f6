package main

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// exported runs tiepsuc with a price of 500 VND and returns what it says.
func exported(t *testing.T, wantCode int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	env := &Env{Ctx: t.Context(), Stdout: &out, Stderr: &errs, Now: time.Now, Getenv: environment(map[string]string{"TIEPSUC_SMS_SEGMENT_PRICE": "500"})}
	if code := run(append([]string{"export", "templates"}, args...), env); code != wantCode {
		t.Fatalf("exit %d, want %d: %s", code, wantCode, errs.String())
	}
	return out.String()
}

func TestThePreviewPricesEveryTextBySegments(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSpace(exported(t, exitDone, "--preview")), "\n")[1:]
	if len(lines) != len(notify.Templates()) {
		t.Fatalf("%d lines for %d templates", len(lines), len(notify.Templates()))
	}
	for _, line := range lines {
		cells := strings.Fields(line) // key, version, bytes, encoding, units, segments, price, the text
		body := strings.Join(cells[7:], " ")
		count := notify.Count(body)
		if cells[2] != strconv.Itoa(len(body)) || cells[5] != strconv.Itoa(count.Segments) || cells[6] != strconv.Itoa(500*count.Segments) {
			t.Errorf("%+v: %s", count, line)
		}
	}
}

func TestTheTableOfTextsNamesItsColumnsAndNeedsAFile(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		rows := templateRows(lang, 0)
		for i, head := range rows[0] {
			if head == "" || strings.HasPrefix(head, "export.") || len(rows[1]) != len(rows[0]) {
				t.Errorf("%s: column %d is headed %q", lang, i, head)
			}
		}
	}
	exported(t, exitUsage)
	exported(t, exitUsage, "texts.txt")
	exported(t, exitDone, t.TempDir()+"/texts.xlsx")
}

// TestNoNameInTheCityIsLongerThanTheLongest keeps the bound on segments honest.
func TestNoNameInTheCityIsLongerThanTheLongest(t *testing.T) {
	t.Parallel()
	seed, err := invent.Build(invent.Options{People: 400, Days: 1, Seed: 1, StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23}})
	if err != nil {
		t.Fatal(err)
	}
	names := map[notify.SlotKind][]string{}
	for _, c := range seed.Communes {
		names[notify.SlotPlace] = append(names[notify.SlotPlace], c.Name)
	}
	for _, s := range seed.Skills {
		names[notify.SlotTask] = append(names[notify.SlotTask], s.NameVI, s.NameEN)
	}
	for kind, all := range names {
		longest := utf8.RuneCountInString(notify.Slot{Kind: kind}.Longest(i18n.VI))
		for _, name := range all {
			if n := utf8.RuneCountInString(notify.Unaccent(name)); n > longest {
				t.Errorf("%s: %q has %d characters, the longest %d", kind, name, n, longest)
			}
		}
		if len(all) < 3 {
			t.Errorf("%s: only %q", kind, all)
		}
	}
}

package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
)

func TestTheDepartmentSeesEveryTextAndWhatItCosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const query = `{ messageTemplates { key version language words accented slots { name kind longest }
		longest { body accented bytes encoding beyondGsm7 units segments price } mostSegments } }`
	all := w.ask("department", query, nil).Data["messageTemplates"].([]any)
	if want := len(notify.Templates()) * len(i18n.Langs()); len(all) != want {
		t.Errorf("%d texts, want %d", len(all), want)
	}
	for _, one := range all {
		text := one.(map[string]any)
		longest := text["longest"].(map[string]any)
		body := longest["body"].(string)
		count := notify.Count(body)
		want := map[string]any{
			"body": body, "accented": longest["accented"], "bytes": float64(len(body)), "encoding": "GSM7", "beyondGsm7": []any{},
			"units": float64(count.Units), "segments": float64(count.Segments), "price": float64(500 * count.Segments),
		}
		if diff := cmp.Diff(want, longest); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", text["key"], text["language"], diff)
		}
	}
	if english := w.ask("department", `{ messageTemplates(language: EN) { language } }`, nil).Data["messageTemplates"].([]any); 2*len(english) != len(all) {
		t.Errorf("%d texts in English of %d", len(english), len(all))
	}
}

func TestWhatATextIsForIsSaidInTheLanguageOfTheCall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	texts := w.ask("department", `{ messageTemplates(language: VI) { key purpose slots { label kind example } } }`, nil).Data["messageTemplates"].([]any)
	want := map[string]any{
		"key": "sms.invited", "purpose": notify.Purpose(i18n.EN, "sms.invited"),
		"slots": []any{map[string]any{"label": "Link", "kind": "LINK", "example": "https://tiepsuc.vn/a/" + strings.Repeat("x", 24)}},
	}
	if !slices.ContainsFunc(texts, func(text any) bool { return cmp.Equal(any(want), text) }) {
		t.Errorf("no %v among %v", want, texts)
	}
}

func TestAPreviewIsTheTextByteForByteOrNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const query = `query($input: PreviewTemplateInput!) { previewTemplate(input: $input) { body accented bytes encoding segments price } }`
	preview := func(key string, values ...any) map[string]any {
		slots := []any{}
		for i := 0; i < len(values); i += 2 {
			slots = append(slots, map[string]any{"slot": values[i], "value": values[i+1]})
		}
		return map[string]any{"input": map[string]any{"key": key, "values": slots}}
	}
	got := w.ask("department", query, preview("sms.reminder_soon", "task", "hướng dẫn", "place", "Ba Đình", "from", "08:00", "link", "https://x.vn/a/1")).Data["previewTemplate"]
	const body = "TIEPSUC: 08:00 hom nay nguoi dan Ba Dinh cho ban ho tro huong dan. Neu khong den duoc, bao ngay: https://x.vn/a/1"
	want := map[string]any{
		"body": body, "accented": "TIEPSUC: 08:00 hôm nay người dân Ba Đình chờ bạn hỗ trợ hướng dẫn. Nếu không đến được, báo ngay: https://x.vn/a/1",
		"bytes": float64(len(body)), "encoding": "GSM7", "segments": 1.0, "price": 500.0,
	}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("preview (-want +got):\n%s", diff)
	}
	for name, tc := range map[string]struct {
		variables map[string]any
		fields    []string
	}{
		"no such text":   {preview("sms.weather"), []string{"input.key"}},
		"all is wrong":   {preview("sms.reminder_soon", "task", "x", "weather", "x", "from", "8h"), []string{"input.values", "input.values", "input.values[1].slot", "input.values[2].value"}},
		"nothing to say": {preview("sms.code"), []string{"input.values"}},
	} {
		var fields []string
		for _, e := range w.ask("department", query, tc.variables).Errors {
			fields = append(fields, e.Extensions.Field)
		}
		slices.Sort(fields)
		if diff := cmp.Diff(tc.fields, fields); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

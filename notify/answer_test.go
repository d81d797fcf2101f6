package notify_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/notify"
)

func TestReadReplyWithOneOpenAsk(t *testing.T) {
	t.Parallel()
	want := map[notify.Verdict][]string{
		notify.SaysYes: {
			"Có", "CÓ", "co", "Co\u0301", "ＣＯ", "C\u200bÓ", "c", "cos", "co1", "ok", "OK!", "Oke 👍", "okie", "yes", "Y", "1", "Đồng ý", "dong y",
			"nhận", "Nhận ca", "em nhận", "được", "Vâng", "Dạ có ạ", "dạ vâng ạ", "vâng em nhận ạ", "có nhé", "Em đi được ạ", "tham gia", "A1 có", "có A1", "a1 ok", "Yes, I can", "sure",
			"được rồi", "đi đc ạ", "Dạ nhận ạ", "vâng ạ", "có A1 nhé", "A1 có. A1 có", "ok cảm ơn chị",
		},
		notify.SaysNo: {
			"Không", "khong", "KO", "k", "kg", "hok", "khoong", "kho6ng", "Khoˆng", "no", "N", "2", "Huỷ", "hủy", "từ chối", "bận", "Em bận rồi ạ", "ban", "không đi được", "ko đi được ạ",
			"Dạ không ạ", "dạ em không đi được ạ", "A1 không", "không A1", "can't", "I can't come", "busy", "No, sorry", "xin lỗi em không đến được ạ", "tôi không nhận",
			"ko đc", "không, cảm ơn", "dạ em bận ạ", "bận rồi",
		},
		notify.Unclear: {
			"", "   ", "👍", "?", "không bận", "khong ban", "chưa có", "có thể không", "có thể", "bạn", "ai đấy?", "mấy giờ?", "có ai đi cùng không", "0", "C0", "co khong", "không có gì",
			"có nhưng đến muộn", "ok để xem", "em có việc", "nhận được tin rồi", "yes but late", "hay là mai", "có B2", "mai em có lịch học", "chắc là có", "không biết", "không sao, em đi được",
			"Có?", "có à?", "cô", "cơ", "bán", "tôi bạn", "em có rồi", "có rồi", "đã nhận", "da nhan", "em da nhan a", "dạ cảm ơn", "dạ anh", "vâng cảm ơn",
			"ok sorry", "rất tiếc ok", "Đúng", "đúng rồi", "dùng", "đã", "A1 có A1 không", "có A1 không", "nhân", "em nhận được", "không có", "vàng",
		},
		notify.WantsOut:  {"DUNG", "Dừng", "ngừng", "ngưng", "STOP", "stop.", "TC"},
		notify.WantsBack: {"BAT DAU", "Bắt đầu", "start"},
	}
	for verdict, texts := range want {
		for _, text := range texts {
			got := notify.ReadReply(text, []string{"A1"})
			if len(got) != 1 || got[0].Verdict != verdict {
				t.Errorf("ReadReply(%q) = %v, want %s", text, got, verdict)
			}
		}
	}
}

func TestReadReplyWithSeveralOpenAsks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]notify.Reading{
		"có":                   {{Verdict: notify.Unclear}},
		"A1 có":                {{Verdict: notify.SaysYes, Code: "A1"}},
		"b2 ko":                {{Verdict: notify.SaysNo, Code: "B2"}},
		"A1 có, B2 không":      {{Verdict: notify.SaysYes, Code: "A1"}, {Verdict: notify.SaysNo, Code: "B2"}},
		"A1 có B2 để xem":      {{Verdict: notify.Unclear, Code: "B2"}},
		"A1":                   {{Verdict: notify.Unclear, Code: "A1"}},
		"có A1 không B2":       {{Verdict: notify.Unclear}},
		"A1 có, A1 không":      {{Verdict: notify.Unclear, Code: "A1"}},
		"A1 có, a1 có":         {{Verdict: notify.SaysYes, Code: "A1"}},
		"ok A1 nhé":            {{Verdict: notify.SaysYes, Code: "A1"}},
		"C3 có":                {{Verdict: notify.Unclear}},
		"A1 ok nhé. B2 ok nhé": {{Verdict: notify.SaysYes, Code: "A1"}, {Verdict: notify.SaysYes, Code: "B2"}},
	} {
		if diff := cmp.Diff(want, notify.ReadReply(text, []string{"A1", "B2"})); diff != "" {
			t.Errorf("ReadReply(%q) mismatch (-want +got):\n%s", text, diff)
		}
	}
}

func FuzzReadReply(f *testing.F) {
	for _, seed := range []string{"có", "A1 không", "\xff", "C\u200bÓ A1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		codes := []string{"A1", "B2"}
		for _, r := range notify.ReadReply(text, codes) {
			if r.Known() && r.Code == "" {
				t.Errorf("ReadReply(%q) answers without a code although two asks are open", text)
			}
			if r.Known() && strings.Contains(text, "?") {
				t.Errorf("ReadReply(%q) takes a question for an answer", text)
			}
		}
	})
}

package exchange_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

const twoPhones = "MSSV;Họ tên;SĐT;Điện thoại liên hệ;Xã\n1;An;0912345678;0987654321;Ba Đình\n"

func TestAListSaysWhichHeadingsItsFieldsWereTakenFrom(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		names map[exchange.Field]string
		want  exchange.Taken
	}{
		"as guessed": {nil, exchange.Taken{Field: exchange.Phone, Heading: "SĐT", Column: "C"}},
		"as told":    {map[exchange.Field]string{exchange.Phone: "điện thoại liên hệ"}, exchange.Taken{Field: exchange.Phone, Heading: "Điện thoại liên hệ", Column: "D"}},
	} {
		headings, err := exchange.Named(exchange.VolunteerHeadings(), tc.names)
		if err != nil {
			t.Fatal(err)
		}
		sheets, err := exchange.Read([]byte(twoPhones))
		if err != nil {
			t.Fatal(err)
		}
		table, err := exchange.Find(sheets, headings)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, table.Taken()[2]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAFieldThatAListDoesntHaveIsRefused(t *testing.T) {
	t.Parallel()
	_, err := exchange.Named(exchange.VolunteerHeadings(), map[exchange.Field]string{"shoeSize": "Cỡ giày"})
	if roster.KindOf(err) != roster.BadInput {
		t.Errorf("error %v", err)
	}
}

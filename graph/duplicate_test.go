package graph_test

import (
	"fmt"
	"testing"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

const duplicatesQuery = `{ volunteerDuplicates { id externalId name foundAt organisation { id } registered { id phone } own { id } } }`

func TestADuplicateIsShownToTheDepartmentWholeAndToItsOrganisationWithoutWhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	// The second university lists its own person with the number of the first one's.
	list := "Mã SV,Họ tên,SĐT,Xã\nX1,Ai Đó,0912345670," + code(0) + "\n"
	in := dispatch.ImportInput{Organisation: w.orgs[1], SkipDuplicates: true, ListInput: dispatch.ListInput{File: []byte(list)}}
	done, err := w.dispatcher.ImportVolunteers(t.Context(), department, in, morning)
	w.check(err)
	if len(done.Duplicates) != 1 {
		t.Fatalf("%+v", done)
	}
	finding := func(token string) map[string]any {
		a := w.ask(token, duplicatesQuery, nil)
		list, _ := a.Data["volunteerDuplicates"].([]any)
		if len(a.Errors) > 0 || len(list) > 1 {
			t.Fatalf("%s: %+v", token, a)
		}
		if len(list) == 0 {
			return nil
		}
		return list[0].(map[string]any)
	}
	whole := finding("department")
	if registered, _ := whole["registered"].(map[string]any); registered["id"] != w.people[0] || whole["own"] != nil {
		t.Errorf("the department is shown %v", whole)
	}
	if own := finding("b"); own == nil || own["registered"] != nil || own["externalId"] != "X1" {
		t.Errorf("the organisation is shown %v", own)
	}
	for _, token := range []string{"a", "telecom", "commune0", "volunteer0"} {
		if got := finding(token); got != nil {
			t.Errorf("%s is shown %v", token, got)
		}
	}
	merge := fmt.Sprintf(`mutation { mergeVolunteers(keep: %q, drop: %q) { id externalId } }`, w.people[0], whole["id"])
	if a := w.ask("department", merge, nil); len(a.Errors) > 0 {
		t.Errorf("%+v", a.Errors)
	}
	if got := finding("department"); got != nil {
		t.Errorf("still offered: %v", got)
	}
}

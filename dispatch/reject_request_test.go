package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestARequestIsRefusedOnceWithAReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	request, err := w.dispatcher.RequestHelp(t.Context(), w.department, dispatch.HelpInput{Commune: baDinh, Span: span(1, 8, 11), Roles: []roster.RoleNeed{guides(1)}, Reason: "cần người"}, morning)
	w.check(err)
	commune := roster.Viewer{Campaign: w.campaign.ID, Role: roster.AsCommune, Commune: baDinh}
	// Its hours have come: too late to approve, not too late to refuse.
	late := span(1, 8, 11).Start.Add(time.Hour)
	for name, try := range map[string]struct {
		viewer  roster.Viewer
		version int
		why     string
		want    roster.Kind
	}{
		"the commune itself": {commune, 0, "x", roster.Forbidden},
		"no reason":          {w.department, 0, " ", roster.BadInput},
		"a long reason":      {w.department, 0, strings.Repeat("x", 501), roster.BadInput},
		"another version":    {w.department, 2, "x", roster.Conflict},
	} {
		if _, err := w.dispatcher.RejectRequest(t.Context(), try.viewer, request.ID, try.version, try.why, late); roster.KindOf(err) != try.want {
			t.Errorf("%s: got %v, want %v", name, err, try.want)
		}
	}
	refused, err := w.dispatcher.RejectRequest(t.Context(), w.department, request.ID, 1, " đã có đoàn khác ", late)
	w.check(err)
	seen, err := w.store.RequestsByID(t.Context(), commune.Scope(), []string{request.ID})
	w.check(err)
	refused.Roles, refused.Point = nil, seen[0].Point
	if diff := cmp.Diff([]roster.HelpRequest{refused}, seen); diff != "" || refused.Refusal != "đã có đoàn khác" || refused.State != roster.RequestRejected {
		t.Errorf("the commune sees %+v (-answered +seen):\n%s", seen, diff)
	}
	if _, err := w.dispatcher.ApproveRequest(t.Context(), w.department, request.ID, morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("approved after the refusal: %v", err)
	}
	if _, err := w.dispatcher.RejectRequest(t.Context(), w.department, request.ID, 0, "x", morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("refused twice: %v", err)
	}
}

package dispatch

import (
	"context"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// following tells whoever asked how far an import has come; both may be absent. Every
// stepRows rows are one step: often enough for a person, too seldom to cost time.
type following struct {
	tell  func(roster.ImportStep)
	total int
}

const stepRows = 1000

// follow makes the steps of an import known to in.Progress, and under in.ProgressID to the nodes.
// What can't be told is no reason to stop.
func (d *Dispatcher) follow(ctx context.Context, campaign string, in ListInput) (*following, error) {
	if in.ProgressID != "" && !db.IsID(in.ProgressID) {
		return nil, roster.Bad("progress", "import.progress_no_uuid")
	}
	f := &following{tell: func(step roster.ImportStep) {
		if in.Progress != nil {
			in.Progress(step)
		}
		if in.ProgressID != "" {
			_ = d.store.TellImport(context.WithoutCancel(ctx), campaign, in.ProgressID, step)
		}
	}}
	f.tell(roster.ImportStep{Phase: roster.ImportReading})
	return f, nil
}

// row notes that a row is checked.
func (f *following) row(done int) {
	if done%stepRows == 0 {
		f.tell(roster.ImportStep{Phase: roster.ImportChecking, Done: done, Total: f.total})
	}
}

func (f *following) storing() {
	f.tell(roster.ImportStep{Phase: roster.ImportStoring, Done: f.total, Total: f.total})
}

func (f *following) end() {
	f.tell(roster.ImportStep{Phase: roster.ImportEnded, Done: f.total, Total: f.total})
}

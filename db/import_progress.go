package db

import (
	"context"
	"fmt"

	"github.com/tiepsuc/tiepsuc/roster"
)

// TellImport tells the nodes how far an import has come. It is told at once, whatever becomes of
// the import, and kept nowhere.
func (s *Store) TellImport(ctx context.Context, campaign, id string, step roster.ImportStep) error {
	const query = `
		SELECT pg_notify('` + EventChannel + `', json_build_object('campaign', @campaign::text, 'import', @id::text, 'step',
		                 json_build_object('phase', @phase::text, 'done', @done::int, 'total', @total::int))::text)`
	args := namedArgs{"campaign": campaign, "id": id, "phase": step.Phase, "done": step.Done, "total": step.Total}
	if _, err := s.conn.Exec(ctx, query, args); err != nil {
		return fmt.Errorf("tell of import %s: %w", id, translate(err))
	}
	return nil
}

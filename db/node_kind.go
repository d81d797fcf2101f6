package db

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// NodeKind is what sort of row has an id, in the words of the domain; nothing where none has
// it. It tells nothing of who may see the row: whoever reads the row asks for that.
func (s *Store) NodeKind(ctx context.Context, campaign, id string) ([]string, error) {
	const query = `
		SELECT kind FROM (
			SELECT 'campaign' AS kind FROM campaigns WHERE id = @campaign AND id = @id::uuid
			UNION ALL SELECT 'organisation' FROM organisations WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'point' FROM points WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'shift' FROM shifts WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'role' FROM roles WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'volunteer' FROM volunteers WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'assignment' FROM assignments WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'ask' FROM asks WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'request' FROM help_requests WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'plan' FROM plan_runs WHERE campaign_id = @campaign AND id = @id
			UNION ALL SELECT 'hook' FROM hooks WHERE campaign_id = @campaign AND id = @id) found
		ORDER BY kind`
	return collect(ctx, s, "kind of a node", query, namedArgs{"campaign": campaign, "id": id}, pgx.RowTo[string])
}

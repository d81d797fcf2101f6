package main

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

//go:embed postgraphile.mjs
var postgraphileServer []byte

// boardInSQL is the board of a campaign from a day on as a view, so that PostGraphile has to do
// no more than the bare handler: the same sums, one list per row.
const boardInSQL = `
	CREATE SCHEMA bench;
	CREATE VIEW bench.board AS
		WITH held AS (
			SELECT role_id, count(*) FILTER (WHERE state <> 'offered') AS confirmed, count(*) FILTER (WHERE state = 'offered') AS asked
			FROM public.assignments
			WHERE campaign_id = '%[1]s' AND starts_at >= date '%[2]s'::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
			  AND starts_at < (date '%[2]s' + %[3]d)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
			  AND state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
			GROUP BY role_id),
		counted AS (
			SELECT sh.commune_code, (sh.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, sum(r.seats) AS seats,
			       sum(coalesce(h.confirmed, 0)) AS confirmed, sum(coalesce(h.asked, 0)) AS asked,
			       count(*) FILTER (WHERE r.floor) AS floors, count(*) FILTER (WHERE r.floor AND h.confirmed > 0) AS floors_met
			FROM public.shifts sh
			JOIN public.roles r ON r.campaign_id = sh.campaign_id AND r.shift_id = sh.id
			LEFT JOIN held h ON h.role_id = r.id
			WHERE sh.campaign_id = '%[1]s' AND sh.starts_at >= date '%[2]s'::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
			  AND sh.starts_at < (date '%[2]s' + %[3]d)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
			GROUP BY 1, 2)
		SELECT c.code, c.name, array_agg(coalesce(n.seats, 0)::integer ORDER BY d.day) AS seats, array_agg(coalesce(n.confirmed, 0)::integer ORDER BY d.day) AS confirmed,
		       array_agg(coalesce(n.asked, 0)::integer ORDER BY d.day) AS asked, array_agg(coalesce(n.floors, 0)::integer ORDER BY d.day) AS floors,
		       array_agg(coalesce(n.floors_met, 0)::integer ORDER BY d.day) AS floors_met
		FROM public.campaign_communes cc
		JOIN public.communes c ON c.code = cc.commune_code
		CROSS JOIN (SELECT date '%[2]s' + i AS day FROM generate_series(0, %[3]d - 1) i) d
		LEFT JOIN counted n ON n.commune_code = c.code AND n.day = d.day
		WHERE cc.campaign_id = '%[1]s'
		GROUP BY c.code
		ORDER BY c.code`

// postgraphile measures the board by PostGraphile, installed in the folder of the settings.
func (w *world) postgraphile(ctx context.Context, s settings) (err error) {
	from, _, _ := w.span()
	if _, err := w.pool.Exec(ctx, fmt.Sprintf(boardInSQL, w.seed.Campaign.ID, from, days)); err != nil {
		return fmt.Errorf("give PostGraphile a board: %w", err)
	}
	program, err := os.CreateTemp(s.rival, "serve-*.mjs")
	if err != nil {
		return fmt.Errorf("write PostGraphile's server: %w", err)
	}
	defer func() { err = errors.Join(err, os.Remove(program.Name())) }()
	_, failed := program.Write(postgraphileServer)
	if err := errors.Join(failed, program.Close()); err != nil {
		return fmt.Errorf("write PostGraphile's server: %w", err)
	}
	serving, stop := context.WithCancel(ctx)
	server := exec.CommandContext(serving, "node", program.Name()) //nolint:gosec // the folder is whoever measures'
	server.Dir, server.Stderr = s.rival, os.Stderr
	server.Env = append(os.Environ(), "DATABASE_URL="+w.address, "NODE_ENV=production", "GRAPHILE_ENV=production")
	out, err := server.StdoutPipe()
	if err != nil {
		stop()
		return fmt.Errorf("start PostGraphile: %w", err)
	}
	if err := server.Start(); err != nil {
		stop()
		return fmt.Errorf("start PostGraphile: %w", err)
	}
	defer func() { stop(); _ = server.Wait() }()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fmt.Errorf("read PostGraphile's address: %w", err)
	}
	return w.againstPostGraphile(ctx, s, strings.TrimSpace(address))
}

func (w *world) againstPostGraphile(ctx context.Context, s settings, address string) error {
	const text = `{ allBoardsList { code name seats confirmed asked floors floorsMet } }`
	got, err := measure(ctx, s, target{done: func() {}, request: post(address, text)})
	if err != nil {
		return err
	}
	board := w.queries()[0]
	const generous = 400
	floor, err := measure(ctx, s, w.bare(board))
	if err != nil {
		return err
	}
	got.row(s.out, board.name, "PostGraphile 5, the sums in SQL", generous, floor)
	return nil
}

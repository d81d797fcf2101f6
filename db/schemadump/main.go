// Command schemadump prints the whole schema as SQL, for people to read: what the migrations
// make of an empty database at TEST_DATABASE_URL.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/db"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "schemadump:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	server, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil || server.Scheme == "" {
		return errors.New("TEST_DATABASE_URL must name a PostgreSQL server")
	}
	const name = "schemadump"
	conn, err := pgx.Connect(ctx, server.String())
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for _, sql := range []string{"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	server.Path = "/" + name
	if err := db.Migrate(ctx, server.String()); err != nil {
		return err
	}
	return dump(ctx, server.String())
}

// dump prints what pg_dump says, without what differs from one version of it to the next.
func dump(ctx context.Context, address string) error {
	cmd := exec.CommandContext(ctx, "pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--schema=public", "--exclude-table=goose_db_version*", address) //nolint:gosec // our own server
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("pg_dump: %w", err)
	}
	noise := regexp.MustCompile(`(?m)^(--.*|SET .*|SELECT pg_catalog.*|\\.*|CREATE SCHEMA public;)\n`)
	blank := regexp.MustCompile(`\n{3,}`)
	out = blank.ReplaceAll(noise.ReplaceAll(out, nil), []byte("\n\n"))
	_, err = fmt.Printf("-- The schema as the migrations make it. Generated: run 'make generate'.\n\n%s\n", bytes.TrimSpace(out))
	return err
}

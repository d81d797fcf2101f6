package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// CreateFrom makes a database as a copy of another one of the same server, which nobody may
// be connected to. url is any database of the server but these two.
func CreateFrom(ctx context.Context, url, template, name string) error {
	return administer(ctx, url, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()+" TEMPLATE "+pgx.Identifier{template}.Sanitize()+" STRATEGY FILE_COPY")
}

// Drop deletes a database, whoever is connected to it.
func Drop(ctx context.Context, url, name string) error {
	return administer(ctx, url, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)")
}

// Create makes an empty database.
func Create(ctx context.Context, url, name string) error {
	return administer(ctx, url, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
}

func administer(ctx context.Context, url, statement string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return fmt.Errorf("connect to the server: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, translate(err))
	}
	return nil
}

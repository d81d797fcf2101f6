#!/usr/bin/env bash
# Fails when a committed generated file isn't what its source makes: the GraphQL server and
# its published schema, the example of a typed client, the schema dump, the app's build.
set -euo pipefail
cd "$(dirname "$0")/.."

before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
keep=(graph docs/api/schema.graphql docs/api/examples/go-client db/schema.sql web/dist web/app/src/gql)
for path in "${keep[@]}"; do
  mkdir -p "$before/$(dirname "$path")"
  cp -R "$path" "$before/$path"
done

make --no-print-directory generate

# Other versions of pg_dump word the same schema differently; the committed one is 15's.
if ! pg_dump --version | grep -q ' 15\.'; then
  echo "db/schema.sql is compared with pg_dump 15 only, this is $(pg_dump --version)" >&2
  cp "$before/db/schema.sql" db/schema.sql
fi

stale=0
for path in "${keep[@]}"; do
  diff -rq "$before/$path" "$path" || stale=1
done
if [ "$stale" = 1 ]; then
  echo "generated files are stale: run 'make generate' and commit what it changes" >&2
  exit 1
fi

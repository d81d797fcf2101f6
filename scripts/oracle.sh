#!/usr/bin/env bash
# Holds the planner against an exact solver (HiGHS, from npm): see internal/oracle.
set -euo pipefail
cd "$(dirname "$0")/.."

[ internal/oracle/node_modules/.package-lock.json -nt internal/oracle/package-lock.json ] ||
  (cd internal/oracle && npm ci --ignore-scripts --silent && touch node_modules/.package-lock.json)
exec ${GO:-go} run ./internal/oracle "$@"

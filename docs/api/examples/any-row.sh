#!/usr/bin/env bash
# Reads a row again by its id, whatever it is.   any-row.sh ID
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  query ($id: ID!) {
    node(id: $id) { __typename id ... on Shift { start end } ... on Volunteer { name } ... on HelpRequest { state } }
  }' "{\"id\": \"$1\"}"

#!/usr/bin/env bash
# All that is kept about somebody, as JSON in a string.   export-person.sh VOLUNTEER
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  query ($id: ID!) {
    volunteerExport(id: $id)
  }' "{\"id\": \"$1\"}"

#!/usr/bin/env bash
# Proposes somebody for a seat.   assign.sh ROLE VOLUNTEER KEY
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($role: ID!, $volunteer: ID!, $key: String!) {
    assign(role: $role, volunteer: $volunteer, idempotencyKey: $key) { id state }
  }' "{\"role\": \"$1\", \"volunteer\": \"$2\", \"key\": \"$3\"}"

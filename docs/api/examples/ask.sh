#!/usr/bin/env bash
# Asks whoever is proposed, by SMS.   ask.sh ASSIGNMENT KEY
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($assignment: ID!, $key: String!) {
    ask(assignment: $assignment, idempotencyKey: $key) { id code state deadline }
  }' "{\"assignment\": \"$1\", \"key\": \"$2\"}"

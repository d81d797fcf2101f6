#!/usr/bin/env bash
# Who could take a seat, and why others can't.   candidates.sh ROLE
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  query ($role: ID!) {
    candidates(role: $role, first: 20) { volunteer { id name phone } eligible km reasons { text } }
  }' "{\"role\": \"$1\"}"

#!/usr/bin/env bash
# Shifts of a commune with empty seats, and why they are empty.   empty-seats.sh COMMUNE FROM TO
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  query ($filter: ShiftFilter!) {
    shifts(filter: $filter, first: 50) {
      edges { node { id start end roles { id skill { code } seats confirmed asked whyEmpty { text count } } } }
      pageInfo { hasNextPage endCursor }
    }
  }' "{\"filter\": {\"commune\": \"$1\", \"from\": \"$2\", \"to\": \"$3\", \"emptyOnly\": true}}"

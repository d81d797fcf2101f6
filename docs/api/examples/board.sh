#!/usr/bin/env bash
# The coverage of all communes by days.   board.sh FROM TO
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  query ($from: Date!, $to: Date!) {
    campaign { board(from: $from, to: $to) { days rows { code name seats confirmed floors floorsMet } } }
  }' "{\"from\": \"$1\", \"to\": \"$2\"}"

#!/usr/bin/env bash
# Plans the coming days; publish-plan.sh makes it binding.   plan.sh DAYS
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($days: Int!) {
    planNow(days: $days) { id state value bound gap changes { kind } prices { commune { code } price } }
  }' "{\"days\": $1}"

#!/usr/bin/env bash
# Makes the proposals of a plan binding for asking.   publish-plan.sh PLAN
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($id: ID!) {
    publishPlan(id: $id) { id state }
  }' "{\"id\": \"$1\"}"

#!/usr/bin/env bash
# The department approves a request as it has seen it.   approve-request.sh REQUEST VERSION
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($id: ID!, $version: Int!) {
    approveRequest(id: $id, version: $version) { id state version shifts { id start end } }
  }' "{\"id\": \"$1\", \"version\": $2}"

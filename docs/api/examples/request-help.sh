#!/usr/bin/env bash
# A commune calls for two guides; sent again with the same key, it calls once.   request-help.sh COMMUNE START END KEY
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($key: String!, $input: RequestHelpInput!) {
    requestHelp(idempotencyKey: $key, input: $input) { id state version shifts { id } }
  }' "{\"key\": \"$4\", \"input\": {\"communeCode\": \"$1\", \"start\": \"$2\", \"end\": \"$3\",
  \"reason\": \"Đông người dân nộp hồ sơ\", \"roles\": [{\"skill\": \"guide\", \"seats\": 2}]}}"

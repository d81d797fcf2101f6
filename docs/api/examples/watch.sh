#!/usr/bin/env bash
# Prints each commune whose coverage changes, as it changes (server-sent events), until it is ended.   watch.sh FROM TO
set -euo pipefail
exec curl --silent --show-error --no-buffer "${TIEPSUC_URL:-http://127.0.0.1:8080}/graphql" \
  --header "Authorization: Bearer ${TIEPSUC_TOKEN:-demo-department}" \
  --header 'Content-Type: application/json' --header 'Accept: text/event-stream' \
  --data "{\"query\": \"subscription (\$from: Date!, \$to: Date!) { coverageChanged { code name coverage(from: \$from, to: \$to) { seats confirmed } } }\",
    \"variables\": {\"from\": \"$1\", \"to\": \"$2\"}}"

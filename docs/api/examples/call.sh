#!/usr/bin/env bash
# Asks the API and prints its answer; exit code 1 when the answer has errors.
#   call.sh QUERY [VARIABLES as JSON]
# TIEPSUC_URL is the platform's address, TIEPSUC_TOKEN a token (tiepsuc token, or the demo's).
set -euo pipefail
query=$(tr '\n' ' ' <<<"$1")
answer=$(curl --silent --show-error "${TIEPSUC_URL:-http://127.0.0.1:8080}/graphql" \
  --header "Authorization: Bearer ${TIEPSUC_TOKEN:-demo-department}" --header "Accept-Language: ${TIEPSUC_LANG:-vi}" \
  --header 'Content-Type: application/json' --data "{\"query\": \"$query\", \"variables\": ${2:-"{}"}}")
printf '%s\n' "$answer"
case $answer in *'"errors":'*) exit 1 ;; esac

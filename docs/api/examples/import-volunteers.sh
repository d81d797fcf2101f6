#!/usr/bin/env bash
# What a list of people (CSV or XLSX) would change; DRY_RUN=false takes it in.   import-volunteers.sh ORGANISATION FILE
set -euo pipefail
query='mutation ($file: Upload!, $organisation: ID!, $dryRun: Boolean!) {
  importVolunteers(file: $file, organisation: $organisation, dryRun: $dryRun) {
    created updated unchanged faults { cell message } columns { column heading field } } }'
answer=$(curl --silent --show-error "${TIEPSUC_URL:-http://127.0.0.1:8080}/graphql" \
  --header "Authorization: Bearer ${TIEPSUC_TOKEN:-demo-department}" --header "Accept-Language: ${TIEPSUC_LANG:-vi}" \
  --form "operations={\"query\": \"$(tr '\n' ' ' <<<"$query")\", \"variables\": {\"file\": null, \"organisation\": \"$1\", \"dryRun\": ${DRY_RUN:-true}}}" \
  --form 'map={"0": ["variables.file"]}' --form "0=@$2")
printf '%s\n' "$answer"
case $answer in *'"errors":'*) exit 1 ;; esac

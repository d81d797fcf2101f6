#!/usr/bin/env bash
# A university registers its people; faults come back by row.   register-volunteers.sh ORGANISATION HOME-COMMUNE
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($input: RegisterVolunteersInput!) {
    registerVolunteers(input: $input) { created updated unchanged faults { row column message } }
  }' "{\"input\": {\"organisation\": \"$1\", \"people\": [{\"externalId\": \"20210001\", \"name\": \"Nguyễn Thị An\", \"phone\": \"0912 999 555\",
  \"kind\": \"STUDENT\", \"homeCommune\": \"$2\", \"skills\": [{\"code\": \"guide\"}], \"weekly\": [{\"weekday\": 6, \"from\": \"08:00\", \"to\": \"17:00\"}],
  \"consentSms\": true}]}}"

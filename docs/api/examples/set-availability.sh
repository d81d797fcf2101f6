#!/usr/bin/env bash
# Somebody is free on Saturday mornings.   set-availability.sh VOLUNTEER
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($input: SetAvailabilityInput!) {
    setAvailability(input: $input) { id version }
  }' "{\"input\": {\"volunteer\": \"$1\", \"weekly\": [{\"weekday\": 6, \"from\": \"08:00\", \"to\": \"11:30\"}]}}"

#!/usr/bin/env bash
# Has an own system told of what becomes of an organisation's people.   add-webhook.sh ORGANISATION URL KEY
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($organisation: ID!, $url: String!, $key: String!) {
    addWebhook(organisation: $organisation, url: $url, idempotencyKey: $key) { secret webhook { id url } }
  }' "{\"organisation\": \"$1\", \"url\": \"$2\", \"key\": \"$3\"}"

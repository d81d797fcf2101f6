#!/usr/bin/env bash
# Enters an answer that was given by telephone.   record-answer.sh ASK YES|NO
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  mutation ($ask: ID!, $answer: Answer!) {
    recordAnswer(ask: $ask, answer: $answer, note: \"qua điện thoại\") { id state assignment { id state } }
  }' "{\"ask\": \"$1\", \"answer\": \"$2\"}"

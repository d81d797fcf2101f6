#!/usr/bin/env bash
# Who a token stands for, and what it may do.
set -euo pipefail
exec "$(dirname "$0")/call.sh" '
  {
    viewer { role organisation { id name } commune { code name } permissions }
  }' "{}"

#!/usr/bin/env bash
# Installs what a target needs and this machine lacks, by its package manager where that is
# possible; else says in one sentence what to install.
#   scripts/ensure.sh postgres chromium node
set -euo pipefail

have_postgres() {
  [ -n "${DATABASE_URL:-}" ] && [ "${ENSURE_FOR:-}" = demo ] && return 0
  [ -n "${PG_BINDIR:-}" ] && [ -x "$PG_BINDIR/initdb" ] && return 0
  command -v initdb >/dev/null && return 0
  for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
    [ -x "$dir/initdb" ] && return 0
  done
  return 1
}

have_chromium() {
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

have_node() { command -v npm >/dev/null; }

have_curl() { command -v curl >/dev/null; }

apt_updated=
apt() {
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo -n)
  if [ -z "$apt_updated" ]; then
    "${sudo[@]}" apt-get update -qq
    apt_updated=1
  fi
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# install NAME DEBIAN_PACKAGE BREW_FORMULA WHAT
install() {
  echo "installing $4 …" >&2
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    apt "$2" && "have_$1" && return 0
  elif command -v brew >/dev/null; then
    brew install --quiet $3 && "have_$1" && return 0
  fi
  echo "$4 is missing and can't be installed from here: please install it ($2 on Debian, $3 with Homebrew) and run this again." >&2
  exit 1
}

for need in "$@"; do
  case "$need" in
    postgres) have_postgres || install postgres postgresql postgresql@17 "PostgreSQL's server" ;;
    chromium) have_chromium || install chromium chromium "--cask chromium" "Chromium" ;;
    node) have_node || install node npm node "Node with npm" ;;
    curl) have_curl || install curl curl curl "curl" ;;
    *) echo "ensure: unknown need $need" >&2; exit 2 ;;
  esac
done

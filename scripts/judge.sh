#!/usr/bin/env bash
# Holds our calls to Twilio against Twilio's own specification, as the package of its command
# line carries it. The package's own dependencies are large and not needed.
set -euo pipefail
cd "$(dirname "$0")/.."

package=@twilio/cli-core@8.3.2
name=package/src/services/twilio-api/twilio_api_v2010.json
sum=7f123267c8dd60bd5412ed723cc021f0e58d52b635e8fad41f72c4a3dda9e77e
spec=internal/prism/node_modules/.spec

[ internal/prism/node_modules/.package-lock.json -nt internal/prism/package-lock.json ] ||
  (cd internal/prism && npm ci --ignore-scripts --silent && touch node_modules/.package-lock.json)
if ! echo "$sum  $spec/$name" | sha256sum --check --status 2>/dev/null; then
  mkdir -p "$spec"
  (cd "$spec" && npm pack --silent "$package" >/dev/null && tar xzf ./*.tgz "$name" && rm ./*.tgz)
  echo "$sum  $spec/$name" | sha256sum --check --status
fi
exec ${GO:-go} run ./internal/prism "$spec/$name"

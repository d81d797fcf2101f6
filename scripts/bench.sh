#!/usr/bin/env bash
# Measures the planner on generated problems and writes the table of docs/benchmarks.md.
#   SIZES="S M" SEEDS="1 2 3" SCARCITY="1 2" EFFORT=3 scripts/bench.sh
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

{
  echo "# Benchmarks"
  echo
  echo "The planner on generated problems. Repeat with \`make bench\` (settings: \`SIZES\`, \`SEEDS\`, \`SCARCITY\`, \`EFFORT\`). Times are of one run on"
  echo "$(nproc) cores and vary; value, bound and gap are the same every time. Each plan is checked by \`tiepsuc verify\`."
  echo
  echo "| size | scarcity | seed | effort | value | bound | certified gap | lowest commune | time |"
  echo "|---|---|---|---|---|---|---|---|---|"
  for size in ${SIZES:-S M}; do
    for scarcity in ${SCARCITY:-1 2}; do
      for seed in ${SEEDS:-1 2 3}; do
        bin/tiepsuc generate --size "$size" --scarcity "$scarcity" --seed "$seed" "$work/problem.json" >/dev/null
        bin/tiepsuc plan --effort "${EFFORT:-3}" "$work/problem.json" "$work/plan.json" >"$work/said"
        bin/tiepsuc verify "$work/problem.json" "$work/plan.json" >"$work/score.json"
        said() { awk -v name="$1" '$1 == name { print $2 $3 }' "$work/said"; }
        lowest=$(sed -E 's/.*"worstCommune":([0-9.]+).*/\1/' "$work/score.json")
        echo "| $size | $scarcity | $seed | ${EFFORT:-3} | $(said value) | $(said bound) | $(said gap) | $lowest | $(said elapsed) |"
      done
    done
  done
} | tee "$work/table"
mv "$work/table" docs/benchmarks.md

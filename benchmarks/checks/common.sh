# What the check scripts have in common: the program, a folder to work in that is removed at the end, and words for
# the outcome.
# Source it; TRAWL=path of the program (default: build/release/bin/trawl), CHECK_FOLDER=where to work (default: a
# temporary folder).
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
trawl=${TRAWL:-$source_folder/build/release/bin/trawl}
[ -x "$trawl" ] || { echo "no program at $trawl: cmake --preset release && cmake --build --preset release, or TRAWL=..." >&2; exit 2; }
trawl=$(realpath "$trawl")
work=${CHECK_FOLDER:-}
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
checks=$source_folder/benchmarks/checks
failures=0

# says LABEL COMMAND...: runs the command and notes whether it succeeded.
says() {
  local label=$1
  shift
  if "$@"; then echo "ok    $label"; else echo "FAILS $label"; failures=$((failures + 1)); fi
}

finish() { [ "$failures" -eq 0 ] || { echo "$failures failed"; exit 1; }; }

# estate OBJECTS: makes an estate of that size in $work/estate, once.
estate() { [ -d "$work/estate/share" ] || python3 "$source_folder/benchmarks/estate.py" 7 "$1" "$work/estate"; }

# answers INDEX: what the index answers, without the times of the scans; the same for the same content.
answers() {
  "$trawl" report --index "$1" --findings --show | LC_ALL=C sort
  "$trawl" report --index "$1" --json | python3 -c '
import json, sys
report = json.load(sys.stdin)
for part in report["ledger"]["unread"] + report["ledger"]["skipped"]:
    part.pop("size")
ledger = report["ledger"]
for name in ("unread", "skipped"):
    ledger[name].sort(key=lambda part: part["locator"])
kept = {name: report[name] for name in ("findings", "parts_with_findings", "text_bytes", "by_risk", "kinds", "ledger")}
kept["kinds"].sort(key=lambda kind: kind["kind"])
print(json.dumps(kept, sort_keys=True, indent=1))'
}

# hits INDEX QUERY...: what find answers, sorted.
hits() {
  "$trawl" find --index "$1" --show --json "${@:2}" | python3 -c '
import json, sys
for document in sorted(json.load(sys.stdin)["documents"], key=lambda document: document["locator"]):
    print(document["locator"], sorted((hit["locator"], hit["match"]) for hit in document["hits"]))'
}

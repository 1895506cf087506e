#!/usr/bin/env bash
# Precision and recall of the detectors on the gold set and on the texts written by hand (benchmarks/gold), by kind and by
# confidence.
# usage: gold.sh [EVALUATE_DETECTORS]   (default: build/release/benchmarks/evaluate-detectors)
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
evaluate=${1:-$here/../build/release/benchmarks/evaluate-detectors}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for part in dev blind; do
  python3 "$here/gold/make.py" "$here/gold/$part" 7 20 >"$work/$part.jsonl"
  echo "== $part"
  "$evaluate" --no-names "$work/$part.jsonl"
done
for part in dev blind; do
  for kind in identifiers names; do
    echo "== written by hand, $kind, $part"
    names=()
    [ "$kind" = names ] || names=(--no-names)
    "$evaluate" "${names[@]}" "$here/gold/written/${kind}_$part.jsonl"
  done
done

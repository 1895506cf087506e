#!/usr/bin/env bash
# Precision and recall of the detectors on the gold set (benchmarks/gold), by kind and by confidence.
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

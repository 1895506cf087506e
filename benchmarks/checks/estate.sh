#!/usr/bin/env bash
# The estate, seed 7: recall of planted structured identifiers at least 0.98 and precision 0.95, e-mails 0.99, every
# unreadable file with the right outcome, nothing unaccounted. usage: estate.sh [OBJECTS]      (default 5,000)
. "$(dirname "$0")/common.sh"
estate "${1:-5000}"
python3 "$source_folder/benchmarks/evaluate.py" "$work/estate" --trawl "$trawl" --require "${@:2}"

#!/usr/bin/env bash
# kill -9 at random moments of a scan: the next scan completes, and its answers equal those of an undisturbed one.
# usage: killed.sh [TIMES] [OBJECTS]      (default: 20 times, an estate of 5,000)
. "$(dirname "$0")/common.sh"
times=${1:-20}
estate "${2:-5000}"
cd "$work/estate"

scan() { "$trawl" scan share --index "$1" --quiet; }
scan "$work/warm.trawl"  # the time that counts is that with the share in memory
rm -f "$work"/*.trawl* "$work"/*.key
began=$(date +%s%N)
scan "$work/calm.trawl"
took=$((($(date +%s%N) - began) / 1000000))
answers "$work/calm.trawl" >"$work/calm.txt"
person=$(python3 -c 'import json; print(json.load(open("people.json"))[0]["email"])')
hits "$work/calm.trawl" --email "$person" >"$work/calm-hits.txt"
echo "an undisturbed scan takes $took ms; $(wc -l <"$work/calm.txt") lines of answers, $(wc -l <"$work/calm-hits.txt") documents found for one person"

died=0
for ((i = 1; died < times && i <= 4 * times; ++i)); do
  index=$work/killed.trawl
  rm -f "$index"* "$work/killed.key"
  moment=$((RANDOM * 32768 + RANDOM))
  moment=$((moment % took))
  setsid "$trawl" scan share --index "$index" --quiet 2>/dev/null &
  pid=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  if kill -9 "$pid" 2>/dev/null; then died=$((died + 1)); fi
  wait "$pid" 2>/dev/null || true
  for ((wait = 0; wait < 50; ++wait)); do
    pgrep -s "$pid" >/dev/null || break
    sleep 0.1
  done
  left=$(pgrep -c -s "$pid" || true)
  says "killed after $moment ms: no worker is left" test "$left" -eq 0
  says "  the next scan completes" scan "$index"
  answers "$index" >"$work/after.txt"
  hits "$index" --email "$person" >"$work/after-hits.txt"
  says "  and answers as if nothing had been" cmp "$work/calm.txt" "$work/after.txt"
  says "  and finds as if nothing had been" cmp "$work/calm-hits.txt" "$work/after-hits.txt"
done
echo "$died of $((i - 1)) scans were killed before their end"
says "$times scans were killed in the middle" test "$died" -eq "$times"
finish

#!/usr/bin/env bash
# A scan changes nothing in the share, the second scan of an unchanged tree reads no content, and changed, new and
# deleted files are what a later one updates.
. "$(dirname "$0")/common.sh"
estate "${1:-500}"
cd "$work/estate"
state() { find share -printf '%p %y %m %s %T@ %C@ %l\n' | sort; find share -type f -readable -print0 | sort -z | xargs -0 sha256sum; }
value() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
state >"$work/before.txt"
"$trawl" scan share --index "$work/again.trawl" --quiet
state >"$work/after.txt"
says "modes, times, links and content are as before" cmp "$work/before.txt" "$work/after.txt"
says "the second scan reads zero bytes" test "$("$trawl" scan share --index "$work/again.trawl" --quiet --json | value bytes_read)" -eq 0
echo "new" >share/new.txt
says "a new file alone is read" test "$("$trawl" scan share --index "$work/again.trawl" --quiet --json | value files_read)" -eq 1
echo "mail ann@example.org" >share/new.txt
says "a changed file alone is read" test "$("$trawl" scan share --index "$work/again.trawl" --quiet --json | value files_read)" -eq 1
rm share/new.txt
says "a deleted file is removed" test "$("$trawl" scan share --index "$work/again.trawl" --quiet --json | value files_removed)" -eq 1
"$trawl" scan share --index "$work/fresh.trawl" --quiet
answers "$work/again.trawl" >"$work/again.txt"
answers "$work/fresh.trawl" >"$work/fresh.txt"
says "and the answers are those of a fresh scan" cmp "$work/again.txt" "$work/fresh.txt"
finish

#!/usr/bin/env bash
# Hostile files: bombs, quines, lies about size, loops, endless nesting, truncations. None may crash or hang the program; each
# ends with an outcome that is right for it; what stands beside it in the same container is read.
# usage: hostile.sh
. "$(dirname "$0")/common.sh"
python3 "$checks/hostile.py" make "$work/hostile"
began=$(date +%s)
says "the scan ends by itself" timeout 1200 "$trawl" scan "$work/hostile/share" --index "$work/hostile.trawl" --quiet \
  --limits part_seconds=10 --limits container_bytes=512M
echo "      $(($(date +%s) - began)) s"
"$trawl" report --index "$work/hostile.trawl" --json >"$work/hostile.json"
"$trawl" find --index "$work/hostile.trawl" zorvelquin --json >"$work/found.json" || true
says "every file has an outcome that is right for it" \
  python3 "$checks/hostile.py" verify "$work/hostile" "$work/hostile.json" "$work/found.json"
finish

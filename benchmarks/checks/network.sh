#!/usr/bin/env bash
# strace of a whole scan: no process of it makes a network connection, and no worker opens a file of the share or of
# the user.
. "$(dirname "$0")/common.sh"
estate "${1:-500}"
cd "$work/estate"
rm -f "$work"/trace.* "$work"/network.*
# One file a process, so that no call is torn apart by another's.
strace -f -ff -q -o "$work/trace" -e trace=network,execve,open,openat,openat2,creat "$trawl" scan share --index "$work/network.trawl" --quiet
says "the trace saw the scan's processes" test "$(find "$work" -name 'trace.*' | wc -l)" -gt 1
# A worker tries at its start whether its cage holds: that socket is refused with EPERM.
grep -hE 'connect\(|socket\(AF_(INET|INET6|NETLINK|PACKET)|sendto\(|bind\(|accept' "$work"/trace.* | grep -vE 'socket\(.* = -1 EPERM' >"$work/calls.txt" || true
says "no connect, no socket of a network, nothing sent to an address" test ! -s "$work/calls.txt"
head -5 "$work/calls.txt"

workers=0
: >"$work/opened.txt"
for trace in "$work"/trace.*; do
  grep -q 'execve.*trawl-worker' "$trace" || continue
  workers=$((workers + 1))
  grep -hE '(open|openat|openat2|creat)\(' "$trace" | grep -vE ' = -1 |O_PATH|"(/usr/(lib|share)(/|")|/lib|/etc/|/proc/self/|/sys/devices/system/cpu|/dev/null)' >>"$work/opened.txt" || true
done
echo "$workers workers were traced"
says "workers were seen" test "$workers" -gt 0
says "no worker opened anything but its libraries' data" test ! -s "$work/opened.txt"
sort "$work/opened.txt" | uniq -c | sort -rn | head -5
echo "(that a worker's attempts are refused: tests/worker, run by ./run-tests)"
finish

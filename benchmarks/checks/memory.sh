#!/usr/bin/env bash
# Memory of all processes together while one text file of 2 GB and one ZIP of 2 GB are scanned: under 300 MB.
# usage: memory.sh [MEGABYTES]      (default 2048; needs twice that on the disk)
. "$(dirname "$0")/common.sh"
size=${1:-2048}
mkdir -p "$work/text" "$work/zip"
python3 - "$size" "$work" <<'P'
import random, sys, zipfile
size, work = int(sys.argv[1]), sys.argv[2]
rng = random.Random(7)
words = ["".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randrange(2, 11))) for _ in range(20000)]
def mega(number):
    """A megabyte of text that differs from every other, with some things to find in it."""
    lines = []
    while sum(map(len, lines)) < 1 << 20:
        for _ in range(200):
            lines.append(" ".join(rng.choices(words, k=12)) + "\n")
        lines.append(f"Mail user{number}.{len(lines)}@larchtrust.org.uk, phone 020 7946 0{rng.randrange(1000):03}, {number}\n")
    return "".join(lines).encode()[:1 << 20]
blocks = [mega(number) for number in range(16)]
def block(number):
    return (f"part {number}: Jane Doe{number} jane.doe{number}@larchtrust.org.uk\n".encode() + blocks[number % 16])[:1 << 20]
with open(f"{work}/text/big.txt", "wb") as file:
    for number in range(size):
        file.write(block(number))
with zipfile.ZipFile(f"{work}/zip/big.zip", "w") as archive:
    for number in range(0, size, 8):
        archive.writestr(f"folder/{number}.txt", b"".join(block(number + i) for i in range(8)))
P
for kind in text zip; do
  echo "$(du -m --apparent-size "$work/$kind"/big.* | cut -f1) MB of $kind:"
  python3 "$checks/memory.py" "$trawl" scan "$work/$kind" --index "$work/$kind.trawl" --quiet | tee "$work/memory.txt"
  says "under 300 MB" test "$(cut -d' ' -f1 "$work/memory.txt")" -lt 300
  "$trawl" report --index "$work/$kind.trawl" --json | python3 -c '
import json, sys
report = json.load(sys.stdin)
print("      outcomes:", {name: count for name, count in report["ledger"]["outcomes"].items() if count}, "findings:", report["findings"], "text:", report["text_bytes"] >> 20, "MB")'
done
finish

#!/usr/bin/env bash
# The index gives nothing away: no planted value, name of a person or path is to be seen in it, in any encoding of the
# file's bytes; nor is one that is suppressed.
. "$(dirname "$0")/common.sh"
estate "${1:-500}"
cd "$work/estate"
"$trawl" scan share --index "$work/sealed.trawl" --quiet
python3 - <<'P' >"$work/values.txt"
import json
emails = [entry["value"] for entry in map(json.loads, open("truth.jsonl", encoding="utf-8")) if entry["kind"] == "email"]
print("\n".join(sorted(set(emails))[:50]))
P
"$trawl" suppress add - --reason "a check" --index "$work/sealed.trawl" --quiet <"$work/values.txt"
"$trawl" suppress add --place 'hr/payroll/**' --reason "a check" --index "$work/sealed.trawl" --quiet
python3 - "$work"/sealed.trawl* >"$work/seen.txt" <<'P'
import json, sys
wanted = set()
for line in open("truth.jsonl", encoding="utf-8"):
    entry = json.loads(line)
    if len(entry["value"]) >= 8:
        wanted.add(entry["value"])
for line in open("objects.jsonl", encoding="utf-8"):
    wanted |= {part for hop in json.loads(line)["path"].split("!/") for part in hop.split("/") if len(part) >= 8}
for path in sys.argv[1:]:
    if path.endswith(".key"):
        continue
    content = open(path, "rb").read()
    for value in wanted:
        for form in {value, value.lower(), value.upper(), value.replace(" ", "")}:
            if form.encode() in content or form.encode("utf-16-le") in content:
                print(path, form)
print(f"{len(wanted)} values and names looked for", file=sys.stderr)
P
says "nothing of them is in the index" test ! -s "$work/seen.txt"
head -5 "$work/seen.txt"
says "the key is readable by its owner alone" test "$(stat -c %a "$work"/sealed*.key)" = 600
head -c 32 /dev/urandom >"$work/other.key"
chmod 600 "$work/other.key"
says "another key is refused" bash -c '! "$0" report --index "$1" --key "$2" >/dev/null 2>&1' "$trawl" "$work/sealed.trawl" "$work/other.key"
finish

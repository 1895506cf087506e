#!/usr/bin/env python3
"""Hostile files and the outcomes that are right for them.

hostile.py make FOLDER                        files in FOLDER/share, what is right for them in FOLDER/expected.json
hostile.py verify FOLDER REPORT FOUND         compares them with `trawl report --json` and `trawl find zorvelquin --json`
"""
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from hostile_parts import archives, documents, mails, texts

WORD = "zorvelquin"  # stands where it must be found all the same
TRUNCATIONS = 6


def truncated(files):
    """Every file that was read in full, cut at several places: never `read` with nothing said but where the format has no end."""
    for name, content, _ in files:
        for step in range(1, TRUNCATIONS):
            cut = content[: len(content) * step // TRUNCATIONS]
            yield f"truncated/{step}-{name.replace('/', '-')}", cut, None


def all_files():
    whole = list(archives.well_formed(WORD)) + list(documents.well_formed(WORD))
    yield from whole
    yield from truncated(whole)
    for module in (archives, documents, mails, texts):
        yield from module.hostile(WORD)


def make(folder):
    share = pathlib.Path(folder, "share")
    expected = {}
    for name, content, right in all_files():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        expected[name] = right
    special(share, expected)
    pathlib.Path(folder, "expected.json").write_text(json.dumps(expected, indent=1))
    print(f"{len(expected)} hostile files")


def special(share, expected):
    """What is no regular file, and names that break lines, terminals and markup."""
    folder = share / "special"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    os.symlink("/etc/passwd", folder / "link")
    os.symlink(".", folder / "loop")
    with open(folder / "sparse.bin", "wb") as sparse:
        sparse.truncate(50 << 30)
    for name in ("pipe", "link", "loop"):
        expected[f"special/{name}"] = {"outcomes": ["skipped"]}
    expected["special/sparse.bin"] = {"outcomes": ["unsupported", "over_limit", "read"]}
    for name in (b"new\nline.txt", b"\xff\xfe.txt", b"<img src=x onerror=alert(1)>.txt", b"\x1b[31mred.txt", b"!#%41.txt", b"x" * 255):
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:
            file.write(WORD.encode())


def verify(folder, report_path, found_path):
    expected = json.loads(pathlib.Path(folder, "expected.json").read_text())
    report = json.loads(pathlib.Path(report_path).read_text())
    found = json.loads(pathlib.Path(found_path).read_text())
    ledger = report["ledger"]
    share = str(pathlib.Path(folder, "share").resolve())
    outcomes = {part["locator"]: (part["outcome"], part["reason"]) for part in ledger["unread"] + ledger["skipped"]}
    hits = {document["locator"].split("!/")[0] for document in found["documents"]}
    problems = []
    if ledger["walked"] != sum(ledger["outcomes"].values()):
        problems.append("walked is not the sum of the outcomes")
    for name, right in expected.items():
        locator = f"{share}/{name}"
        outcome, reason = outcomes.get(locator, ("read", ""))
        inside = [kind for place, (kind, _) in outcomes.items() if place.startswith(locator + "!/")]
        if "crashed" in [outcome] + inside:
            problems.append(f"{name}: crashed")
        if right is None:
            if outcome == "read" and not inside and locator not in hits:
                problems.append(f"{name}: read, nothing found and nothing said")
            continue
        if outcome not in right["outcomes"] and not set(inside) & set(right.get("inside", [])):
            problems.append(f"{name}: {outcome} ({reason}), inside {sorted(set(inside))}; right: {right}")
        if right.get("found") and locator not in hits:
            problems.append(f"{name}: what stands beside it is not found ({outcome}: {reason})")
    for problem in problems:
        print(" ", problem)
    counts = ", ".join(f"{kind} {count}" for kind, count in ledger["outcomes"].items() if count)
    print(f"  {len(expected)} files, {ledger['walked']} objects: {counts}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(make(sys.argv[2]) if sys.argv[1] == "make" else verify(*sys.argv[2:]))

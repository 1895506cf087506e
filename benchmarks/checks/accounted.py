#!/usr/bin/env python3
"""Whether a scan accounted for everything and nothing crashed: accounted.py NAME FILES SECONDS < `trawl report --json`; exit 1 when not."""
import json
import sys


def main():
    name, files, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    report = json.load(sys.stdin)
    ledger = report["ledger"]
    outcomes = ", ".join(f"{outcome} {count}" for outcome, count in ledger["outcomes"].items() if count)
    print(
        f"{name}: {files} files, {ledger['walked']} objects: {outcomes}; {report['findings']} findings, {seconds:.1f} s"
    )
    problems = []
    if ledger["outcomes"]["crashed"]:
        problems.append(
            "crashed: " + ", ".join(part["locator"] for part in ledger["unread"] if part["outcome"] == "crashed")
        )
    if ledger["walked"] != sum(ledger["outcomes"].values()):
        problems.append("walked is not the sum of the outcomes")
    if ledger["files"] != files:
        problems.append(f"{ledger['files']} of {files} files are in the ledger")
    if len(ledger["unread"]) != ledger["walked"] - ledger["outcomes"]["read"] - ledger["outcomes"]["skipped"]:
        problems.append("not everything unread is listed")
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

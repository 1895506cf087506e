#!/usr/bin/env python3
"""Scans a synthetic estate (estate.py) with trawl and measures what it found against the truth.

usage: evaluate.py FOLDER [--trawl BIN] [--json FILE] [--misses N] [--require]

Recall: planted values that trawl finds in the part where they stand, by kind and by format. Precision: findings of
these kinds that were planted where trawl says. Coverage: every object of the truth is walked, and nothing else.
Unreadable: every planted one ends as it must.
--require: exit 1 when below the thresholds of docs/checks.md. --misses: show so many misses and false alarms of each
kind and format.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import time

FREE_TEXT = ("person", "address")  # no check digit and no fixed form; measured, without a threshold
THRESHOLDS = {"recall": 0.98, "precision": 0.95, "email_recall": 0.99}


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Scan:
    """One scan of the estate into a fresh index, and what the index then holds."""

    def __init__(self, trawl, folder):
        with tempfile.TemporaryDirectory() as work:
            index = f"{work}/index.trawl"
            began = time.monotonic()
            self.summary = json.loads(run([trawl, "scan", "share", "--index", index, "--json", "--quiet"], folder))
            self.seconds = time.monotonic() - began
            self.report = json.loads(run([trawl, "report", "--index", index, "--json"], folder))
            listed = run([trawl, "report", "--index", index, "--findings", "--show"], folder)
        root = f"{folder}/"
        self.findings = [json.loads(line) for line in listed.splitlines()]
        for finding in self.findings:
            finding["part"] = finding["part"].removeprefix(root)
        ledger = self.report["ledger"]
        self.unread = {part["locator"].removeprefix(root): part for part in ledger["unread"] + ledger["skipped"]}
        self.walked = walked_parts(trawl, folder)


def run(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"evaluate: {' '.join(command[:2])} ended with {done.returncode}")
    return done.stdout.decode()


def walked_parts(trawl, folder):
    """Every part that trawl walks, by the outcomes that `trawl text` prints."""
    process = subprocess.Popen([trawl, "text", "share", "--json", "--quiet"], cwd=folder, stdout=subprocess.PIPE)
    parts = collections.Counter()
    for line in process.stdout:
        entry = json.loads(line)
        if "outcome" in entry:
            parts[entry["locator"].removeprefix(f"{folder}/")] += 1
    process.wait()
    return parts


class Tally:
    """Found, planted and false, of one kind or format."""

    def __init__(self):
        self.planted = self.found = self.right = self.wrong = 0

    @property
    def recall(self):
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self):
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    def add(self, other):
        for name in ("planted", "found", "right", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_json(self):
        return {**self.__dict__, "recall": round(self.recall, 4), "precision": round(self.precision, 4)}


class Comparison:
    def __init__(self, truth, objects, unknown, scan):
        self.by_kind = collections.defaultdict(Tally)
        self.by_format = collections.defaultdict(Tally)
        self.misses, self.false_alarms = [], []
        formats = {entry["path"]: entry["format"] for entry in objects}
        kinds = {entry["kind"] for entry in truth}
        planted = {(entry["path"], entry["kind"], entry["value"]): entry for entry in truth}
        found = {(finding["part"], finding["kind"], finding["value"]): finding for finding in scan.findings}
        for key, entry in planted.items():
            hit = key in found
            for tally in self.tallies(entry["kind"], entry["format"]):
                tally.planted += 1
                tally.found += hit
            if not hit:
                self.misses.append(entry)
        for key, finding in found.items():
            part, kind, _ = key
            if kind not in kinds or is_inside(part, unknown):
                continue
            right = key in planted
            for tally in self.tallies(kind, formats.get(part, "?")):
                tally.right += right
                tally.wrong += not right
            if not right:
                self.false_alarms.append({**finding, "format": formats.get(part, "?")})
        self.others = collections.Counter(finding["kind"] for finding in scan.findings if finding["kind"] not in kinds)

    def tallies(self, kind, form):
        return [self.by_kind[kind]] if kind in FREE_TEXT else [self.by_kind[kind], self.by_format[form]]

    def structured(self):
        total = Tally()
        for kind, tally in self.by_kind.items():
            if kind not in FREE_TEXT:
                total.add(tally)
        return total


def is_inside(path, containers):
    """Whether a path is one of the containers or stands inside of one."""
    return any(path == container or path.startswith(f"{container}!/") for container in containers)


def judge_unreadable(expected, scan):
    """Each planted unreadable file with its outcome, and whether that is right."""
    judged = []
    for entry in expected:
        path = entry["path"]
        real = (
            {scan.unread[path]["outcome"]} if path in scan.unread else {"read"} if path in scan.walked else {"missing"}
        )
        if entry["inside"]:
            real |= {part["outcome"] for locator, part in scan.unread.items() if locator.startswith(f"{path}!/")}
        judged.append({**entry, "real": sorted(real), "right": bool(real & set(entry["outcomes"]))})
    return judged


def table(title, tallies):
    print(f"\n{title:24} {'planted':>8} {'found':>8} {'recall':>8} {'false':>6} {'precision':>9}")
    for name, tally in sorted(tallies.items()):
        print(f"{name:24} {tally.planted:8} {tally.found:8} {tally.recall:8.4f} {tally.wrong:6} {tally.precision:9.4f}")


def show_examples(title, entries, count):
    groups = collections.defaultdict(list)
    for entry in entries:
        groups[entry["kind"], entry["format"]].append(entry)
    print(f"\n{title}: {len(entries)}")
    for (kind, form), group in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(f"  {kind} in {form}: {len(group)}")
        for entry in group[:count]:
            print(f"      {entry['value']}   {entry.get('locator', entry.get('path'))}")


def measure(scan):
    size, files, walked = scan.summary["bytes_read"], scan.summary["files_seen"], scan.report["ledger"]["walked"]
    return {
        "seconds": round(scan.seconds, 2),
        "files": files,
        "walked": walked,
        "bytes": size,
        "mb_per_s": round(size / 1e6 / scan.seconds, 2),
        "text_mb_per_s": round(scan.report["text_bytes"] / 1e6 / scan.seconds, 2),
        "files_per_s": round(files / scan.seconds),
        "objects_per_s": round(walked / scan.seconds),
    }


class Coverage:
    """Which objects were walked, beside those that the truth knows."""

    def __init__(self, objects, judged, scan):
        unknown = [entry["path"] for entry in objects if not entry["known"]]
        # LibreOffice puts a picture of the first page in what it writes.
        open_ended = unknown + [entry["path"] for entry in objects if entry["format"].endswith("(LibreOffice)")]
        known, planned = {entry["path"] for entry in objects}, {entry["path"] for entry in judged}
        self.unknown, self.ledger = unknown, scan.report["ledger"]
        self.lists = {
            "not walked": sorted(known - scan.walked.keys()),
            "walked and not in the truth": sorted(
                path for path in scan.walked.keys() - known if not is_inside(path, open_ended)
            ),
            "not read in full and not planned": sorted(
                path for path in scan.unread.keys() - planned if path in known and not is_inside(path, unknown)
            ),
            "walked twice": sorted(path for path, count in scan.walked.items() if count > 1),
        }
        outcomes = sum(self.ledger["outcomes"].values())
        self.accounted = (
            self.ledger["walked"] == outcomes == sum(scan.walked.values()) and not self.lists["walked twice"]
        )

    def show(self, scan):
        for title, paths in self.lists.items():
            print(f"{title}: {len(paths)}")
            for path in paths[:10]:
                part = scan.unread.get(path, {})
                print(f"  {path}  {part.get('outcome', '')}: {part.get('reason', '')}")
        outcomes = self.ledger["outcomes"]
        print(
            f"accounted: walked {self.ledger['walked']}, sum of outcomes {sum(outcomes.values())}, "
            f"crashed {outcomes['crashed']}"
        )


def show_unreadable(judged):
    print(f"\nunreadable: {sum(entry['right'] for entry in judged)} of {len(judged)} as they must be")
    for entry in judged:
        verdict, real, expected = (
            "ok   " if entry["right"] else "WRONG",
            "/".join(entry["real"]),
            "/".join(entry["outcomes"]),
        )
        print(f"  {verdict} {real} (expected {expected}: {entry['why']})  {entry['path']}")


def passed(comparison, judged, coverage):
    """Every requirement by name, and whether it is met."""
    total = comparison.structured()
    return {
        "recall": total.recall >= THRESHOLDS["recall"],
        "precision": total.precision >= THRESHOLDS["precision"],
        "e-mail recall": comparison.by_kind["email"].recall >= THRESHOLDS["email_recall"],
        "unreadable": all(entry["right"] for entry in judged),
        "every object walked": not coverage.lists["not walked"],
        "nothing unaccounted": coverage.accounted,
        "no crash": coverage.ledger["outcomes"]["crashed"] == 0,
        "nothing else unread": not coverage.lists["not read in full and not planned"],
    }


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=lambda name: pathlib.Path(name).resolve())
    parser.add_argument(
        "--trawl", default=str(pathlib.Path(__file__).resolve().parent.parent / "build/release/bin/trawl")
    )
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--require", action="store_true", help="exit 1 when below the thresholds")
    return parser.parse_args(arguments)


def main():
    options = options_of(sys.argv[1:])
    folder = options.folder
    objects = lines_of(folder / "objects.jsonl")
    scan = Scan(str(pathlib.Path(options.trawl).resolve()), folder)
    judged = judge_unreadable(lines_of(folder / "truth-unreadable.jsonl"), scan)
    coverage = Coverage(objects, judged, scan)
    comparison = Comparison(lines_of(folder / "truth.jsonl"), objects, coverage.unknown, scan)
    total, figures, checks = comparison.structured(), measure(scan), passed(comparison, judged, coverage)

    table("kind", comparison.by_kind)
    table("format (structured)", comparison.by_format)
    table("", {"all structured": total})
    if comparison.others:
        print(f"\nfindings of kinds that were not planted: {dict(comparison.others)}")
    show_unreadable(judged)
    coverage.show(scan)
    print(
        "speed: {seconds} s, {mb_per_s} MB/s of files, {text_mb_per_s} MB/s of text, {files_per_s} files/s, "
        "{objects_per_s} objects/s".format(**figures)
    )
    if options.misses:
        show_examples("missed", comparison.misses, options.misses)
        show_examples("false alarms", comparison.false_alarms, options.misses)
    print("\n" + "\n".join(f"{'ok   ' if met else 'BELOW'} {name}" for name, met in checks.items()))
    if options.json:
        result = {
            "kinds": {kind: tally.as_json() for kind, tally in comparison.by_kind.items()},
            "formats": {form: tally.as_json() for form, tally in comparison.by_format.items()},
            "structured": total.as_json(),
            "unreadable": judged,
            **coverage.lists,
            "speed": figures,
            "checks": checks,
        }
        pathlib.Path(options.json).write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if options.require and not all(checks.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares the text of PDFs that trawl reads with that of pdftotext (default and -layout), and their CPU time.

    benchmarks/checks/pdf_text.py TRAWL FOLDER... [--worst N] [--no-time]

Words are compared as bags: normal form NFKC, runs of letters and digits. Prints, over all files and for the worst
ones, the share of pdftotext's words that trawl has, and the words that only trawl has. Files that pdftotext does not
read are left out and counted. CPU time: one pdftotext process a file against one trawl for all, its workers included.
"""
import argparse
import collections
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unicodedata

WORD = re.compile(r"\w+")


def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return collections.Counter(WORD.findall(text))


def pdftotext(path, *options):
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", *options, path, "-"], capture_output=True, timeout=300)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def texts_of_trawl(trawl, paths):
    """What trawl reads in each file, all its blocks and inner parts; by path. Under plain names, because it escapes others."""
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        plain = {}
        for number, path in enumerate(paths):
            plain[os.path.join(folder, f"{number}.pdf")] = path
            shutil.copyfile(path, os.path.join(folder, f"{number}.pdf"))
        done = subprocess.run([trawl, "text", "--json", "--quiet", *plain], capture_output=True)
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            block = json.loads(line)
            path = re.split(r"#|!/", block.get("locator", ""), maxsplit=1)[0]
            if "text" in block and path in plain:
                found[plain[path]].append(block["text"])
    return found


def cpu_of(call):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def time_both(trawl, paths):
    def ours():
        subprocess.run([trawl, "text", "--quiet", "-j", "1", *paths], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def theirs():
        for path in paths:
            subprocess.run(["pdftotext", path, os.devnull], stderr=subprocess.DEVNULL)

    return cpu_of(ours), cpu_of(theirs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trawl")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--no-time", action="store_true")
    options = parser.parse_args()
    paths = []
    for folder in options.folders:
        if os.path.isfile(folder):
            paths.append(folder)
        for where, _, names in sorted(os.walk(folder)):
            paths += [os.path.join(where, name) for name in sorted(names) if name.lower().endswith(".pdf")]
    ours = texts_of_trawl(options.trawl, paths)
    rows, unread = [], 0
    for path in paths:
        theirs = [pdftotext(path), pdftotext(path, "-layout")]
        if theirs[0] is None or theirs[1] is None:
            unread += 1
            continue
        mine = words("\n".join(ours.get(path, [])))
        for kind, text in zip(("default", "layout"), theirs):
            want = words(text)
            missing, extra = want - mine, mine - want
            rows.append((path, kind, sum(want.values()), sum(missing.values()), sum(extra.values()), missing))
    for kind in ("default", "layout"):
        total, lost, more = (sum(row[i] for row in rows if row[1] == kind) for i in (2, 3, 4))
        print(f"{kind}: {len(rows) // 2} files, {total} words, found {100 * (1 - lost / max(total, 1)):.3f} %, "
              f"missing {lost}, only trawl's {more}")
        sets = [(set(row[5]), row[2]) for row in rows if row[1] == kind]
        print(f"{kind}: files with every word {100 * sum(not missing for missing, _ in sets) / max(len(sets), 1):.1f} %")
    print(f"not read by pdftotext: {unread}")
    for path, kind, total, lost, more, missing in sorted(rows, key=lambda row: -row[3])[: options.worst]:
        few = " ".join(word for word, _ in missing.most_common(8))
        print(f"{lost:6} of {total:7} missing, {more:7} more  {kind:7} {path}  {few}")
    if not options.no_time:
        mine, theirs = time_both(options.trawl, paths)
        print(f"CPU: trawl {mine:.2f} s, pdftotext {theirs:.2f} s, {mine / theirs:.2f}x")


if __name__ == "__main__":
    sys.exit(main())

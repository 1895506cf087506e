#!/usr/bin/env python3
"""Runs a command and prints the most memory that it and all its children held together, sampled from /proc: memory.py COMMAND...

RSS counts a page once for each process that maps it; PSS shares it out. Exit status: the command's."""
import pathlib
import subprocess
import sys
import time


def children():
    """The parent of each process."""
    parents = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(text[text.rindex(")") + 2 :].split()[1])
    return parents


def family(root):
    parents, members = children(), {root}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in members and pid not in members}
        members |= more
        grown = bool(more)
    return members


def held(pid):
    """RSS and PSS in kB."""
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    values = {line.split(":")[0]: int(line.split()[1]) for line in text.splitlines()[1:]}
    return values.get("Rss", 0), values.get("Pss", 0)


def main():
    began = time.monotonic()
    process = subprocess.Popen(sys.argv[1:])
    most = [0, 0]
    while process.poll() is None:
        sums = [sum(column) for column in zip(*map(held, family(process.pid)))]
        most = [max(a, b) for a, b in zip(most, sums)]
        time.sleep(0.1)
    print(
        f"{most[0] / 1024:.0f} MB resident at most (shared pages once: {most[1] / 1024:.0f} MB), {time.monotonic() - began:.1f} s"
    )
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Where the upstream archives of Debian source packages are: source_packages.py NAME... < Sources; prints NAME and path, a line each."""
import sys

SKIPPED = ("-helpcontent2.", "-translations.", ".asc")  # of LibreOffice: no documents in them


def main():
    wanted = set(sys.argv[1:])
    for paragraph in sys.stdin.read().split("\n\n"):
        fields, field = {}, ""
        for line in paragraph.split("\n"):
            if line.startswith(" "):
                fields[field].append(line.strip())
            elif ":" in line:
                field, value = line.split(":", 1)
                fields[field] = [value.strip()]
        name = fields.get("Package", [""])[0]
        if name not in wanted:
            continue
        wanted.remove(name)
        for line in fields["Files"][1:]:
            file = line.split()[2]
            if ".orig" in file and not any(part in file for part in SKIPPED):
                print(name, fields["Directory"][0] + "/" + file)
    if wanted:
        sys.exit("no such source packages: " + ", ".join(sorted(wanted)))


if __name__ == "__main__":
    main()

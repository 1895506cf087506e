#!/usr/bin/env python3
"""Makes the share of a small made-up organisation, with the truth about everything planted in it.

usage: estate.py SEED OBJECTS FOLDER

FOLDER/share                  at least OBJECTS files, messages, attachments and members of archives
FOLDER/truth.jsonl            a line for each planted value of a part: {"path","kind","value","person","format"};
                              paths as trawl prints locators, values canonical as its detectors write them
FOLDER/truth-unreadable.jsonl what cannot be read in full: {"path","outcomes","why","inside"};
                              inside: the outcome may be that of a part inside
FOLDER/objects.jsonl          every object: {"path","format","known"};
                              known: false where nobody can say what a broken container still yields
FOLDER/people.json            the people, with variants of their names, and namesakes

The same seed and size make the same bytes, except for what LibreOffice writes. Python's standard library only;
LibreOffice, qpdf, 7z and zip make a part where they are installed, and what is left out without them is said.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from estate_parts import assembly, node as nodes, people as person_lists, texts, unreadable

FOLDERS = (
    "hr",
    "hr/payroll",
    "casework/2021",
    "casework/2022",
    "casework/2023",
    "finance",
    "fundraising/donors",
    "trustees/minutes",
    "it/logs",
    "volunteers",
    "legal/tracing",
    "Archive (old)",
    "shared/From Siân",
)
CONVERSIONS = (
    ("docx", "odt"),
    ("docx", "pdf"),
    ("odt", "docx"),
    ("odt", "pdf"),
    ("xlsx", "ods"),
    ("ods", "xlsx"),
    ("xlsx", "pdf"),
    ("docx", "txt"),
)


class Estate:
    """The folder being written, with its truth."""

    def __init__(self, folder):
        self.folder, self.share = folder, folder / "share"
        self.share.mkdir(parents=True)
        self.truth, self.unreadable, self.objects = [], [], []

    def add(self, place, node):
        """Writes a node in a folder of the share and notes all that it holds."""
        path = os.path.join(os.fsencode(self.share), place.encode(), node.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(node.content)
        self.note(f"share/{nodes.escaped(place.encode())}/{nodes.escaped(node.name)}", node)
        return path

    def note(self, path, top):
        for locator, node in nodes.walk(top, path):
            self.objects.append({"path": locator, "format": node.format, "known": node.inside_is_known})
            for kind, value, person in sorted(set(node.items)):
                self.truth.append(
                    {"path": locator, "kind": kind, "value": value, "person": person, "format": node.format}
                )
            if node.outcomes != ("read",):
                self.unreadable.append(
                    {
                        "path": locator,
                        "outcomes": list(node.outcomes),
                        "why": node.why,
                        "inside": not node.inside_is_known,
                    }
                )

    def write(self, people):
        for name, lines in (("truth", self.truth), ("truth-unreadable", self.unreadable), ("objects", self.objects)):
            with open(self.folder / f"{name}.jsonl", "w", encoding="utf-8") as file:
                file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        with open(self.folder / "people.json", "w", encoding="utf-8") as file:
            json.dump([person_lists.as_json(person) for person in people], file, ensure_ascii=False, indent=1)


def add_maildir(estate, maker, count):
    """A Maildir: cur, new and tmp; each file a message."""
    for index in range(count):
        node = maker.message(2)
        node.name = f"17095435{index:02}.M{index}P77.mailhost".encode() + (b":2,S" if index % 3 else b"")
        estate.add("mail/office/Maildir/" + ("cur" if index % 3 else "new"), node)
    (estate.share / "mail/office/Maildir/tmp").mkdir(exist_ok=True)


def add_special(estate):
    """Links, a pipe, a file that may not be read, a name that is not UTF-8."""
    odd = estate.share / "odd"
    odd.mkdir()
    (odd / "link to passwd").symlink_to("/etc/passwd")
    (odd / "loop").symlink_to("../odd")
    os.mkfifo(odd / "pipe")
    for name, why in (("link to passwd", "symbolic link"), ("loop", "symbolic link"), ("pipe", "named pipe")):
        estate.note(f"share/odd/{name}", nodes.Node(b"", b"", "special", outcomes=("skipped",), why=why))
    denied = nodes.Node(
        b"private.txt",
        b"Nobody may read this.\n",
        "txt",
        outcomes=("denied",) if os.geteuid() else ("read",),
        why="mode 000",
    )
    os.chmod(estate.add("odd", denied), 0)
    estate.add("odd", nodes.Node(b"caf\xe9 list.txt", "A name in Latin-1.\n".encode(), "txt"))


def convert(folder, target, names):
    """Has LibreOffice convert files, many in one call; those that it wrote."""
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        target,
        "--outdir",
        f"{folder}/out",
    ]
    subprocess.run(
        command + [str(folder / name) for name in names],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=600,
    )
    return sorted((folder / "out").glob(f"*.{target}"))


def add_converted(estate, maker, each):
    """Documents as LibreOffice writes them."""
    if shutil.which("soffice") is None:
        print("estate: LibreOffice is not installed: its documents are left out", file=sys.stderr)
        return
    for source, target in CONVERSIONS:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            leaves = {}
            for _ in range(each):
                leaf = plain_leaf(maker, source)
                stem = f"converted-{source}-{maker.number}"
                leaves[stem] = leaf
                (folder / f"{stem}.{source}").write_bytes(leaf.content)
            for path in convert(folder, target, [f"{stem}.{source}" for stem in leaves]):
                leaf = leaves[path.stem]
                estate.add(
                    "converted",
                    nodes.Node(path.name.encode(), path.read_bytes(), f"{target} (LibreOffice)", leaf.items),
                )


def plain_leaf(maker, suffix):
    """A document without hidden places and comments, which a conversion may drop."""
    people = [person for person in maker.people if person.name.isascii()]
    tabular = suffix in ("xlsx", "ods")
    document = texts.list_of_people(maker.rng, people, 6) if tabular else texts.letter(maker.rng, people, slots=())
    return nodes.Node(maker.name(suffix), maker.content(suffix, document, "utf-8"), suffix, document.items)


def build(seed, objects, folder):
    rng = random.Random(seed)
    people = person_lists.make_people(rng, max(40, objects // 15))
    maker = assembly.Maker(rng, people)
    estate = Estate(folder)
    add_special(estate)
    for round_number in range(max(1, objects // 2500)):
        for node in unreadable.nodes(rng, people, round_number):
            estate.add(f"unreadable/{round_number}", node)
    add_maildir(estate, maker, max(10, objects // 100))
    add_converted(estate, maker, max(2, min(8, objects // 500)))
    while len(estate.objects) < objects:
        estate.add(rng.choice(FOLDERS), maker.any())
    estate.write(people)
    return estate


def main():
    if len(sys.argv) != 4 or not (sys.argv[1].isdigit() and sys.argv[2].isdigit()):
        sys.exit(__doc__.strip().split("\n\n")[1])
    folder = pathlib.Path(sys.argv[3]).resolve()
    if (folder / "share").exists():
        sys.exit(f"estate: {folder}/share exists already")
    for program, makes in (("7z", "7z archives"), ("zip", "ZIPs with a password"), ("qpdf", "PDFs with a password")):
        if shutil.which(program) is None:
            print(f"estate: {program} is not installed: {makes} are left out", file=sys.stderr)
    estate = build(int(sys.argv[1]), int(sys.argv[2]), folder)
    size = sum(path.lstat().st_size for path in estate.share.rglob("*"))
    print(
        f"{len(estate.objects)} objects, {size / 1e6:.1f} MB, {len(estate.truth)} values planted, {len(estate.unreadable)} not readable in full: {folder}"
    )


if __name__ == "__main__":
    main()

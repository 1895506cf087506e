#!/usr/bin/env python3
"""Fills the gold templates with made-up values: one {"id","set","text","spans"} a line for evaluate-detectors.

usage: make.py FOLDER SEED COUNT > FILE.jsonl

FOLDER holds documents.txt (templates parted by lines "== title"), lines.txt (a template a line) and negatives.txt (a
template a line; nothing in it is personal data). Each template is filled COUNT times. <<kind>> is a value with a span,
<<~kind>> one without. Offsets count Unicode code points.
"""
import json
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import values  # noqa: E402

SLOT = re.compile(r"<<(~?)(\w+)>>")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$")


def filled(rng, template):
    text, spans, at = "", [], 0
    for slot in SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        kind = slot.group(2)
        value = (values.NOISE.get(kind) or getattr(values, kind))(rng)
        if not slot.group(1) and kind in values.SPANS:
            spans.append({"start": len(text), "end": len(text) + len(value), "type": values.SPANS[kind]})
            if kind == "address":  # its postcode is one of its own
                inner = POSTCODE.search(value)
                spans.append({"start": len(text) + inner.start(), "end": len(text) + len(value), "type": "postcode"})
        elif not slot.group(1) and kind not in values.NOISE:
            raise ValueError(f"no kind of span: {kind}")
        text += value
    return text + template[at:], spans


def templates(folder):
    documents = (folder / "documents.txt").read_text(encoding="utf-8")
    for document in re.split(r"^== .*\n", documents, flags=re.M)[1:]:
        yield "documents", document.strip("\n") + "\n"
    for name in ("lines", "negatives"):
        for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield name, line.replace("\\n", "\n").replace("\\t", "\t")


def main():
    folder, seed, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    for number, (name, template) in enumerate(templates(folder)):
        for copy in range(count):
            text, spans = filled(rng, template)
            if name == "negatives" and spans:
                raise ValueError("a negative with a span: " + template)
            print(json.dumps({"id": f"{name}-{number}-{copy}", "set": name, "text": text, "spans": spans}, ensure_ascii=False))


if __name__ == "__main__":
    main()

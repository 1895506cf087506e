"""Text, CSV, TSV, HTML, JSON and XML of a document."""
import csv
import html
import io
import json
from xml.sax.saxutils import escape

from .texts import Table

ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-bom": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-be": "utf-16-be",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
}


def encodes(encoding):
    """Whether a text can be written in an encoding, as a function."""

    def can(text):
        try:
            text.encode(ENCODINGS[encoding])
            return True
        except UnicodeEncodeError:
            return False

    return can


def encoded(text, encoding):
    content = text.encode(ENCODINGS[encoding])
    return b"\xfe\xff" + content if encoding == "utf-16-be" else content


def lines_of(document):
    """The document as lines; a row of a table is a line for each of its cells, behind the column's name."""
    lines = [document.header] if document.header else []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                lines += [f"{name}: {cell.text}" for name, cell in zip(block.header, row)] + [""]
        else:
            lines.append(block)
    return lines + [text for text in (document.comment, document.hidden, document.footer) if text]


def text(rng, document, encoding):
    end = "\r\n" if rng.random() < 0.4 else "\n"
    return encoded(end.join(lines_of(document)) + end, encoding)


def delimited(document, delimiter, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for block in document.tables():
        writer.writerow(block.header)
        writer.writerows([cell.text for cell in row] for row in block.rows)
    return encoded(out.getvalue(), encoding)


def html_page(rng, document, encoding):
    def marked(text):
        """Escaped, with a bold word now and then, also inside of a number."""
        if len(text) > 8 and rng.random() < 0.3:
            at = rng.randrange(1, len(text) - 1)
            return f"{html.escape(text[:at])}<b>{html.escape(text[at:at + 1])}</b>{html.escape(text[at + 1:])}"
        return html.escape(text).replace("@", rng.choice(("@", "@", "&#64;", "&#x40;")))

    body = ""
    for block in document.blocks:
        if isinstance(block, Table):
            rows = "<tr>" + "".join(f"<th>{html.escape(name)}</th>" for name in block.header) + "</tr>\n"
            rows += "".join(
                "<tr>" + "".join(f"<td>{marked(cell.text)}</td>" for cell in row) + "</tr>\n" for row in block.rows
            )
            body += f"<table>{rows}</table>\n"
        else:
            body += f"<p>{marked(block)}</p>\n"
    extra = "".join(
        f"<div>{marked(text)}</div>\n" for text in (document.header, document.footer, document.hidden) if text
    )
    if document.comment:
        extra += f"<!-- {document.comment} -->\n"
    charset = "utf-8" if encoding.startswith("utf-8") else ENCODINGS[encoding].replace("cp", "windows-")
    page = (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{html.escape(document.title)}</title>'
        f"<style>p {{ margin: 0 }}</style></head>\n<body>\n{body}{extra}</body></html>\n"
    )
    return encoded(page, encoding)


def records(document):
    rows = [
        {name: cell.text for name, cell in zip(table.header, row)} for table in document.tables() for row in table.rows
    ]
    return {
        "title": document.title,
        "records": rows,
        "notes": document.paragraphs(),
        "more": {
            slot: getattr(document, slot)
            for slot in ("header", "footer", "comment", "hidden")
            if getattr(document, slot)
        },
    }


def json_file(rng, document):
    return json.dumps(records(document), ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 2))).encode()


def json_lines(document):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records(document)["records"]).encode()


def xml_file(document):
    data = records(document)
    tag = {
        name: "".join(c for c in name.title() if c.isalnum()) for table in document.tables() for name in table.header
    }
    rows = "".join(
        "<record>"
        + "".join(f"<{tag[name]}>{escape(value)}</{tag[name]}>" for name, value in row.items())
        + "</record>\n"
        for row in data["records"]
    )
    notes = "".join(f"<note>{escape(note)}</note>\n" for note in data["notes"] + list(data["more"].values()))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<data>\n<title>{escape(data["title"])}</title>\n{rows}{notes}</data>\n'.encode()

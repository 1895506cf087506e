"""PDF 1.4 (ISO 32000-1): text in Helvetica with WinAnsiEncoding, one or more pages, compressed; lines are now and
then shown in pieces with kerning between them, as typesetting programs do."""
import zlib

from .texts import Table

LINES_A_PAGE = 46
WIDTH = 92  # characters a line


def literal(text):
    out = b"("
    for byte in text.encode("cp1252", "replace"):
        out += b"\\" + bytes([byte]) if byte in b"()\\" else bytes([byte]) if byte < 128 else b"\\%03o" % byte
    return out + b")"


def wrapped(text):
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def lines_of(document):
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from (f"{name}: {cell.text}" for name, cell in zip(block.header, row))
                yield ""
        else:
            yield from wrapped(block)
            yield ""
    for extra in (document.comment, document.hidden):
        if extra:
            yield from wrapped(extra)


def shown(rng, line):
    if len(line) < 4 or rng.random() < 0.6:
        return literal(line) + b" Tj"
    at = rng.randrange(1, len(line) - 1)
    return b"[" + literal(line[:at]) + b" %d " % rng.randrange(-20, 40) + literal(line[at:]) + b"] TJ"


def page_content(rng, document, lines):
    content = b"BT /F1 10 Tf\n"
    for text, height in ((document.header, 810), (document.footer, 30)):
        if text:
            content += b"1 0 0 1 60 %d Tm " % height + shown(rng, text) + b"\n"
    content += b"1 0 0 1 60 770 Tm 15 TL\n" + b"".join(shown(rng, line) + b" T*\n" for line in lines) + b"ET"
    return content


def pdf(rng, document):
    lines = list(lines_of(document))
    pages = [lines[i : i + LINES_A_PAGE] for i in range(0, len(lines), LINES_A_PAGE)] or [[]]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title " + literal(document.title) + b" /Author " + literal(document.author) + b" >>",
    ]
    kids = []
    for page in pages:
        packed = zlib.compress(page_content(rng, document, page))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [" % len(kids) + b" ".join(kids) + b"] >>"
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    )

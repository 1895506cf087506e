"""PDF, compound files and packages of Office: well formed, loops, bombs, lies."""
import struct
import zlib

from .archives import zipped

BAD = ["damaged", "partly", "over_limit", "unsupported", "encrypted", "read"]


def pdf(objects, trailer=b"/Root 1 0 R"):
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return out + b"trailer<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)


def stream(content, more=b""):
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), more, content)


def page_of(content, kids=b"[3 0 R]", more=(), resources=b""):
    font = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>" + resources + b">>"
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids" + kids + b">>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources" + font + b">>",
        content,
        *more,
    ]


def show(text):
    return b"BT /F 12 Tf 50 700 Td (" + text + b") Tj ET"


def docx(body, more=()):
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    document = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + body + "</w:body></w:document>"
    return zipped([("[Content_Types].xml", types), ("_rels/.rels", rels), ("word/document.xml", document), *more])


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def well_formed(word):
    right = {"outcomes": ["read"], "found": True}
    yield "whole/a.pdf", pdf(page_of(stream(show(word.encode())))), right
    yield "whole/a.docx", docx(paragraph(word) + paragraph("More of it. " * 300)), right


def compound(fat, directory_sector=1, sector=b""):
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, directory_sector, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + struct.pack("<128I", *(fat + [0xFFFFFFFF] * (128 - len(fat)))) + sector.ljust(512, b"\0") + b"\0" * 4096


def entry(name, kind, left, right, child, start, size):
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16sIQQIQ", encoded, len(encoded), kind, 1, left, right, child, b"", 0, 0, 0, start, size)


def compounds():
    none = 0xFFFFFFFF
    root = entry("Root Entry", 5, none, none, 1, 0xFFFFFFFE, 0)
    yield "fat-loop", compound([0xFFFFFFFD, 1, 2, 2], sector=root)
    yield "directory-loop", compound([0xFFFFFFFD, 0xFFFFFFFE], sector=root + entry("WordDocument", 2, 1, 1, 1, 2, 0x7FFFFFFF))
    yield "siblings-loop", compound([0xFFFFFFFD, 0xFFFFFFFE], sector=root + entry("Workbook", 2, 2, none, none, 2, 4096) + entry("Book", 2, 1, none, none, 2, 4096))
    yield "huge-stream", compound([0xFFFFFFFD, 0xFFFFFFFE, 3, 2], sector=root + entry("PowerPoint Document", 2, none, none, none, 2, 0x7FFFFFFFFF))
    yield "no-directory", compound([0xFFFFFFFD], directory_sector=0x7FFFFFF0)
    yield "msg", compound([0xFFFFFFFD, 0xFFFFFFFE, 3, 0xFFFFFFFE], sector=root + entry("__properties_version1.0", 2, none, none, none, 2, 4096))


def pdfs(word):
    text = show(word.encode())
    found = {"outcomes": BAD, "found": True}
    any_end = {"outcomes": BAD}
    yield "kids-loop", pdf(page_of(stream(text), kids=b"[2 0 R 3 0 R]")), any_end
    yield "parent-loop", pdf([b"<</Type/Catalog/Pages 2 0 R/Outlines 2 0 R>>", b"<</Type/Pages/Count 1000000000/Kids[2 0 R 2 0 R]/First 2 0 R/Next 2 0 R>>"]), any_end
    bomb = zlib.compress(zlib.compress(b"\0" * (400 << 20), 9), 9)
    yield "flate-bomb", pdf(page_of(stream(bomb, b"/Filter[/FlateDecode/FlateDecode]"), kids=b"[3 0 R]")), any_end
    operators = zlib.compress(b"q " * (60 << 20), 9)
    yield "operator-bomb", pdf(page_of(stream(operators, b"/Filter/FlateDecode"))), any_end
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    yield "form-loop", pdf(page_of(stream(b"/X Do " + text), more=[form], resources=b"/XObject<</X 5 0 R>>")), found
    yield "length-lie", pdf(page_of(stream(text).replace(b"/Length %d" % len(text), b"/Length 99999999"))), found
    yield "length-loop", pdf(page_of(b"<</Length 4 0 R>>\nstream\n" + text + b"\nendstream")), found
    yield "huge-page", pdf([o.replace(b"[0 0 600 800]", b"[-1e30 -1e30 1e30 1e30]") for o in page_of(stream(text))]), any_end
    yield "arrays", pdf(page_of(stream(text)) + [b"[" * 100000 + b"]" * 100000]), found
    yield "open-arrays", b"%PDF-1.5\n1 0 obj\n" + b"[" * 1000000, any_end
    yield "no-xref", pdf(page_of(stream(text))).split(b"xref")[0], any_end
    yield "xref-lie", pdf(page_of(stream(text))).replace(b"startxref\n", b"startxref\n9"), found
    yield "prev-loop", pdf(page_of(stream(text)), b"/Root 1 0 R/Prev 9"), found
    many = page_of(stream(text), kids=b"[" + b"3 0 R " * 100000 + b"]")
    yield "same-page", pdf(many), any_end
    objects = zlib.compress(b" ".join(b"%d 0" % i for i in range(100000)), 9)
    yield "object-stream", pdf(page_of(stream(text)) + [stream(objects, b"/Type/ObjStm/N 2000000000/First 10/Filter/FlateDecode/Extends 5 0 R")]), found
    names = b"<</Kids[5 0 R 5 0 R]/Names[(a) 5 0 R]>>"
    yield "name-loop", pdf([page_of(b"")[0].replace(b">>", b"/Names<</EmbeddedFiles 5 0 R>>>>"), *page_of(stream(text))[1:], names]), found
    yield "encrypt", pdf(page_of(stream(text)), b"/Root 1 0 R/Encrypt<</Filter/Unknown/V 99/R 99>>/ID[(a)(b)]"), any_end
    yield "binary", b"%PDF-1.7\n" + bytes(range(256)) * 4000, any_end


def packages(word):
    most = {"outcomes": ["read", "partly", "over_limit", "damaged"], "inside": ["damaged"], "found": True}
    yield "deep.docx", docx("<w:sdt>" * 300000 + paragraph(word)), most
    yield "runs.docx", docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 300000 + "</w:p>" + paragraph(word)), most
    yield "entity.docx", docx(paragraph(word)).replace(b"x", b"x"), most
    yield "bomb.docx", docx(paragraph(word), [("word/media/image1.bin", b"\0" * (300 << 20))]), {"outcomes": BAD, "found": True}
    yield "text-bomb.docx", docx(paragraph(word) + paragraph("a" * (150 << 20))), {"outcomes": ["read", "partly", "over_limit"], "found": True}
    yield "missing.docx", zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document><w:body>" + paragraph(word))]), most
    yield "loop.docx", docx(paragraph(word), [("word/_rels/document.xml.rels", '<Relationships><Relationship Id="a" Type="http://x/relationships/aFChunk" Target="document.xml"/><Relationship Id="b" Type="http://x/relationships/header" Target="../../../../etc/passwd"/></Relationships>')]), most
    rows = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>' + word + '</t></is></c></row><row r="999999999999"><c r="ZZZZZZZZZ9" t="s"><v>4294967295</v></c></row>'
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>{rows}</sheetData></worksheet>'
    yield "far.xlsx", zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'), ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'), ("xl/worksheets/sheet1.xml", sheet)]), most
    repeated = f'<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>{word}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
    yield "repeated.ods", zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", repeated)]), most
    spaces = f'<office:document-content><office:body><office:text><text:p>a<text:s text:c="2147483647"/>{word}</text:p></office:text></office:body></office:document-content>'
    yield "spaces.odt", zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", spaces)]), most


def hostile(word):
    for name, content in compounds():
        yield f"compound/{name}.doc", content, {"outcomes": ["damaged", "partly", "unsupported", "over_limit", "read"]}
    for name, content, right in pdfs(word):
        yield f"pdf/{name}.pdf", content, right
    for name, content, right in packages(word):
        yield f"office/{name}", content, right

"""DOCX, XLSX and PPTX (ECMA-376), as small as Word, Excel and PowerPoint open them. Runs are split anywhere, also
in the middle of a number, as editors do."""
from xml.sax.saxutils import escape, quoteattr

from .packages import zipped
from .texts import Cell, Table

MAIN = "http://schemas.openxmlformats.org/%s/2006/main"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def pieces(rng, text):
    """The text in one to four runs."""
    cuts = sorted(rng.randrange(1, len(text)) for _ in range(rng.randrange(0, 4))) if len(text) > 1 else []
    bounds = [0] + cuts + [len(text)]
    return [text[a:b] for a, b in zip(bounds, bounds[1:]) if a < b]


def relationships(entries):
    body = "".join(
        f'<Relationship Id="{i}" Type="{kind if kind.startswith("http") else RELATIONSHIP + "/" + kind}" Target="{target}"/>'
        for i, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def package(main, main_type, overrides, parts, document):
    """Everything around the parts: content types, relationships of the package, properties."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in [(main, main_type)] + overrides
    )
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape(document.author)}</dc:creator></cp:coreProperties>"
    )
    content_types = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'{types}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    top = relationships(
        [
            ("rId1", "officeDocument", main),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    )
    return zipped([("[Content_Types].xml", content_types), ("_rels/.rels", top), ("docProps/core.xml", core)] + parts)


def docx(rng, document):
    def paragraph(text, properties=""):
        runs = "".join(
            f'<w:r>{properties}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces(rng, text)
        )
        return f"<w:p>{runs}</w:p>"

    def table(block):
        rows = [[Cell(name) for name in block.header]] + block.rows
        return (
            "<w:tbl>"
            + "".join(
                "<w:tr>" + "".join(f"<w:tc>{paragraph(cell.text)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
            )
            + "</w:tbl>"
        )

    namespaces = f'xmlns:w="{MAIN % "wordprocessingml"}" xmlns:r="{RELATIONSHIP}"'
    body = "".join(table(block) if isinstance(block, Table) else paragraph(block) for block in document.blocks)
    parts, links, overrides, section = [], [], [], ""
    for slot, root in (("header", "hdr"), ("footer", "ftr")):
        text = getattr(document, slot)
        if text:
            parts.append((f"word/{slot}1.xml", f"{HEAD}<w:{root} {namespaces}>{paragraph(text)}</w:{root}>"))
            links.append((f"r_{slot}", slot, f"{slot}1.xml"))
            overrides.append((f"word/{slot}1.xml", f"wordprocessingml.{slot}"))
            section += f'<w:{slot}Reference w:type="default" r:id="r_{slot}"/>'
    if document.comment:
        comment = f'<w:comment w:id="0" w:author={quoteattr(document.author)} w:date="2024-03-04T09:12:00Z">{paragraph(document.comment)}</w:comment>'
        parts.append(("word/comments.xml", f"{HEAD}<w:comments {namespaces}>{comment}</w:comments>"))
        links.append(("r_comments", "comments", "comments.xml"))
        overrides.append(("word/comments.xml", "wordprocessingml.comments"))
        body += '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>See the remark.</w:t></w:r><w:commentRangeEnd w:id="0"/></w:p>'
    if document.hidden:
        body += paragraph(document.hidden, "<w:rPr><w:vanish/></w:rPr>")
    parts.append(
        (
            "word/document.xml",
            f"{HEAD}<w:document {namespaces}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        )
    )
    parts.append(("word/_rels/document.xml.rels", relationships(links)))
    return package("word/document.xml", "wordprocessingml.document.main", overrides, parts, document)


def column_name(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


class Workbook:
    """The sheets of one XLSX with their shared strings and number formats."""

    def __init__(self, rng):
        self.rng, self.strings, self.formats = rng, [], []

    def style(self, code):
        if code in ("", "General"):
            return 0
        if code not in self.formats:
            self.formats.append(code)
        return self.formats.index(code) + 1

    def cell(self, cell, reference):
        if cell.number is not None:
            return f'<c r="{reference}" s="{self.style(cell.number_format)}"><v>{cell.number:.15g}</v></c>'
        if self.rng.random() < 0.2:
            return f'<c r="{reference}" t="inlineStr"><is><t>{escape(cell.text)}</t></is></c>'
        self.strings.append(cell.text)
        return f'<c r="{reference}" t="s"><v>{len(self.strings) - 1}</v></c>'

    def sheet(self, rows):
        body = "".join(
            f'<row r="{y + 1}">'
            + "".join(self.cell(cell, f"{column_name(x)}{y + 1}") for x, cell in enumerate(row))
            + "</row>"
            for y, row in enumerate(rows)
        )
        return f'{HEAD}<worksheet xmlns="{MAIN % "spreadsheetml"}"><cols><col min="1" max="40" width="26" customWidth="1"/></cols><sheetData>{body}</sheetData></worksheet>'

    def shared_strings(self):
        def item(text):
            runs = pieces(self.rng, text)
            if len(runs) == 1:
                return f'<si><t xml:space="preserve">{escape(text)}</t></si>'
            return "<si>" + "".join(f'<r><t xml:space="preserve">{escape(run)}</t></r>' for run in runs) + "</si>"

        return f'{HEAD}<sst xmlns="{MAIN % "spreadsheetml"}">{"".join(map(item, self.strings))}</sst>'

    def styles(self):
        codes = "".join(
            f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>' for i, code in enumerate(self.formats)
        )
        cells = '<xf numFmtId="0"/>' + "".join(
            f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(self.formats))
        )
        return f'{HEAD}<styleSheet xmlns="{MAIN % "spreadsheetml"}"><numFmts count="{len(self.formats)}">{codes}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def xlsx(rng, document):
    book = Workbook(rng)
    rows = [[Cell(document.title)]] if rng.random() < 0.3 else []
    for block in document.blocks:
        rows += [[Cell(name) for name in block.header]] + block.rows if isinstance(block, Table) else [[Cell(block)]]
    sheets = [("Sheet1", "", book.sheet(rows))]
    notes = [text for text in (document.header, document.footer, document.comment) if text]
    if notes:
        sheets.append(("Notes", "", book.sheet([[Cell(text)] for text in notes])))
    if document.hidden:
        sheets.append(("Old", ' state="hidden"', book.sheet([[Cell(document.hidden)]])))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i + 1}"{state} r:id="rId{i + 1}"/>'
        for i, (name, state, _) in enumerate(sheets)
    )
    parts = [(f"xl/worksheets/sheet{i + 1}.xml", content) for i, (_, _, content) in enumerate(sheets)]
    overrides = [(name, "spreadsheetml.worksheet") for name, _ in parts]
    links = [(f"rId{i + 1}", "worksheet", f"worksheets/sheet{i + 1}.xml") for i in range(len(sheets))]
    links += [("rId90", "sharedStrings", "sharedStrings.xml"), ("rId91", "styles", "styles.xml")]
    parts += [
        (
            "xl/workbook.xml",
            f'{HEAD}<workbook xmlns="{MAIN % "spreadsheetml"}" xmlns:r="{RELATIONSHIP}"><sheets>{listed}</sheets></workbook>',
        ),
        ("xl/_rels/workbook.xml.rels", relationships(links)),
        ("xl/sharedStrings.xml", book.shared_strings()),
        ("xl/styles.xml", book.styles()),
    ]
    overrides += [("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"), ("xl/styles.xml", "spreadsheetml.styles")]
    return package("xl/workbook.xml", "spreadsheetml.sheet.main", overrides, parts, document)


def pptx(rng, document):
    drawing, presentation = MAIN % "drawingml", MAIN % "presentationml"
    namespaces = f'xmlns:a="{drawing}" xmlns:p="{presentation}" xmlns:r="{RELATIONSHIP}"'

    def paragraph(text):
        return "<a:p>" + "".join(f"<a:r><a:t>{escape(piece)}</a:t></a:r>" for piece in pieces(rng, text)) + "</a:p>"

    def shape(paragraphs):
        return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>'

    def table(block):
        rows = [[Cell(name) for name in block.header]] + block.rows
        cells = "".join(
            "<a:tr>"
            + "".join(f"<a:tc><a:txBody><a:bodyPr/>{paragraph(cell.text)}</a:txBody></a:tc>" for cell in row)
            + "</a:tr>"
            for row in rows
        )
        return f"<p:graphicFrame><a:graphic><a:graphicData uri='{drawing}/table'><a:tbl>{cells}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"

    def slide(root, shapes):
        return f"{HEAD}<p:{root} {namespaces}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{root}>"

    lines = (
        [document.title]
        + document.paragraphs()
        + [text for text in (document.header, document.footer, document.comment) if text]
    )
    half = (len(lines) + 1) // 2
    slides = [slide("sld", shape("".join(map(paragraph, lines[:half]))))]
    slides.append(
        slide(
            "sld",
            (shape("".join(map(paragraph, lines[half:]))) if lines[half:] else "")
            + "".join(map(table, document.tables())),
        )
    )
    parts = [(f"ppt/slides/slide{i + 1}.xml", content) for i, content in enumerate(slides)]
    overrides = [(name, "presentationml.slide") for name, _ in parts]
    links = [(f"rId{i + 1}", "slide", f"slides/slide{i + 1}.xml") for i in range(len(slides))]
    listed = "".join(f'<p:sldId id="{256 + i}" r:id="rId{i + 1}"/>' for i in range(len(slides)))
    if document.hidden:
        parts += [
            ("ppt/notesSlides/notesSlide1.xml", slide("notes", shape(paragraph(document.hidden)))),
            (
                "ppt/slides/_rels/slide1.xml.rels",
                relationships([("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")]),
            ),
        ]
        overrides.append(("ppt/notesSlides/notesSlide1.xml", "presentationml.notesSlide"))
    parts += [
        (
            "ppt/presentation.xml",
            f"{HEAD}<p:presentation {namespaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        ),
        ("ppt/_rels/presentation.xml.rels", relationships(links)),
    ]
    return package("ppt/presentation.xml", "presentationml.presentation.main", overrides, parts, document)

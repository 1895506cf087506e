"""ODT and ODS (OASIS OpenDocument 1.3), with spans split anywhere."""
from xml.sax.saxutils import escape, quoteattr

from .office_open import HEAD, pieces
from .packages import zipped
from .texts import Cell, Table

NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("meta", "meta"),
            ("manifest", "manifest"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def package(kind, content, styles, document):
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    files = ("content.xml", "styles.xml", "meta.xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in files
    )
    manifest = (
        f'{HEAD}<manifest:manifest {NAMES} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media_type}"/>{entries}</manifest:manifest>'
    )
    meta = (
        f'{HEAD}<office:document-meta {NAMES} office:version="1.3"><office:meta><dc:title>{escape(document.title)}</dc:title>'
        f"<dc:creator>{escape(document.author)}</dc:creator></office:meta></office:document-meta>"
    )
    members = [
        ("mimetype", media_type),
        ("content.xml", content),
        ("styles.xml", styles),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", manifest),
    ]
    return zipped(members, stored=("mimetype",))


def paragraph(rng, text):
    spans = pieces(rng, text)
    if len(spans) == 1:
        return f"<text:p>{escape(text)}</text:p>"
    return (
        "<text:p>"
        + "".join(f"<text:span>{escape(span)}</text:span>" if i % 2 else escape(span) for i, span in enumerate(spans))
        + "</text:p>"
    )


def styles_of(rng, document):
    header = f"<style:header>{paragraph(rng, document.header)}</style:header>" if document.header else ""
    footer = f"<style:footer>{paragraph(rng, document.footer)}</style:footer>" if document.footer else ""
    return (
        f'{HEAD}<office:document-styles {NAMES} office:version="1.3"><office:master-styles><style:master-page style:name="Standard">'
        f"{header}{footer}</style:master-page></office:master-styles></office:document-styles>"
    )


def cell_of(rng, cell):
    if cell.number is not None and cell.number_format == "General":
        return f'<table:table-cell office:value-type="float" office:value="{cell.number:.15g}"><text:p>{cell.text}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string">{paragraph(rng, cell.text)}</table:table-cell>'


def table_of(rng, rows, name, style=""):
    body = "".join(
        "<table:table-row>" + "".join(cell_of(rng, cell) for cell in row) + "</table:table-row>" for row in rows
    )
    return f"<table:table table:name={quoteattr(name)}{style}>{body}</table:table>"


def rows_of(block):
    return [[Cell(name) for name in block.header]] + block.rows if isinstance(block, Table) else [[Cell(block)]]


def odt(rng, document):
    body = "".join(
        table_of(rng, rows_of(block), "Table1") if isinstance(block, Table) else paragraph(rng, block)
        for block in document.blocks
    )
    if document.comment:
        body += (
            f"<text:p>See the remark.<office:annotation><dc:creator>{escape(document.author)}</dc:creator>"
            f"{paragraph(rng, document.comment)}</office:annotation></text:p>"
        )
    if document.hidden:
        body += f'<text:p><text:hidden-text text:string-value={quoteattr(document.hidden)} text:condition="true">{escape(document.hidden)}</text:hidden-text></text:p>'
    content = f'{HEAD}<office:document-content {NAMES} office:version="1.3"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    return package("text", content, styles_of(rng, document), document)


def ods(rng, document):
    sheets = table_of(rng, [row for block in document.blocks for row in rows_of(block)], "Sheet1")
    notes = [text for text in (document.header, document.footer, document.comment) if text]
    if notes:
        sheets += table_of(rng, [[Cell(text)] for text in notes], "Notes")
    automatic = ""
    if document.hidden:
        automatic = '<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        sheets += table_of(rng, [[Cell(document.hidden)]], "Old", ' table:style-name="ta1"')
    content = (
        f'{HEAD}<office:document-content {NAMES} office:version="1.3">{automatic}<office:body><office:spreadsheet>{sheets}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return package("spreadsheet", content, f'{HEAD}<office:document-styles {NAMES} office:version="1.3"/>', document)

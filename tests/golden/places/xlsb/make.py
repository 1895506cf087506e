"""A binary workbook with a token in every place that we know of, put together by hand after [MS-XLSB]: nothing on Debian
writes the format."""
import os
import struct
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from words import word  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
places = []


def plan(place):
    places.append(place)
    return word(place)


def variable(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def record(kind, data=b""):
    return variable(kind) + variable(len(data)) + data


def u32(*values):
    return struct.pack("<%dI" % len(values), *values)


def text(value):
    return u32(len(value)) + value.encode("utf-16-le")


def row(number, hidden=False):
    return record(0, u32(number, 0) + b"\0\0\0" + (b"\x10" if hidden else b"\0") + b"\0")


def cell(column, value):
    return record(6, u32(column, 0) + text(value))


def relation(number, kind, target, mode=""):
    return ('<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"%s/>' %
            (number, kind, target, ' TargetMode="External"' if mode else ""))


def relations(*all):
    return '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(all) + "</Relationships>"


A2 = u32(1, 1, 0, 0)
FORMULA = lambda value: b"\x17" + struct.pack("<H", len(value)) + value.encode("utf-16-le")


def formula_cell(column, value, words):
    tokens = FORMULA(words)
    return record(8, u32(column, 0) + text(value) + b"\0\0" + u32(len(tokens)) + tokens + u32(0))


def name_record():
    tokens = FORMULA(plan("text of a defined name"))
    return record(39, u32(1) + b"\0" + u32(0xFFFFFFFF) + text(plan("defined name")) + u32(len(tokens)) + tokens + u32(0) + text(plan("remark on a defined name")))


SHEET = (record(129) + record(60, u32(3, 3, 0, 0) + b"\1\0") + record(145) + row(0) + record(7, u32(0, 0, 0)) + cell(1, "Secret") + row(1) +
         cell(0, plan("cell")) + record(62, u32(1, 0) + b"\1" + text(plan("rich cell")) + u32(1, 0)) + cell(3, plan("cell in a hidden column")) +
         formula_cell(4, plan("result of a formula"), plan("words in a formula")) + row(2, True) + cell(0, plan("cell in a hidden row")) + record(146) +
         record(64, u32(0, 1) + A2 + text(plan("title of an error message")) + text(plan("error message")) + text(plan("title of a prompt")) + text(plan("prompt")) +
                FORMULA(plan("entry of a validation list"))) +
         record(167, text(plan("filter"))) + record(502, text(plan("name of a scenario"))) +
         record(494, A2 + text("rId1") + text(plan("place of a link")) + text(plan("tooltip of a link")) + text(plan("text of a link"))) +
         record(479, b"\0\0" + text("&L" + plan("header")) + text("&R" + plan("footer")) + u32(0xFFFFFFFF) * 4) + record(130))
MEMBERS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
    "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.bin"), relation(2, "core-properties", "docProps/core.xml")),
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>' + plan("property: author") + "</dc:creator></cp:coreProperties>",
    "xl/workbook.bin": record(131) + record(548, b"\0\0\0\0" + text(plan("who reserved the workbook"))) + record(156, u32(0, 1) + text("rId1") + text(plan("name of a sheet"))) +
                       record(156, u32(1, 2) + text("rId2") + text("Hidden")) + name_record() + record(132),
    "xl/_rels/workbook.bin.rels": relations(relation(1, "worksheet", "worksheets/sheet1.bin"), relation(2, "worksheet", "worksheets/sheet2.bin"), relation(3, "sharedStrings", "sharedStrings.bin")),
    "xl/sharedStrings.bin": record(159, u32(2, 2)) + record(19, b"\2" + text(plan("shared text")) + text(plan("reading of a text"))) + record(19, b"\0" + text(plan("text that no cell uses"))) + record(160),
    "xl/worksheets/sheet1.bin": SHEET,
    "xl/worksheets/_rels/sheet1.bin.rels": relations(relation(1, "hyperlink", "mailto:" + plan("target of a link").lower() + "@example.org", "x"), relation(2, "comments", "../comments1.bin"),
                                                     relation(3, "drawing", "../drawings/drawing1.xml")),
    "xl/worksheets/sheet2.bin": record(129) + row(0) + cell(0, plan("cell of a hidden sheet")) + record(130),
    "xl/comments1.bin": record(632, text(plan("author of a comment"))) + record(635, u32(0) + A2 + bytes(16)) + record(637, b"\0" + text(plan("note of a cell"))),
    "xl/drawings/drawing1.xml": '<xdr:wsDr xmlns:xdr="x" xmlns:a="y"><xdr:sp><xdr:txBody><a:p><a:r><a:t>' + plan("text of a shape") + "</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>",
    "xl/pivotCache/pivotCacheRecords1.bin": record(24, text(plan("record of a pivot cache"))),
    "xl/externalLinks/externalLink1.bin": record(359, u32(1) + text(plan("sheet of an external link"))) + record(371, u32(0) + text(plan("cell of an external link"))),
    "xl/tables/table1.bin": record(347, u32(1, 0) + text(plan("column of a table"))),
    "xl/connections.bin": record(201, bytes(20) + text(plan("connection"))),
}

if __name__ == "__main__":
    path = os.path.join(HERE, "staff.xlsb")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in MEMBERS.items():
            out.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)
    with open(path + ".places", "w") as out:
        out.write("# made by: hand after [MS-XLSB] (make.py)\n")
        for place in places:
            token = word(place)
            shown = token.lower() + "@example.org" if place == "target of a link" else token
            out.write("%s\t%s\tfound\n" % (shown, place))

#!/usr/bin/env python3
"""Makes the PDFs of this folder with their lists: letter.pdf with LibreOffice, locked.pdf with qpdf, the others by hand.

    python3 make.py

Tokens are made of syllables from a seed, the same each time.
"""
import os
import random
import subprocess
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))


class Tokens:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.planted = []

    def __call__(self, place, expected="found", note=""):
        syllables = ["zor", "vel", "quin", "bra", "thex", "mu", "plo", "dri", "kva", "nost", "yl", "fez", "gru", "wim"]
        token = "".join(self.random.choice(syllables) for _ in range(4)).capitalize()
        self.planted.append((token, place, expected, note))
        return token

    def write(self, file, made_by):
        with open(os.path.join(HERE, file + ".places"), "w") as out:
            out.write(f"# made by: {made_by}\n")
            for token, place, expected, note in self.planted:
                out.write("\t".join([token, place, expected] + ([note] if note else [])) + "\n")


def stream(data, entries=""):
    data = data if isinstance(data, bytes) else data.encode("latin-1")
    return b"<< %s /Length %d >>\nstream\n" % (entries.encode(), len(data)) + data + b"\nendstream"


def pdf(objects, first=None):
    """A PDF of objects by number, 1 the catalogue; appended as a revision to `first` if given."""
    out = first if first is not None else b"%PDF-1.7\n"
    starts = {}
    for number, body in sorted(objects.items()):
        starts[number] = len(out)
        out += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    table = len(out)
    out += b"xref\n"
    if first is None:
        out += b"0 1\n0000000000 65535 f \n"
    for number, start in starts.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, start)
    before = b""
    if first is not None:
        before = b" /Prev " + first[first.rindex(b"startxref") + 9 :].split()[0]
    size = max(objects) + 1 if first is None else 1000
    return out + b"trailer << /Size %d /Root 1 0 R /Info 2 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, before, table)


def one_page(content, catalogue="", page="", info="", resources="", more=None):
    objects = {
        1: f"<< /Type /Catalog /Pages 3 0 R {catalogue} >>",
        2: f"<< {info} >>",
        3: "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        4: f"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F 6 0 R >> {resources} >> {page} >>",
        5: stream(content),
        6: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    objects.update(more or {})
    return objects


def show(x, y, text, size=12):
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def save(name, data):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)


def content():
    t = Tokens(11)
    parts = [t("a word in pieces")[:], ""]
    word = parts[0]
    body = show(50, 760, t("text of a page"))
    body += f"BT /F 12 Tf 50 740 Td [({word[:3]}) -20 ({word[3:5]}) 15 ({word[5:]})] TJ ET\n"
    spaced = t("letters set apart")
    body += "BT /F 12 Tf 5 Tc 50 720 Td (" + spaced + ") Tj 0 Tc ET\n"
    parted = t("a word parted by a hyphen at the end of a line")
    body += f"BT /F 12 Tf 14 TL 50 700 Td (so {parted[:5]}-) Tj T* ({parted[5:]} goes on) Tj ET\n"
    body += "BT 3 Tr /F 12 Tf 50 650 Td (" + t("invisible text, as OCR adds it") + ") Tj 0 Tr ET\n"
    body += "1 g " + show(50, 630, t("white text")) + "0 g "
    body += show(50, -300, t("text below the page"))
    body += show(50, 50, t("text outside the crop box"))
    body += "BT /F 12 Tf 0 1 -1 0 400 300 Tm (" + t("text turned by 90 degrees") + ") Tj ET\n"
    body += "BT /F 12 Tf 0.7 0.7 -0.7 0.7 300 300 Tm (" + t("slanted text") + ") Tj ET\n"
    body += "/OC /Hidden BDC " + show(50, 600, t("a layer that is not shown")) + "EMC\n"
    body += "/Span << /ActualText (" + t("a text given in place of glyphs") + ") >> BDC " + show(50, 580, "xx") + "EMC\n"
    body += "/Figure << /Alt (" + t("an alternative text in the content") + ") >> BDC 0 0 m 9 9 l S EMC\n"
    body += "/Form1 Do\n"
    body += "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n" + show(50, 540, t("text behind an inline image"))
    body += "BT /Missing 12 Tf 50 520 Td (" + t("a font that is missing") + ") Tj ET\n"
    type3 = t("a Type 3 font")
    codes = "".join(f"/{c}" for c in type3)
    body += "BT /T3 12 Tf 50 500 Td (" + "".join(chr(97 + i) for i in range(len(type3))).replace("(", "") + ") Tj ET\n"
    coded = t("a font whose codes only its table explains")
    body += "BT /Coded 12 Tf 50 480 Td <" + "".join(f"{i + 1:02X}" for i in range(len(coded))) + "> Tj ET\n"
    # The look of a field without a value of its own.
    look = stream(show(2, 2, t("the look of an annotation")), "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 6 0 R >> >>")
    mapping = "\n".join(f"<{i + 1:02X}> <{ord(c):04X}>" for i, c in enumerate(coded))
    table = f"begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n{len(coded)} beginbfchar\n{mapping}\nendbfchar\nendcmap"
    boxes = " ".join(["600"] * len(type3))
    resources = (
        "/XObject << /Form1 7 0 R >> /Properties << /Hidden 8 0 R >>"
    )
    more = {
        7: stream(show(50, 560, t("text of a form XObject")), "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 6 0 R >> >>"),
        8: "<< /Type /OCG /Name (Layer) >>",
        9: f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar {96 + len(type3)} "
        f"/Widths [{boxes}] /Encoding << /Differences [97 {codes}] >> /CharProcs << >> >>",
        10: look,
        11: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 40 /ToUnicode 12 0 R >>",
        12: stream(table),
    }
    objects = one_page(
        body,
        "/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >>",
        "/CropBox [0 200 600 800] /Annots [<< /Subtype /Stamp /Rect [50 400 250 420] /AP << /N 10 0 R >> >>]",
        "",
        resources,
        more,
    )
    objects[4] = objects[4].replace("/F 6 0 R >> /XO", "/F 6 0 R /T3 9 0 R /Coded 11 0 R >> /XO")
    save("content.pdf", pdf(objects))
    t.write("content.pdf", "make.py")


def objects():
    t = Tokens(12)
    rich = t("rich text of an annotation")
    xfa = f"<xdp><datasets><data><surname>{t('XFA data')}</surname></data></datasets><template><caption>{t('XFA template')}</caption></template></xdp>"
    xmp = f"<x><creator>{t('XMP of the document')}</creator><custom>{t('XMP, a field of its own')}</custom></x>"
    annotations = [
        f"<< /Subtype /Text /Rect [0 0 9 9] /T ({t('author of an annotation')}) /Contents ({t('annotation')}) /Subj ({t('subject of an annotation')}) "
        f"/RC (<body><p>{rich}</p></body>) >>",
        f"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:{t('address of a link')}@example.org) >> >>",
        f"<< /Subtype /Redact /Rect [0 0 9 9] /OverlayText ({t('text over a redaction')}) >>",
        f"<< /Subtype /Text /F 2 /Rect [0 0 9 9] /Contents ({t('hidden annotation')}) >>",
        f"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /Win << /F ({t('program that a link starts')}) >> >> >>",
        f"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F ({t('another document that a link opens')}.pdf) >> >>",
        "7 0 R", "8 0 R", "9 0 R",
    ]
    more = {
        7: f"<< /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T ({t('name of a field')}) /TU ({t('tooltip of a field')}) /TM ({t('name of a field for exchange')}) "
        f"/V ({t('value of a field')}) /DV ({t('default value of a field')}) /RV (<body>{t('rich value of a field')}</body>) /AA << /K << /S /JavaScript /JS (x = '{t('script of a field')}') >> >> >>",
        8: f"<< /Subtype /Widget /FT /Ch /Rect [0 0 9 9] /T (choice) /Opt [[(a) ({t('choice, as shown')})] ({t('choice')})] /V [({t('chosen, one of several')}) (b)] >>",
        9: f"<< /Subtype /Widget /FT /Btn /Rect [0 0 9 9] /T (button) /MK << /CA ({t('caption of a button')}) >> >>",
        10: f"<< /FT /Sig /T (signature) /V << /Type /Sig /Name ({t('signature, name')}) /Reason ({t('signature, reason')}) /Location ({t('signature, location')}) "
        f"/ContactInfo ({t('signature, contact')}) >> >>",
        11: stream(xfa),
        12: f"<< /First 13 0 R >>",
        13: f"<< /Title ({t('outline')}) /A << /S /URI /URI (https://{t('link of an outline')}.example.org) >> >>",
        14: f"<< /K 15 0 R >>",
        15: f"<< /S /Figure /T ({t('title of an element')}) /Alt ({t('alternative text')}) /ActualText ({t('replacement text')}) /E ({t('expanded abbreviation')}) "
        f"/A << /O /Table /Summary ({t('summary of a table')}) >> >>",
        16: f"<< /Type /OCG /Name ({t('name of a layer')}) /Usage << /User << /Name ({t('user of a layer')}) >> /CreatorInfo << /Creator ({t('creator of a layer')}) >> >> >>",
        17: stream(xmp, "/Type /Metadata /Subtype /XML"),
        18: stream("x", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Metadata 19 0 R"),
        19: stream(f"<x><credit>{t('XMP of a picture')}</credit></x>", "/Type /Metadata /Subtype /XML"),
        20: f"<< /I << /Title ({t('title of a thread')}) /Author ({t('author of a thread')}) >> >>",
    }
    catalogue = (
        "/AcroForm << /Fields [7 0 R 8 0 R 9 0 R 10 0 R] /XFA 11 0 R >> /Outlines 12 0 R /StructTreeRoot 14 0 R /OCProperties << /OCGs [16 0 R] /D << >> >> "
        f"/Metadata 17 0 R /Threads [20 0 R] /PageLabels << /Nums [0 << /P ({t('prefix of page labels')}) >>] >> "
        f"/Names << /JavaScript << /Names [({t('name of a script')}) << /S /JavaScript /JS (y = '{t('script of the document')}') >>] >> "
        f"/Dests << /Names [({t('named destination')}) [4 0 R /Fit]] >> >> /Dests << /{t('named destination, of old')} [4 0 R /Fit] >> "
        f"/URI << /Base (http://{t('base of links')}.example.org) >> /Legal << /Attestation ({t('attestation')}) >>"
    )
    info = f"/Title ({t('title')}) /Author ({t('author')}) /Subject ({t('subject')}) /Keywords ({t('keywords')}) /Creator ({t('creator')}) /Matter ({t('information, a field of its own')})"
    made = one_page("/Im Do " + show(50, 700, "page"), catalogue, f"/Annots [{' '.join(annotations)}]", info, "/XObject << /Im 18 0 R >>", more)
    save("objects.pdf", pdf(made))
    t.write("objects.pdf", "make.py")


def attached():
    t = Tokens(13)

    def file(place):
        return stream(t(place), "/Type /EmbeddedFile")

    more = {
        7: f"<< /Type /Filespec /F ({t('name of an attachment')}.txt) /Desc ({t('description of an attachment')}) /EF << /F 10 0 R /UF 11 0 R /Unix 12 0 R /DOS 13 0 R /Mac 14 0 R >> "
        f"/CI << /Type /CollectionItem /Sender ({t('field of a portfolio')}) /Subject << /D ({t('field of a portfolio, with a prefix')}) /P (Re: ) >> >> >>",
        8: "<< /Type /Filespec /F (noted.txt) /EF << /F 15 0 R >> >>",
        9: "<< /Type /Filespec /F (associated.txt) /EF << /F 16 0 R >> >>",
        10: file("attachment"), 11: file("attachment, UF"), 12: file("attachment, Unix"), 13: file("attachment, DOS"), 14: file("attachment, Mac"),
        15: file("attachment of an annotation"), 16: file("associated file"),
        17: "<< /Type /Filespec /F (film.txt) /EF << /F 18 0 R >> >>", 18: file("asset of rich media"),
        19: "<< /Type /Filespec /F (related.txt) /RF << /F [(other.txt) 20 0 R] >> >>", 20: file("related file"),
    }
    annotations = (
        f"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS 8 0 R /Contents ({t('remark on an attachment')}) >> "
        "<< /Subtype /RichMedia /Rect [0 0 9 9] /RichMediaContent << /Assets << /Names [(film) 17 0 R] >> >> >> "
        "<< /Subtype /Sound /Rect [0 0 9 9] /Sound 21 0 R >>]"
    )
    sound = t("a sound", "unread", "sound is not read")
    more[21] = stream(sound, "/Type /Sound /R 8000")
    catalogue = (
        f"/Collection << /Schema << /Sender << /N ({t('name of a field of a portfolio')}) /Subtype /S >> >> >> /AF [9 0 R] "
        "/Names << /EmbeddedFiles << /Names [(a) 7 0 R (b) 19 0 R] >> >>"
    )
    save("attached.pdf", pdf(one_page(show(50, 700, "page"), catalogue, annotations, "", "", more)))
    t.write("attached.pdf", "make.py")


def revised():
    t = Tokens(14)
    taken, kept = t("text that a later revision took away"), t("text of the latest revision")
    first = pdf(one_page(show(50, 700, f"It was {taken} once")))
    save("revised.pdf", pdf({5: stream(show(50, 700, f"It is {kept} now"))}, first))
    t.write("revised.pdf", "make.py")


def pictured():
    t = Tokens(15)
    token = t("text in a picture of a page", "unread", "no usable text layer")
    with tempfile.TemporaryDirectory() as folder:
        page = os.path.join(folder, "page.pdf")
        with open(page, "wb") as out:
            out.write(pdf(one_page(show(50, 400, token, 60))))
        subprocess.run(["pdftoppm", "-gray", "-r", "40", page, os.path.join(folder, "page")], check=True)
        with open(os.path.join(folder, "page-1.pgm"), "rb") as file:
            head, pixels = file.read().split(b"\n255\n", 1)
    width, height = head.split()[1:3]
    image = stream(
        zlib.compress(pixels),
        f"/Type /XObject /Subtype /Image /Width {int(width)} /Height {int(height)} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
    )
    save("pictured.pdf", pdf(one_page("q 600 0 0 800 0 0 cm /Im Do Q", "", "", "", "/XObject << /Im 7 0 R >>", {7: image})))
    t.write("pictured.pdf", "make.py, pdftoppm")


def included():
    """A figure as pdfTeX includes it, and the names of an attachment."""
    t = Tokens(8)
    form = "/Type /XObject /Subtype /Form /BBox [0 0 1 1] "
    inner = f"/PTEX.InfoDict << /Author ({t('author of an included figure')}) >>"
    outer = f"/Resources << /XObject << /B 11 0 R >> >> /PTEX.FileName (./{t('file of an included figure')}.pdf)"
    usual, other = t("name of an attachment"), t("another name of an attachment")
    more = {
        10: stream("", form + outer),
        11: stream("", form + inner),
        12: f"<< /Type /Filespec /UF ({usual}.txt) /Unix ({other}.txt) /EF << /UF 13 0 R >> >>",
        13: stream("text", "/Type /EmbeddedFile"),
    }
    names = "/Names << /EmbeddedFiles << /Names [(a) 12 0 R] >> >>"
    save("included.pdf", pdf(one_page("", names, resources="/XObject << /A 10 0 R >>", more=more)))
    t.write("included.pdf", "make.py")


def unknown_glyphs():
    t = Tokens(16)
    token = t("glyphs whose characters the file does not tell", "unread", "no usable text layer")
    codes = "".join(f"{0xE000 + ord(c):04X}" for c in token)
    more = {
        7: "<< /Type /Font /Subtype /Type0 /BaseFont /Nobody /Encoding /Identity-H /DescendantFonts [8 0 R] >>",
        8: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nobody /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>",
    }
    made = one_page(f"BT /G 12 Tf 50 700 Td <{codes}> Tj ET", more=more)
    made[4] = made[4].replace("/F 6 0 R >>", "/F 6 0 R /G 7 0 R >>")
    save("glyphs.pdf", pdf(made))
    t.write("glyphs.pdf", "make.py")


def locked():
    t = Tokens(17)
    token = t("text behind a password", "unread", "password needed")
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "plain.pdf")
        with open(plain, "wb") as out:
            out.write(pdf(one_page(show(50, 700, token))))
        subprocess.run(["qpdf", "--static-id", "--encrypt", "secret", "owner", "256", "--", plain, os.path.join(HERE, "locked.pdf")], check=True)
    t.write("locked.pdf", "make.py, qpdf 11.3")


LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator><meta:keyword>{keyword}</meta:keyword></office:meta>
<office:automatic-styles><style:page-layout style:name="P"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p>{header}</text:p></style:header>
<style:footer><text:p>{footer}</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><office:forms><form:form form:name="Form"><form:text form:name="{field}" xml:id="c1" form:id="c1" form:value="{value}" form:current-value="{value}"/></form:form></office:forms>
<text:h text:outline-level="1">{heading}</text:h>
<text:p>Dear {body}<office:annotation office:name="1"><dc:creator>{commenter}</dc:creator><dc:date>2020-01-01T00:00:00</dc:date><text:p>{comment}</text:p></office:annotation>,
see <text:a xlink:href="mailto:{link}@example.org">here</text:a><text:note text:note-class="footnote" text:id="f"><text:note-citation>1</text:note-citation><text:note-body><text:p>{footnote}</text:p></text:note-body></text:note>.</text:p>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell><text:p>{label}</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell><table:table-cell><text:p>00123456</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:control draw:control="c1" svg:width="6cm" svg:height="1cm" text:anchor-type="as-char"/></text:p>
</office:text></office:body></office:document>
"""


def letter():
    t = Tokens(18)
    words = {
        "title": t("title"), "author": t("author"), "keyword": t("keyword"), "header": t("header"), "footer": t("footer"), "field": t("name of a field"),
        "value": t("value of a field"), "heading": t("heading, also in the outline"), "body": t("paragraph"),
        "commenter": t("author of a comment"), "comment": t("comment"), "link": t("address of a link"), "footnote": t("footnote"),
        "label": t("heading of a column"), "cell": t("cell"),
    }
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "letter.fodt")
        with open(source, "w") as out:
            out.write(LETTER.format(**words))
        options = '{"ExportNotes":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}",
                        "--outdir", HERE, source], check=True, stdout=subprocess.DEVNULL)
    t.write("letter.pdf", "LibreOffice 7.4")


if __name__ == "__main__":
    content()
    objects()
    attached()
    revised()
    pictured()
    included()
    unknown_glyphs()
    locked()
    letter()

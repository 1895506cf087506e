"""A book with a token in every place of an EPUB (EPUB 3.3 and what is left of 2), put together by hand."""
import os
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from words import word  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
places = []


def plan(place):
    places.append(place)
    return word(place)


def page(body, head=""):
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:epub="http://www.idpf.org/2007/ops"><head>' + head + "</head><body>" + body + "</body></html>")


MEMBERS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
                              '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    "META-INF/metadata.xml": "<metadata><owner>" + plan("META-INF: metadata") + "</owner></metadata>",
    "OPS/book.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
                    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><dc:title>' + plan("metadata: title") +
                    '</dc:title><dc:creator opf:file-as="' + plan("metadata: sort key of the creator") + '">' + plan("metadata: creator") +
                    '</dc:creator><dc:contributor>' + plan("metadata: contributor") + '</dc:contributor><dc:publisher>' + plan("metadata: publisher") +
                    '</dc:publisher><dc:description>' + plan("metadata: description") + '</dc:description><dc:identifier id="id">' +
                    plan("metadata: identifier") + '</dc:identifier><meta property="dcterms:rightsHolder">' + plan("metadata: property") +
                    '</meta><meta name="owner" content="' + plan("metadata of EPUB 2") + '"/></metadata><manifest>'
                    '<item id="one" href="one%20page.xhtml" media-type="application/xhtml+xml"/><item id="two" href="two.html" media-type="text/html"/>'
                    '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx"/>'
                    '<item id="svg" href="cover.svg" media-type="image/svg+xml"/></manifest><spine toc="ncx"><itemref idref="svg"/>'
                    '<itemref idref="one"/><itemref idref="two" linear="no"/></spine><guide><reference type="text" title="' +
                    plan("title in the guide") + '" href="one%20page.xhtml"/></guide></package>',
    "OPS/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><docTitle><text>' + plan("table of contents (NCX): title") +
                   '</text></docTitle><navMap><navPoint id="a"><navLabel><text>' + plan("table of contents (NCX): entry") +
                   '</text></navLabel><content src="one%20page.xhtml"/></navPoint></navMap></ncx>',
    "OPS/nav.xhtml": page('<nav epub:type="toc"><ol><li><a href="two.html">' + plan("table of contents (nav)") + "</a></li></ol></nav>"),
    "OPS/one page.xhtml": page("<h1>" + plan("heading") + "</h1><p>" + plan("paragraph") + "</p><p>" + plan("word cut by formatting")[:4] + "<b>" +
                               word("word cut by formatting")[4:] + '</b></p><p><img src="p.png" alt="' + plan("alternative text") + '"/></p>'
                               '<aside epub:type="footnote">' + plan("footnote") + "</aside><!-- " + plan("remark in the source") +
                               ' --><p><a href="mailto:' + plan("target of a link").lower() + '@example.org">write</a></p><p hidden="hidden">' +
                               plan("hidden paragraph") + "</p>", "<title>" + plan("title of a page") + "</title>"),
    "OPS/two.html": "<html><body><table><tr><th>Name</th></tr><tr><td>" + plan("cell of a table") + "</td></tr></table></body></html>",
    "OPS/cover.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>' + plan("title of a picture (SVG)") + "</title><text>" + plan("text in a picture (SVG)") + "</text></svg>",
    "OPS/left.xhtml": page("<p>" + plan("page that the spine does not name") + "</p>"),
    "OPS/note.txt": plan("text file"),
}

if __name__ == "__main__":
    path = os.path.join(HERE, "book.epub")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in MEMBERS.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            out.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 12, 0, 0)), content, stored)
    with open(path + ".places", "w") as out:
        out.write("# made by: hand (make.py)\n")
        for place in places:
            token = word(place)
            shown = token.lower() + "@example.org" if place == "target of a link" else token
            out.write("%s\t%s\tfound\n" % (shown, place))

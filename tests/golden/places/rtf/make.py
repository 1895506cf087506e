"""What LibreOffice does not write of RTF (1.9.1), put together by hand: hand.rtf."""
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from words import word  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
places = []


def plan(place):
    places.append(place)
    return word(place)


def package(name, content):
    """OLE 1.0 stream of a packaged file ([MS-OLEDS] 2.2.5), in hexadecimal."""
    text = lambda value: struct.pack("<I", len(value) + 1) + value + b"\0"
    native = b"\2\0" + name + b"\0" + name + b"\0" + b"\0\0\3\0" + struct.pack("<I", len(name) + 1) + name + b"\0" + struct.pack("<I", len(content)) + content
    return (struct.pack("<II", 0x501, 2) + text(b"Package") + bytes(8) + struct.pack("<I", len(native)) + native).hex()


SPLIT = plan("word cut by formatting and a line end")
ESCAPED = plan("word in escapes")
WIDE = plan("word in Unicode escapes")
RTF = ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title " + plan("info: title") + "}{\\subject " + plan("info: subject") +
       "}{\\author " + plan("info: author") + "}{\\operator " + plan("info: operator") + "}{\\manager " + plan("info: manager") + "}{\\company " +
       plan("info: company") + "}{\\keywords " + plan("info: keywords") + "}{\\doccomm " + plan("info: comment") + "}{\\hlinkbase http://" +
       plan("info: base of links") + ".example.org}}{\\*\\userprops{\\propname Case worker}\\proptype30{\\staticval " + plan("property defined by the user") +
       "}}{\\*\\template C:\\\\" + plan("path of the template") + ".dot}{\\*\\revtbl{Unknown;}{" + plan("author of a change") + ";}}{\\*\\docvar {v}{" +
       plan("document variable") + "}}{\\header\\pard " + plan("header") + "\\par}{\\footer\\pard " + plan("footer") + "\\par}\\pard " +
       plan("paragraph") + "\\par " + SPLIT[:4] + "{\\b\n" + SPLIT[4:] + "}\\par " + "".join("\\'%02x" % ord(c) for c in ESCAPED) + "\\par " +
       "".join("\\u%d?" % ord(c) for c in WIDE) + "\\par {\\v " + plan("hidden text") + "}\\par {\\deleted\\revauthdel1 " + plan("tracked deletion") +
       "}\\par x{\\footnote\\pard " + plan("footnote") + "}{\\footnote\\ftnalt\\pard " + plan("endnote") + "}{\\*\\atnid XY}{\\*\\atnauthor " +
       plan("author of a comment") + "}\\chatn{\\*\\annotation\\pard " + plan("comment") + "}\\par {\\field{\\*\\fldinst HYPERLINK \"mailto:" +
       plan("target of a link").lower() + "@example.org\"}{\\fldrslt " + plan("text of a link") + "}}\\par {\\field{\\*\\fldinst FORMTEXT {\\*\\formfield"
       "{\\fftype0{\\*\\ffname " + plan("name of a form field") + "}{\\*\\ffdeftext " + plan("default of a form field") + "}{\\*\\ffhelptext " +
       plan("help text of a form field") + "}}}}{\\fldrslt }}\\par {\\*\\bkmkstart " + plan("name of a bookmark") + "}{\\*\\bkmkend b}"
       "{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv " + plan("alternative text") + "}}{\\shptxt\\pard " + plan("text box") + "\\par}}}"
       "\\trowd\\cellx4000\\cellx8000\\intbl Name\\cell " + plan("cell of a table") + "\\cell\\row\\pard {\\object\\objemb{\\*\\objclass Package}"
       "{\\*\\objdata " + package(b"note.txt", plan("embedded file").encode()) + "}{\\result " + plan("picture of an object, as text") + "}}\\par "
       "{\\upr{" + word("text with a Unicode twin") + "}{\\*\\ud{" + plan("text with a Unicode twin") + "}}}\\par {\\xe " + plan("entry of an index") +
       "}{\\tc " + plan("entry of a table of contents") + "}\\par {\\listtext\\pard " + plan("label of a list") + "\\tab}x\\par}")

if __name__ == "__main__":
    path = os.path.join(HERE, "hand.rtf")
    with open(path, "w") as out:
        out.write(RTF)
    with open(path + ".places", "w") as out:
        out.write("# made by: hand after RTF 1.9.1 (make.py)\n")
        for place in places:
            token = word(place)
            shown = token.lower() + "@example.org" if place == "target of a link" else token
            out.write("%s\t%s\tfound\n" % (shown, place))

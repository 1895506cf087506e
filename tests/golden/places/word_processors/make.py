#!/usr/bin/env python3
"""Documents of old word processors, byte by byte after the descriptions of their formats: no program here writes them."""
import os
import struct


def le16(value):
    return struct.pack("<H", value)


def le32(value):
    return struct.pack("<I", value)


def write(name, content, planted):
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, name), "wb") as out:
        out.write(content)
    with open(os.path.join(here, name + ".places"), "w", encoding="utf-8") as out:
        out.write("# made by: a script (make.py)\n")
        for token, place in planted:
            out.write(f"{token}\t{place}\tfound\n")


def function_of_five(code, kind, data):
    size = le16(len(data) + 4)
    return bytes([code, kind]) + size + data + size + bytes([kind, code])


def perfect(version, start):
    return b"\xffWPC" + le32(start) + b"\x01\x0a" + bytes([version]) + b"\x01" + le16(0) + le16(16)


note = function_of_five(0xD6, 0, bytes(15) + b"Brandelwick")
end = function_of_five(0xD6, 1, bytes(7) + b"Cromvessel")
head = function_of_five(0xD5, 0, bytes(7) + b"\1" + bytes(10) + b"Dorvenhall")
write("five.wpd", perfect(0, 16) + b"Dear Ardenwick\n" + note + end + head + b"\nEl\xc3\x0c\xc3vermoor\xc4\x0c\xc4\n",
      [("Ardenwick", "paragraph"), ("Brandelwick", "footnote"), ("Cromvessel", "endnote"), ("Dorvenhall", "header"),
       ("Elvermoor", "word cut by formatting")])

words = b"Fenbrellow\x80here"
packet = le16(1) + le32(0) + le32(len(words)) + words
place = 16 + 2 * 14
index = b"\2\0" + le16(2) + bytes(10) + b"\0\x08" + bytes(4) + le32(len(packet)) + le32(place)
write("six.wpd", perfect(2, place + len(packet)) + index + packet + b"Dear\x80Galdermist\xcc",
      [("Galdermist", "paragraph"), ("Fenbrellow", "note, header or box")])

body = b"Harvellock\rName\7Ilverstane\7\7Jorvenmere\r"
main = bytearray(0x180)
main[0:8] = le16(0xA5DB) + le16(45) + le16(0) + le16(0x0809)
main[0x18:0x20] = le32(0x180) + le32(0x180 + len(body))
main[0x34:0x40] = le32(len(body) - 11) + le32(0) + le32(11)
headers = le32(0) + le32(11) + le32(11)
main[0x58 + 66:0x58 + 72] = le32(0x180 + len(body)) + le16(len(headers))
write("two.doc", bytes(main) + body + headers,
      [("Harvellock", "paragraph"), ("Ilverstane", "cell of a table"), ("Jorvenmere", "header")])

text = b"Dear Keldranmoor\r\n"
head = (le16(0xBE31) + le16(0) + le16(0xAB00) + bytes(8) + le32(128 + len(text)) + le16(2) + le16(2)).ljust(0x60, b"\0") + le16(2)
write("letter.wri", head.ljust(128, b"\0") + text.ljust(128, b"\0"), [("Keldranmoor", "paragraph")])

head = (le16(0xFE01) + le16(1)).ljust(0x26, b"\0") + le32(0x100 + len(text))
write("letter.wps", head.ljust(0x100, b"\0") + b"Dear Lombervale\r\n".ljust(len(text), b" "), [("Lombervale", "paragraph")])

"""What cannot be read, or not in full: encrypted, broken, bombs, images, noise. Each with the outcomes that are
right for it.

The programs qpdf, 7z and zip make the encrypted ones; what a missing program would make is left out, and said."""
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import zlib

from . import office_open, open_document, packages, pdf, texts
from .node import Node


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# 200 by 160 pixels: smaller ones are icons.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 200, 160, 8, 0, 0, 0, 0))
    + png_chunk(b"IDAT", zlib.compress(bytes(201) * 160))
    + png_chunk(b"IEND", b"")
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(range(1, 65)) + bytes.fromhex("ffd9")


def run_tool(arguments, folder):
    subprocess.run(
        arguments,
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def by_tool(content, name, arguments, result):
    """What a program makes of a file of that name and content."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, name)
        path.write_bytes(content)
        os.utime(path, (packages.UNIX_TIME, packages.UNIX_TIME))
        run_tool(arguments, folder)
        return pathlib.Path(folder, result).read_bytes()


def compound_file(streams):
    """A compound file ([MS-CFB] 3, sectors of 512 bytes) with streams of at least 4096 bytes in its root."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    body, fat, directory = b"", [0xFFFFFFFD, end], []  # sector 0: the allocation table; sector 1: the directory
    for name, content in streams:
        start = len(fat)
        count = -(-len(content) // sector)
        fat += [start + i + 1 for i in range(count - 1)] + [end]
        body += content.ljust(count * sector, b"\0")
        directory.append((name, 2, start, len(content)))
    entries = b""
    for i, (name, kind, start, size) in enumerate([("Root Entry", 5, end, 0)] + directory):
        encoded = (name + "\0").encode("utf-16-le")
        right = i + 1 if 0 < i < len(directory) else free
        entries += struct.pack(
            "<64sHBBIII16sIQQIQ",
            encoded,
            len(encoded),
            kind,
            1,
            free,
            right,
            1 if i == 0 else free,
            b"",
            0,
            0,
            0,
            start,
            size,
        )
    entries = entries.ljust(sector, b"\0")
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
        0,
    )
    table = struct.pack("<128I", *(fat + [free] * (128 - len(fat))))
    return head.ljust(sector, b"\xff") + table + entries + body


def noise(rng, size):
    return rng.randbytes(size)


def encrypted_odt(rng, document):
    """As LibreOffice writes it: every member but the manifest is noise, and the manifest says how it was encrypted."""
    data = (
        '<manifest:encryption-data manifest:checksum-type="SHA256/1K" manifest:checksum="AAAA"><manifest:algorithm manifest:algorithm-name='
        '"http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="AAAA"/><manifest:key-derivation '
        'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="100000" manifest:salt="AAAA"/></manifest:encryption-data>'
    )
    media_type = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml" manifest:size="4000">{data}</manifest:file-entry>'
        for name in ("content.xml", "styles.xml")
    )
    manifest = (
        f'{office_open.HEAD}<manifest:manifest {open_document.NAMES} manifest:version="1.3"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{media_type}"/>{entries}</manifest:manifest>'
    )
    members = [
        ("mimetype", media_type),
        ("content.xml", noise(rng, 2000)),
        ("styles.xml", noise(rng, 1000)),
        ("META-INF/manifest.xml", manifest),
    ]
    return packages.zipped(members, stored=("mimetype", "content.xml", "styles.xml"))


def deep(levels):
    """A ZIP in a ZIP in a ZIP ..."""
    content = packages.zipped([("bottom.txt", b"The bottom.\n")])
    for level in range(levels):
        content = packages.zipped([(f"level{level}.zip", content)])
    return content


def encrypted(rng, document):
    """(suffix, content, why) of every kind of file that needs a password."""
    plain = office_open.docx(rng, document)
    made = [
        (
            "docx",
            compound_file(
                [
                    ("EncryptedPackage", noise(rng, 4608)),
                    ("EncryptionInfo", b"\x04\0\x04\0\x40\0\0\0" + b"<encryption/>".ljust(4200)),
                ]
            ),
            "password of Office",
        ),
        ("odt", encrypted_odt(rng, document), "password of LibreOffice"),
    ]
    tools = (
        (
            "zip",
            ["zip", "-q", "-X", "-P", "secret", "out.zip", "letter.docx"],
            "out.zip",
            "every member has a password",
        ),
        ("7z", ["7z", "a", "-psecret", "-mtm-", "out.7z", "letter.docx"], "out.7z", "every member has a password"),
        (
            "7z",
            ["7z", "a", "-psecret", "-mhe=on", "-mtm-", "out.7z", "letter.docx"],
            "out.7z",
            "even the names have a password",
        ),
        (
            "zip",
            ["7z", "a", "-tzip", "-psecret", "-mem=AES256", "-mtm-", "out.zip", "letter.docx"],
            "out.zip",
            "every member has a password (AES)",
        ),
    )
    for suffix, arguments, result, why in tools:
        if shutil.which(arguments[0]):
            made.append((suffix, by_tool(plain, "letter.docx", arguments, result), why))
    if shutil.which("qpdf"):
        command = ["qpdf", "--encrypt", "user", "owner", "256", "--", "letter.pdf", "out.pdf"]
        made.append(("pdf", by_tool(pdf.pdf(rng, document), "letter.pdf", command, "out.pdf"), "password to open"))
    return made


def nodes(rng, people, suffix_number):
    """One of each kind of unreadable file."""
    document = texts.letter(rng, people)
    made = []

    def add(suffix, content, outcomes, why, known=True, children=()):
        made.append(
            Node(
                f"unreadable-{suffix_number}-{len(made)}.{suffix}".encode(),
                content,
                suffix,
                [],
                list(children),
                outcomes,
                why,
                known,
            )
        )

    for suffix, content, why in encrypted(rng, document):
        is_archive = suffix in ("zip", "7z")
        # An archive's members are listed one by one as encrypted; the archive itself was read, or could not even be listed.
        if is_archive and "names" not in why:
            inner = Node(b"letter.docx", b"", "docx", outcomes=("encrypted",), why=why)
            add(suffix, content, ("read", "partly", "encrypted"), why, children=[inner])
        else:
            add(suffix, content, ("encrypted",), why)
    whole = packages.zipped([(f"note{i}.txt", rng.randbytes(2000).hex().encode()) for i in range(4)])
    add("zip", whole[: len(whole) * 6 // 10], ("partly", "damaged"), "cut off in the middle", known=False)
    cut = office_open.docx(rng, document)
    add("docx", cut[: len(cut) * 7 // 10], ("partly", "damaged"), "cut off", known=False)
    cut = pdf.pdf(rng, document)
    add("pdf", cut[:120], ("partly", "damaged"), "cut off", known=False)
    add(
        "gz", packages.gzipped(rng.randbytes(4000).hex().encode())[:2500], ("partly", "damaged"), "cut off", known=False
    )
    add(
        "xlsx",
        packages.zipped([("[Content_Types].xml", b"<Types"), ("xl/workbook.xml", b"<workbook><sheets>")]),
        ("partly", "damaged", "unsupported"),
        "XML broken off",
        known=False,
    )
    add("png", PNG, ("unsupported",), "an image")
    add("jpg", JPEG, ("unsupported",), "an image")
    add("dat", noise(rng, 3000), ("unsupported",), "noise")
    add("docx", b"\0\1\2\3" + noise(rng, 3000), ("unsupported", "damaged"), "noise under a name")
    add("zip", deep(20), ("over_limit",), "nested more deeply than the limit", known=False)
    if suffix_number == 0:
        add(
            "zip",
            packages.zipped([("lines.txt", b"All work and no play.\n" * (7 << 20))]),
            ("over_limit",),
            "a ZIP bomb",
            known=False,
        )
    add("txt", b"", ("read",), "empty")
    return made

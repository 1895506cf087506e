"""Archives and compressed files: well formed, bombs, quines, loops, lies."""
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

READ = ["read"]
BAD = ["damaged", "partly", "over_limit", "unsupported"]


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def well_formed(word):
    text = (word + " lives in Kirkby. " * 200).encode()
    right = {"outcomes": READ, "found": True}
    yield "whole/a.zip", zipped([("a.txt", text), ("b.txt", text)]), right
    yield "whole/a.tar", tarred([("a.txt", text), ("b.txt", text)]), right
    yield "whole/a.gz", gzip.compress(text), right
    yield "whole/a.bz2", bz2.compress(text), right
    yield "whole/a.xz", lzma.compress(text), right


def nested(content, times):
    for level in range(times):
        content = zipped([(f"level{level}.zip" if level else "inner.txt", content)])
    return content


def overlapping(count, size):
    """Many directory entries that share one kernel of compressed data (D. Fifield, "A better zip bomb", 2019; full overlap)."""
    data = zlib.compress(b"\0" * size, 9)[2:-4]
    checksum = zlib.crc32(b"\0" * size)
    name = b"a.bin"
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0x21, checksum, len(data), size, len(name), 0) + name + data
    directory = b""
    for i in range(count):
        entry = b"%07d.bin" % i
        directory += struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0x21, checksum, len(data), size, len(entry), 0, 0, 0, 0, 0, 0) + entry
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + end


def quine_gzip():
    """A member that unpacks to a member that unpacks ...: as deep as a loop would look, made by hand."""
    content = b"x"
    for _ in range(200):
        content = gzip.compress(content)
    return content


def lying_zip(word, sizes):
    """The directory claims sizes that the data have not."""
    good = zipped([("liar.txt", b"lies " * 100), ("honest.txt", (word + " ").encode() * 3)])
    at = good.index(b"PK\1\2")
    return good[: at + 20] + struct.pack("<II", *sizes) + good[at + 28 :]


def damaged_member(word):
    good = zipped([("broken.txt", b" ".join(b"%d" % i for i in range(3000))), ("fine.txt", (word + " ").encode() * 50)])
    return good[:60] + b"\xff" * 20 + good[80:]


def special_tar(word):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, target in (
            ("link", tarfile.SYMTYPE, "/etc/passwd"),
            ("hard", tarfile.LNKTYPE, "../../etc/shadow"),
            ("device", tarfile.BLKTYPE, ""),
            ("pipe", tarfile.FIFOTYPE, ""),
            ("../../../escape", tarfile.SYMTYPE, ".."),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            archive.addfile(member)
        for name in ("/absolute.txt", "../../up.txt", "same.txt", "same.txt", "a/./b//c.txt", "new\nline.txt"):
            content = (word + " " + name.replace("\n", " ")).encode()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def hostile(word):
    yield "bombs/flat.zip", zipped([("zeros", b"\0" * (300 << 20))]), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit", "unsupported", "skipped"]}
    yield "bombs/many.zip", zipped([(f"{i}.bin", b"\0" * (40 << 20)) for i in range(20)] + [("z.txt", word)]), {"outcomes": ["read", "partly", "over_limit"], "inside": ["over_limit", "unsupported"], "found": True}
    yield "bombs/overlap.zip", overlapping(60000, 20 << 20), {"outcomes": ["partly", "over_limit", "damaged"], "inside": ["over_limit", "damaged"]}
    yield "bombs/nested40.zip", nested(word.encode(), 40), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit"]}
    yield "bombs/wide.zip", nested(zipped([(f"{i}.txt", "x") for i in range(3000)]), 3), {"outcomes": READ}
    yield "bombs/zeros.gz", gzip.compress(b"\0" * (300 << 20)), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit", "unsupported"]}
    yield "bombs/zeros.bz2", bz2.compress(b"\0" * (300 << 20)), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit", "unsupported"]}
    yield "bombs/zeros.xz", lzma.compress(b"\0" * (300 << 20)), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit", "unsupported"]}
    yield "bombs/text.gz", gzip.compress(b"hello hello hello\n" * (16 << 20)), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit"]}
    yield "bombs/double.gz", gzip.compress(gzip.compress(b"\0" * (300 << 20))), {"outcomes": ["partly", "over_limit"], "inside": ["over_limit", "unsupported"]}
    yield "bombs/quine.gz", quine_gzip(), {"outcomes": ["over_limit", "partly"], "inside": ["over_limit"]}
    yield "bombs/window.xz", b"\xfd7zXZ\0\0\4" + lzma.compress(b"x" * 1000, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}])[8:], {"outcomes": READ + BAD}
    yield "lies/huge.zip", lying_zip(word, (0xFFFFFFF0, 0xFFFFFFF0)), {"outcomes": READ + BAD, "inside": BAD, "found": True}
    yield "lies/zero.zip", lying_zip(word, (0, 0)), {"outcomes": READ + BAD, "inside": BAD, "found": True}
    yield "lies/member.zip", damaged_member(word), {"outcomes": ["partly", "damaged"], "inside": ["damaged", "partly"], "found": True}
    good = zipped([("fine.txt", word.encode())])
    yield "lies/no-directory.zip", good[: good.index(b"PK\1\2")], {"outcomes": ["partly", "damaged"], "found": True}
    yield "lies/comment.zip", good[:-2] + b"\xff\xff", {"outcomes": READ + BAD, "found": True}
    yield "lies/counts.zip", good[:-12] + b"\xff\xff\xff\xff" + good[-8:], {"outcomes": READ + BAD, "found": True}
    yield "lies/two.zip", good + good, {"outcomes": READ + BAD, "found": True}
    yield "lies/behind.exe", b"MZ" + b"\0" * 4000 + good, {"outcomes": READ + BAD, "found": True}
    yield "lies/special.tar", special_tar(word), {"outcomes": READ, "found": True}
    body = tarred([("a.txt", word.encode())])
    yield "lies/size.tar", body[:124] + b"77777777777\0" + body[136:], {"outcomes": BAD}
    yield "lies/negative.tar", body[:124] + b"\xff" * 12 + body[136:], {"outcomes": BAD}
    yield "lies/checksum.tar", body[:148] + b"0000000\0" + body[156:], {"outcomes": BAD + READ}
    yield "lies/trailing.gz", gzip.compress(word.encode()) + b"garbage behind the end", {"outcomes": READ + BAD, "found": True}
    yield "lies/members.gz", gzip.compress(b"first ") + gzip.compress(word.encode()), {"outcomes": READ, "found": True}
    yield "lies/crc.gz", gzip.compress(word.encode())[:-8] + b"\0" * 8, {"outcomes": ["partly", "damaged"], "found": True}
    for name, magic in (("7z", b"7z\xbc\xaf\x27\x1c\0\4"), ("rar", b"Rar!\x1a\7\1\0"), ("rar4.rar", b"Rar!\x1a\7\0"), ("cab", b"MSCF\0\0\0\0"), ("rpm", b"\xed\xab\xee\xdb\3\0"), ("deb", b"!<arch>\n"), ("cpio", b"070701"), ("Z", b"\x1f\x9d\x90"), ("zst", b"\x28\xb5\x2f\xfd"), ("lz4", b"\4\x22\x4d\x18"), ("lz", b"LZIP\1")):
        for fill in (0x00, 0x41, 0xFF):
            yield f"noise/{fill:02x}.{name}", magic + bytes([fill]) * 3000, {"outcomes": BAD + READ + ["encrypted"], "inside": BAD}

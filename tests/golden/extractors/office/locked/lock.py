"""Locks documents in every way that Office knows and we open: by LibreOffice, and by hand after [MS-OFFCRYPTO] where it
cannot (the agile scheme; RC4 of the CryptoAPI). What was made by hand is opened again by msoffcrypto-tool.

Needs soffice, python3-uno, python3-cryptography, python3-msoffcrypto-tool. Run it with /usr/bin/python3 in this folder.
"""
import base64
import hashlib
import hmac
import io
import os
import struct
import subprocess
import tempfile
import time

import msoffcrypto
import olefile
import uno
from com.sun.star.beans import NamedValue, PropertyValue
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = "S\u00e9same 1234"
HERE = os.path.dirname(os.path.abspath(__file__))


# --- by LibreOffice -------------------------------------------------------------------------------------------------

def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def named(name, value):
    made = NamedValue()
    made.Name, made.Value = name, value
    return made


def save(document, name, kind):
    path = "file://" + os.path.join(HERE, name)
    lock = prop("Password", PASSWORD)
    if name.endswith("x"):
        values = (named("OOXPassword", PASSWORD), named("CryptoType", "StrongEncryptionDataSpace"))
        lock = prop("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", values))
    document.storeToURL(path, (prop("FilterName", kind), lock))


def with_office(work):
    home = tempfile.mkdtemp()  # NSS, which encrypts OOXML, wants one of its own
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--accept=socket,host=127.0.0.1,port=20971;urp;",
         "-env:UserInstallation=file://" + home], env={**os.environ, "HOME": home})
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            context = resolver.resolve("uno:socket,host=127.0.0.1,port=20971;urp;StarOffice.ComponentContext")
            break
        except Exception:
            time.sleep(0.5)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        work(lambda factory: desktop.loadComponentFromURL(factory, "_blank", 0, (prop("Hidden", True),)))
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(30)


def make_by_office(new):
    letter = new("private:factory/swriter")
    letter.Text.setString("Locked letter about Wendeline Thraxby, QQ 12 34 56 C.")
    for name, kind in (("letter.odt", "writer8"), ("letter.docx", "MS Word 2007 XML"), ("letter.doc", "MS Word 97")):
        save(letter, name, kind)
    letter.storeToURL("file:///tmp/plain.doc", (prop("FilterName", "MS Word 97"),))
    letter.storeToURL("file:///tmp/plain.docx", (prop("FilterName", "MS Word 2007 XML"),))
    letter.close(True)
    staff = new("private:factory/scalc")
    sheet = staff.Sheets.getByIndex(0)
    sheet.getCellByPosition(0, 0).String = "Name"
    sheet.getCellByPosition(0, 1).String = "Wendeline Thraxby"
    for name, kind in (("staff.ods", "calc8"), ("staff.xlsx", "Calc MS Excel 2007 XML"), ("staff.xls", "MS Excel 97")):
        save(staff, name, kind)
    staff.close(True)
    talk = new("private:factory/simpress")
    page = talk.DrawPages.getByIndex(0)
    shape = talk.createInstance("com.sun.star.drawing.TextShape")
    page.add(shape)
    shape.setString("Locked slide of Wendeline Thraxby")
    talk.storeToURL("file:///tmp/plain.ppt", (prop("FilterName", "MS PowerPoint 97"),))
    talk.close(True)


# --- a compound file ([MS-CFB]) of a few streams --------------------------------------------------------------------

def compound(streams):
    """Version 3; streams shorter than 4096 bytes are padded to that, which their readers do not mind."""
    sector = lambda data: data + b"\0" * (-len(data) % 512)
    contents = [(name, data if len(data) >= 4096 else data + b"\0" * (4096 - len(data))) for name, data in streams]
    fat, body, starts = [], b"", []
    for _, data in contents:
        starts.append(len(fat))
        count = len(sector(data)) // 512
        fat += [len(fat) + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
        body += sector(data)
    directory = len(fat)

    def entry(name, kind, left, right, child, start, size):
        wide = (name + "\0").encode("utf-16-le")
        return (wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1) +
                struct.pack("<III", left, right, child) + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size))
    none = 0xFFFFFFFF
    order = sorted(range(len(contents)), key=lambda i: (len(contents[i][0]), contents[i][0].upper()))
    entries = entry("Root Entry", 5, none, none, 1, 0xFFFFFFFE, 0)
    for position, i in enumerate(order):
        right = position + 2 if position + 1 < len(order) else none
        entries += entry(contents[i][0], 2, none, right, none, starts[i], len(contents[i][1]))
    entries += entry("", 0, none, none, none, 0, 0) * (-len(entries) // 128 % 4)
    count = len(entries) // 512
    fat += [directory + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
    body += entries
    fat_sectors = (len(fat) + 1 + 127) // 128
    first = len(fat)
    fat += [0xFFFFFFFD] * fat_sectors
    fat += [none] * (-len(fat) % 128)
    body += struct.pack("<%dI" % len(fat), *fat)
    header = (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6) +
              struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0))
    difat = [first + i for i in range(fat_sectors)] + [none] * (109 - fat_sectors)
    return header + struct.pack("<109I", *difat) + body


# --- the agile scheme -----------------------------------------------------------------------------------------------

def agile(plain, rounds=1000):
    hashed = lambda data: hashlib.sha512(data).digest()
    text = lambda data: base64.b64encode(data).decode()

    def cbc(key, iv, data):
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
        return cipher.update(data + b"\0" * (-len(data) % 16)) + cipher.finalize()
    data_salt, salt, key = bytes(range(16)), bytes(range(16, 32)), hashlib.sha256(b"key of the package").digest()
    spun = hashed(salt + PASSWORD.encode("utf-16-le"))
    for i in range(rounds):
        spun = hashed(struct.pack("<I", i) + spun)
    locked = lambda purpose, data: text(cbc(hashed(spun + bytes.fromhex(purpose))[:32], salt, data))
    verifier = b"sixteen bytes ok"
    package = struct.pack("<Q", len(plain))
    for n in range(0, (len(plain) + 4095) // 4096):
        package += cbc(key, hashed(data_salt + struct.pack("<I", n))[:16], plain[n * 4096:(n + 1) * 4096])
    mac_key = hashed(b"key of the digest")
    integrity = [text(cbc(key, hashed(data_salt + bytes.fromhex(purpose))[:16], data)) for purpose, data in (
        ("5fb2ad010cb9e1f6", mac_key), ("a0677f02b22c8433", hmac.new(mac_key, package, hashlib.sha512).digest()))]
    cipher = ('saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
              'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"')
    namespace = "http://schemas.microsoft.com/office/2006/"
    xml = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<encryption xmlns="{namespace}encryption" '
           f'xmlns:p="{namespace}keyEncryptor/password"><keyData {cipher} saltValue="{text(data_salt)}"/>'
           f'<dataIntegrity encryptedHmacKey="{integrity[0]}" encryptedHmacValue="{integrity[1]}"/><keyEncryptors>'
           f'<keyEncryptor uri="{namespace}keyEncryptor/password"><p:encryptedKey spinCount="{rounds}" {cipher} '
           f'saltValue="{text(salt)}" encryptedVerifierHashInput="{locked("fea7d2763b4b9e79", verifier)}" '
           f'encryptedVerifierHashValue="{locked("d7aa0f6d3061344e", hashed(verifier))}" '
           f'encryptedKeyValue="{locked("146e0be7abacd0d6", key)}"/></keyEncryptor></keyEncryptors></encryption>')
    info = struct.pack("<HHI", 4, 4, 0x40) + xml.encode()
    info += b" " * max(0, 4096 - len(info))  # white space behind the root is no harm
    return compound([("EncryptionInfo", info), ("EncryptedPackage", package)])


# --- RC4 of the CryptoAPI in a DOC ----------------------------------------------------------------------------------

def rc4(key, data):
    cipher = Cipher(algorithms.ARC4(key), None).encryptor()
    return cipher.update(data)


def provider_lock(bits=128):
    """EncryptionInfo with an empty provider name, and the function that encrypts a stream."""
    salt, verifier = bytes(range(32, 48)), b"sixteen bytes ok"
    base = hashlib.sha1(salt + PASSWORD.encode("utf-16-le")).digest()

    def key(block):
        made = hashlib.sha1(base + struct.pack("<I", block)).digest()[:bits // 8]
        return made if bits > 40 else made + bytes(11)

    def encrypt(stream, size):
        return b"".join(rc4(key(at // size), stream[at:at + size]) for at in range(0, len(stream), size))
    header = struct.pack("<IIIIIIII", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + b"\0\0"
    both = rc4(key(0), verifier + hashlib.sha1(verifier).digest())
    info = (struct.pack("<HHII", 2, 2, 4, len(header)) + header + struct.pack("<I", 16) + salt + both[:16] +
            struct.pack("<I", 20) + both[16:])
    return info, encrypt


def locked_doc(path):
    ole = olefile.OleFileIO(path)
    main = bytearray(ole.openstream("WordDocument").read())
    flags = struct.unpack_from("<H", main, 10)[0]
    name = "1Table" if flags & 0x200 else "0Table"
    table = ole.openstream(name).read()
    info, encrypt = provider_lock()
    struct.pack_into("<H", main, 10, flags | 0x100)
    struct.pack_into("<I", main, 14, len(info))
    longs = 34 + 2 * struct.unpack_from("<H", main, 32)[0]
    pairs = longs + 2 + 4 * struct.unpack_from("<H", main, longs)[0]
    for i in range(struct.unpack_from("<H", main, pairs)[0]):  # everything in the table moves behind the header
        at, size = struct.unpack_from("<II", main, pairs + 2 + 8 * i)
        if size:
            struct.pack_into("<I", main, pairs + 2 + 8 * i, at + len(info))
    table = info + table
    main += bytes(max(0, 4096 - len(main)))
    table += bytes(max(0, 4096 - len(table)))
    main = bytes(main[:68]) + encrypt(bytes(main), 512)[68:]
    table = info + encrypt(table, 512)[len(info):]
    return compound([("WordDocument", main), (name, table)])


def locked_ppt(path):
    """Each object of the stream with the key of its number; a new directory and saving behind, which name the session."""
    ole = olefile.OleFileIO(path)
    user = bytearray(ole.openstream("Current User").read())
    stream = bytearray(ole.openstream("PowerPoint Document").read())
    edit = struct.unpack_from("<I", user, 16)[0]
    saving = bytearray(stream[edit:edit + 36])
    directory = struct.unpack_from("<I", saving, 20)[0]
    count = struct.unpack_from("<I", stream, directory + 8)[0] >> 20
    offsets = list(struct.unpack_from("<%dI" % count, stream, directory + 12))
    info, _ = provider_lock()
    salt = bytes(range(32, 48))
    base = hashlib.sha1(salt + PASSWORD.encode("utf-16-le")).digest()
    for number, at in enumerate(offsets, 1):
        size = 8 + struct.unpack_from("<I", stream, at + 4)[0]
        key = hashlib.sha1(base + struct.pack("<I", number)).digest()[:16]
        stream[at:at + size] = rc4(key, bytes(stream[at:at + size]))
    stream = stream[:directory]
    offsets.append(len(stream))
    stream += struct.pack("<HHI", 0xF, 0x2F14, len(info)) + info
    directory = len(stream)
    stream += struct.pack("<HHII", 0, 0x1772, 4 + 4 * len(offsets), 1 | len(offsets) << 20) + struct.pack("<%dI" % len(offsets), *offsets)
    struct.pack_into("<I", saving, 4, 32)
    struct.pack_into("<I", saving, 20, directory)
    struct.pack_into("<II", user, 12, 0xF3D1C4DF, len(stream))
    stream += saving + struct.pack("<I", len(offsets))
    return compound([("Current User", bytes(user)), ("PowerPoint Document", bytes(stream))])


def check(name):
    write = olefile.OleFileIO.write_stream  # which wants the size of the stream that compound() has padded
    olefile.OleFileIO.write_stream = lambda file, stream, data: write(file, stream, data.ljust(file.get_size(stream), b"\0"))
    locked = msoffcrypto.OfficeFile(open(os.path.join(HERE, name), "rb"))
    locked.load_key(password=PASSWORD)
    plain = io.BytesIO()
    locked.decrypt(plain)
    olefile.OleFileIO.write_stream = write
    assert len(plain.getvalue()) > 1000, name


if __name__ == "__main__":
    with_office(make_by_office)
    with open(os.path.join(HERE, "agile.docx"), "wb") as out:
        out.write(agile(open("/tmp/plain.docx", "rb").read()))
    with open(os.path.join(HERE, "provider.doc"), "wb") as out:
        out.write(locked_doc("/tmp/plain.doc"))
    with open(os.path.join(HERE, "provider.ppt"), "wb") as out:
        out.write(locked_ppt("/tmp/plain.ppt"))
    for made in ("provider.ppt", "agile.docx", "provider.doc", "letter.docx", "staff.xlsx", "letter.doc"):
        check(made)

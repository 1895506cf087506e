"""Documents of every format, alone and inside of archives, messages and mailboxes."""
import bz2
import lzma
import shutil

from . import mail, office_open, open_document, packages, pdf, plain_formats, texts, unreadable
from .node import Node

LETTER_FORMATS = ("docx", "docx", "docx", "pdf", "pdf", "odt", "pptx", "txt", "txt", "html")
LIST_FORMATS = ("xlsx", "xlsx", "csv", "csv", "tsv", "ods", "json", "jsonl", "xml", "html", "docx", "odt")
TEXT_ENCODINGS = ("utf-8", "utf-8", "utf-8-bom", "windows-1252", "windows-1252", "latin-1", "utf-16", "utf-16-be")
STEMS = (
    "letter",
    "note",
    "report",
    "form",
    "minutes",
    "copy of letter",
    "draft",
    "final version",
    "Brief",
    "scan text",
    "résumé",
    "100% done!",
    "C# notes",
)


class Maker:
    """Makes nodes; all chance comes from the one generator."""

    def __init__(self, rng, people):
        self.rng, self.people, self.number = rng, people, 0
        self.has_7z = shutil.which("7z") is not None

    def name(self, suffix):
        self.number += 1
        return f"{self.rng.choice(STEMS)} {self.number}.{suffix}".encode()

    def leaf(self, suffix=None, rows=None):
        rng = self.rng
        if suffix is None:
            suffix = rng.choice(LETTER_FORMATS if rng.random() < 0.7 else LIST_FORMATS)
        encoding = (
            rng.choice(TEXT_ENCODINGS)
            if suffix in ("txt", "csv", "tsv")
            else "windows-1252"
            if suffix == "pdf"
            else "utf-8"
        )
        if suffix == "html":
            encoding = rng.choice(("utf-8", "utf-8", "windows-1252"))
        encodable = plain_formats.encodes(encoding)
        people = [person for person in self.people if encodable(person.name)]
        tabular = suffix not in LETTER_FORMATS or suffix in LIST_FORMATS and rng.random() < 0.3
        document = (
            texts.list_of_people(rng, people, rows or rng.randrange(3, 12)) if tabular else texts.letter(rng, people)
        )
        label = f"{suffix} ({encoding})" if suffix in ("txt", "csv", "tsv") else suffix
        return Node(self.name(suffix), self.content(suffix, document, encoding), label, document.items)

    def content(self, suffix, document, encoding):
        rng = self.rng
        office = {
            "docx": office_open.docx,
            "xlsx": office_open.xlsx,
            "pptx": office_open.pptx,
            "odt": open_document.odt,
            "ods": open_document.ods,
            "pdf": pdf.pdf,
            "json": plain_formats.json_file,
        }
        if suffix in office:
            return office[suffix](rng, document)
        if suffix in ("csv", "tsv"):
            return plain_formats.delimited(document, "\t" if suffix == "tsv" else rng.choice(",,;"), encoding)
        if suffix == "html":
            return plain_formats.html_page(rng, document, encoding)
        if suffix == "txt":
            return plain_formats.text(rng, document, encoding)
        return plain_formats.json_lines(document) if suffix == "jsonl" else plain_formats.xml_file(document)

    def message(self, depth=0):
        rng = self.rng
        document = texts.letter(rng, self.people)
        attachments = [self.any(depth + 1) for _ in range(rng.choice((0, 0, 1, 1, 2)))]
        for attachment in attachments:
            if attachment.format == "eml":  # would be a message/rfc822; here it is a file of that name
                attachment.name = attachment.name.replace(b".eml", b".msg.eml")
        recipients = rng.sample(self.people, rng.randrange(1, 4))
        self.number += 1
        parts = [(node.name.decode(), node.content) for node in attachments]
        content = mail.message(rng, self.number, document, rng.choice(self.people), recipients, parts)
        return Node(f"{self.number}.eml".encode(), content, "eml", document.items, attachments)

    def mailbox(self, depth=0):
        messages = [self.message(depth + 1) for _ in range(self.rng.randrange(2, 12))]
        content = mail.mailbox([node.content for node in messages])
        for index, node in enumerate(messages, 1):
            node.name, node.format = str(index).encode(), "mbox"
        envelope = [("email", mail.ENVELOPE_SENDER, -1)]  # of the lines that begin each message
        return Node(self.name("mbox"), content, "mbox", envelope, messages)

    def archive(self, depth=0):
        kind = self.rng.choice(("zip", "zip", "zip", "tar", "tar.gz", "tar.gz", "tar.bz2", "tar.xz"))
        members = [self.any(depth + 1) for _ in range(self.rng.randrange(2, 7))]
        for node in members:
            if self.rng.random() < 0.4:
                node.name = b"folder/" + node.name
        pairs = [(node.name.decode(), node.content) for node in members]
        if kind == "zip":
            return Node(self.name("zip"), packages.zipped(pairs), "zip", [], members)
        content = packages.tarred(pairs)
        if kind == "tar":
            return Node(self.name("tar"), content, "tar", [], members)
        return self.squeezed(Node(self.name("tar"), content, "tar", [], members), kind.split(".")[1])

    def squeezed(self, node, kind):
        """A node compressed alone, under its name and a suffix."""
        pack = {"gz": packages.gzipped, "bz2": bz2.compress, "xz": lzma.compress}[kind]
        return Node(node.name + b"." + kind.encode(), pack(node.content), kind, [], [node])

    def seven_zip(self):
        node = self.leaf()
        name = node.name.decode()
        content = unreadable.by_tool(node.content, name, ["7z", "a", "-mtm-", "out.7z", name], "out.7z")
        return Node(self.name("7z"), content, "7z", [], [node])

    def any(self, depth=0):
        """One object, mostly a document; containers nest no deeper than five."""
        chance = self.rng.random()
        if depth >= 5 or chance < 0.70:
            return self.leaf()
        if chance < 0.85:
            return self.message(depth)
        if chance < 0.90:
            return self.squeezed(
                self.leaf(self.rng.choice(("txt", "csv", "html", "json"))), self.rng.choice(("gz", "bz2", "xz"))
            )
        if chance < 0.93:
            return self.mailbox(depth)
        if chance < 0.94 and self.has_7z and depth == 0:
            return self.seven_zip()
        return self.archive(depth)

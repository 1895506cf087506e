"""One object of the estate: its name, bytes, what was planted in it, and the objects inside of it."""
import dataclasses

INVISIBLE = set(range(0x200B, 0x2010)) | set(range(0x2028, 0x202F)) | set(range(0x2060, 0x206A)) | {0xFEFF}


@dataclasses.dataclass
class Node:
    name: bytes
    content: bytes
    format: str
    items: list = dataclasses.field(default_factory=list)  # (kind, value, number of the person)
    children: list = dataclasses.field(default_factory=list)
    outcomes: tuple = ("read",)  # any of these is right
    why: str = ""  # for what is not read in full
    inside_is_known: bool = (
        True  # False: nobody can say what a broken container still yields; the outcome may be that of a part inside
    )

    def count(self):
        return 1 + sum(child.count() for child in self.children)


def escaped(name):
    """A hop of a locator as trawl prints it (core/locator.h)."""
    out = ""
    for character in name.decode("utf-8", "surrogateescape"):
        code = ord(character)
        if code < 0x20 or character in "%!#" or 0x7F <= code < 0xA0 or code in INVISIBLE:
            out += "".join(f"%{byte:02X}" for byte in character.encode())
        elif 0xDC80 <= code <= 0xDCFF:
            out += f"%{code - 0xDC00:02X}"
        else:
            out += character
    return out


def walk(node, path):
    """The node and all inside of it, each with its printed locator."""
    yield path, node
    for child in node.children:
        yield from walk(child, f"{path}!/{escaped(child.name)}")

"""Words for what is planted: nonsense that can be spoken, the same every time for the same place."""
import zlib

SYLLABLES = ["bra", "dro", "fen", "gul", "hax", "jor", "kel", "lum", "mor", "nax", "osk", "pri", "quo", "rav", "sty",
             "tul", "urg", "vex", "wyn", "zal", "bix", "cro", "dwe", "elb", "fra", "gry", "hol", "ith", "juk", "kra"]


def word(place):
    value = zlib.crc32(place.encode()) ^ zlib.adler32(place.encode())
    made = ""
    for _ in range(4):
        made += SYLLABLES[value % len(SYLLABLES)]
        value //= len(SYLLABLES)
    return made.capitalize()

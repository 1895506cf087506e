"""Values for the slots of the gold templates: made-up identifiers, each in a shape in which people write it, and noise
that only looks like one. SPANS are the kinds that are personal data (or may be), NOISE the others."""

import datetime
import pathlib
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from estate_parts import identifiers as ids  # noqa: E402

NBSP, ZERO_WIDTH, EN_DASH = "\u00a0", "\u200b", "\u2013"
MONTHS = "January February March April May June July August September October November December".split()
GIVEN = "Aisha Tomasz Bronwen Callum Oluwaseun Mei Harpreet Niamh Derek Yusuf Agnieszka Chloe Winston Siobhan".split()
FAMILY = "Okafor Kowalski Pryce MacAllister Adeyemi Chen Gill O'Leary Hartley Demir Nowak Bennett Campbell Byrne".split()
TOWNS = ids.TOWNS


def letters(rng, count, alphabet="ABCDEFGHJKLMNPRSTVWXYZ"):
    return "".join(rng.choice(alphabet) for _ in range(count))


def fullwidth(text):
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


def grouped(text, sizes, separator):
    parts = []
    for size in sizes:
        parts.append(text[:size])
        text = text[size:]
    return separator.join(parts + ([text] if text else []))


def name(rng):
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def email(rng):
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    value = ids.email(rng, given, family)
    return rng.choice((value,) * 6 + (value.upper(), value.title(), value.replace("@", "@mail."), "x." + value))


def spelled_email(rng):
    local, domain = ids.email(rng, rng.choice(GIVEN), rng.choice(FAMILY)).split("@")
    local = local.replace("+club", "")
    shape = rng.choice(("{} at {}", "{} [at] {}", "{}(at){}", "{} (at) {}", "{} AT {}"))
    dot = rng.choice((" dot ", " [dot] ")) if "[" in shape else rng.choice((" dot ", " (dot) ")) if "(" in shape else " dot "
    return shape.format(local, domain.replace(".", dot.upper() if "AT" in shape else dot))


def phone(rng):
    value = ids.phone(rng)
    national = value[3:]
    area = ids.area_of(national)
    rest = national[len(area) :]
    more = []
    if national.startswith("7"):
        n = "0" + national
        more = [grouped(n, (5, 3), " "), grouped(n, (5, 3), "-"), grouped(n, (5,), "."), grouped(n, (5, 2, 2), " "),
                grouped(n, (4, 3), " "), grouped(n, (3, 4), " "), f"({n[:5]}) {n[5:]}", grouped(n, (5,), NBSP)]
    else:
        half = len(rest) - (3 if len(rest) == 6 else 4)
        more = [f"(0{area}) {rest}", f"0{area}/{rest}", f"0{area} {rest}", f"0{area}.{rest[:half]}.{rest[half:]}",
                f"0{area} {rest[:half]}{EN_DASH}{rest[half:]}", f"0{area}{NBSP}{rest}", f"(0{area}){rest}"]
        if area == "20":
            more.append(f"0207 {rest[1:4]} {rest[4:]}")
    more += [f"+44(0){area}{rest}", f"+44 (0) {area} {rest}", f"00 44 {area} {rest}", f"(+44) {area} {rest}",
             f"+44-{area}-{rest}", f"+44.{area}.{rest}", f"+44 {ZERO_WIDTH}{area} {rest}", fullwidth(f"0{area} {rest}")]
    return rng.choice(ids.phone_shapes(value) + more)


def extension_phone(rng):
    return phone_plain(rng) + rng.choice((" ext 12", " ext. 4512", " x204", ", ext 77", " extension 301", " Ext: 9"))


def phone_plain(rng):
    return rng.choice(ids.phone_shapes(ids.phone(rng))[1:4])


def foreign_phone(rng):
    return rng.choice((f"+33 1 42 68 53 {rng.randrange(10, 99)}", f"+353 1 677 {rng.randrange(1000, 9999)}",
                       f"+48 22 621 {rng.randrange(10, 99)} {rng.randrange(10, 99)}", f"+1 212-736-{rng.randrange(1000, 9999)}",
                       f"+91 98450 {rng.randrange(10000, 99999)}", f"+49 30 2270 {rng.randrange(1000, 9999)}",
                       f"0033 1 42 68 53 {rng.randrange(10, 99)}", f"+1 (415) 867-{rng.randrange(1000, 9999)}",
                       f"+92 300 555{rng.randrange(1000, 9999)}", f"+234 803 555 {rng.randrange(1000, 9999)}"))


def nino(rng):
    v = ids.nino(rng)
    return rng.choice(ids.nino_shapes(v) + [
        f"{v[:2]} {v[2:8]}{v[8]}", f"{v[:8]} {v[8]}", ".".join((v[:2], v[2:4], v[4:6], v[6:8], v[8])),
        f"{v[:2]} {v[2:4]} {v[4:6]} {v[6:8]}{v[8]}", grouped(v, (2, 2, 2, 2), NBSP), grouped(v.lower(), (2, 2, 2, 2), " "),
        v[:4] + ZERO_WIDTH + v[4:], v[:2] + fullwidth(v[2:8]) + v[8], grouped(v, (2, 2, 2, 2), EN_DASH),
        f"{v[:2]}{v[2:8]}-{v[8]}", v, v])


def odd_nino(rng):
    """Shapes that only a label carries."""
    v = ids.nino(rng)
    return rng.choice((v[:8], grouped(v, (2, 2, 2, 2), "/"), grouped(v, (2, 3, 3), " "), grouped(v, (2, 2, 2, 2), "  "),
                       grouped(v[:8], (2, 2, 2), " "), " ".join(v), grouped(v, (2, 6), "/")))


def nhs_number(rng):
    v = ids.nhs_number(rng)
    return rng.choice(ids.nhs_shapes(v) + [grouped(v, (3, 3), NBSP), grouped(v, (3, 3), "."), fullwidth(v),
                                           grouped(v, (3, 3), "  "), grouped(v, (3, 3), EN_DASH)])


def iban(rng):
    v = ids.iban(rng) if rng.random() < 0.6 else foreign_iban(rng)
    fours = [v[i : i + 4] for i in range(0, len(v), 4)]
    return rng.choice((v, " ".join(fours), "-".join(fours), v.lower(), NBSP.join(fours), f"{v[:4]} {v[4:8]} {v[8:]}",
                       " ".join(fours), " ".join(fours[:3]) + "\n" + " ".join(fours[3:])))


def foreign_iban(rng):
    country, bban = rng.choice((("DE", ids.digits(rng, 18)), ("FR", ids.digits(rng, 23)), ("IE", "AIBK" + ids.digits(rng, 14)),
                                ("ES", ids.digits(rng, 20)), ("PL", ids.digits(rng, 24)), ("NL", "INGB" + ids.digits(rng, 10)),
                                ("NO", ids.digits(rng, 11)), ("BE", ids.digits(rng, 12)), ("MT", "MALT" + ids.digits(rng, 23))))
    number = int("".join(str(int(c, 36)) for c in bban + country + "00"))
    return f"{country}{98 - number % 97:02}{bban}"


def card(rng):
    prefix, length = rng.choice((("400000", 16), ("492181", 16), ("542523", 16), ("222300", 16), ("378282", 15), ("601100", 16),
                                 ("675964", 16), ("491766", 16), ("352800", 16), ("675900", 19), ("304000", 14)))
    v = prefix + ids.digits(rng, length - 1 - len(prefix))
    v += ids.luhn(v)
    sizes = (4, 6) if length in (14, 15) else (4, 4, 4, 4)
    return rng.choice((v, v, grouped(v, sizes, " "), grouped(v, sizes, "-"), grouped(v, sizes, NBSP), grouped(v, sizes, "."),
                       grouped(v, sizes, "  ")))


def masked_card(rng):
    last = ids.digits(rng, 4)
    return rng.choice(("**** **** **** " + last, "xxxx-xxxx-xxxx-" + last, "XXXX XXXX XXXX " + last, "************" + last,
                       "4929 **** **** " + last))


def sort_and_account(rng):
    v = ids.bank_account(rng)
    code = rng.choice(ids.sort_code_shapes(v)[:2])
    return code, v[7:]


def bank_account(rng):
    code, account = sort_and_account(rng)
    return rng.choice((f"{code} {account}", f"{code}, {account}", f"{code} / {account}", f"{code} a/c {account}",
                       f"{code} account number {account}", f"{code}\nAccount no: {account}", f"{code}; Account: {account}",
                       f"{code} and account number {account}", f"{code}\nAccount Number {account}", f"{code} Acc No. {account}"))


def sort_code(rng):
    return sort_and_account(rng)[0]


def columns_account(rng):
    """In two columns of a line."""
    return "{},{}".format(*sort_and_account(rng))


def tab_account(rng):
    return "{}\t{}".format(*sort_and_account(rng))


def account_then_code(rng):
    code, account = sort_and_account(rng)
    return f"{account}\nBranch sort code: {code}"


def account_number(rng):
    return rng.choice((ids.digits(rng, 7), f"{rng.randrange(1, 9)}" + ids.digits(rng, 7), ids.digits(rng, 4) + " " + ids.digits(rng, 4)))


def birth(rng, first=1930, last=2008):
    return datetime.date(first, 1, 1) + datetime.timedelta(days=rng.randrange((last - first) * 365))


def date_shapes(rng, d):
    month = MONTHS[d.month - 1]
    return [f"{d:%d/%m/%Y}", f"{d:%d-%m-%Y}", f"{d:%d.%m.%Y}", f"{d:%d/%m/%y}", f"{d.day}/{d.month}/{d:%y}", f"{d:%Y-%m-%d}",
            f"{d.day} {month} {d.year}", f"{ids.ordinal(d.day)} {month} {d.year}", f"{ids.ordinal(d.day)} of {month} {d.year}",
            f"{d.day} {month[:3]} {d.year}", f"{d.day}-{month[:3]}-{d.year}", f"{d.day}-{month[:3]}-{d:%y}", f"{d:%Y/%m/%d}",
            f"{month} {d.day}, {d.year}", f"{d.day} {month[:3]} '{d:%y}", f"{d:%d %m %Y}", f"{d:%d%m%Y}", f"{d.day} {month}, {d.year}",
            f"the {ids.ordinal(d.day)} of {month} {d.year}", f"{d:%d / %m / %Y}", f"{d.day}.{d.month}.{d:%y}", f"{d:%Y%m%d}"]


def date_of_birth(rng):
    text = rng.choice(date_shapes(rng, birth(rng)))
    return text.removeprefix("the ")


def plain_date(rng):
    d = birth(rng)
    return rng.choice((f"{d:%d/%m/%Y}", f"{d:%Y-%m-%d}", f"{d:%d-%m-%Y}", f"{d.day} {MONTHS[d.month - 1]} {d.year}"))


def prose_date(rng):
    return rng.choice(date_shapes(rng, birth(rng))[6:10])


def postcode(rng):
    return rng.choice((ids.postcode(rng),) * 3 + (f"EC{rng.randrange(1, 4)}A {rng.randrange(1, 9)}{letters(rng, 2, ids.INWARD)}",))


def odd_postcode(rng):
    """Beside an address or a label only."""
    v = postcode(rng)
    return rng.choice((v.replace(" ", ""), v.lower(), v.lower().replace(" ", ""), v.replace(" ", NBSP), v.replace(" ", "  ")))


def street(rng):
    return ids.street(rng)


def street_line(rng):
    return street(rng)


def address(rng):
    town = rng.choice(TOWNS)
    place = rng.choice((town, f"{town}, Kent", town.upper()))
    head = rng.choice(("", "", "", f"Flat {rng.randrange(1, 4)}/{rng.randrange(1, 3)}, ", f"Apt {rng.randrange(1, 90)}, "))
    separator = rng.choice((", ", "\n", ", "))
    road = street(rng)
    return (head + road if "Flat" not in road else road) + separator + place + separator + ids.postcode(rng)


def ip_address(rng):
    v4 = ".".join(str(rng.randrange(1, 255)) for _ in range(4))
    v4 = rng.choice(("81", "92", "212", "192", "10")) + v4[v4.index(".") :]
    groups = [f"{rng.randrange(1, 65536):x}" for _ in range(8)]
    return rng.choice((v4, v4, v4, ":".join(["2001", "db8"] + groups[2:]), f"2001:db8::{groups[0]}:{groups[1]}", f"fe80::{groups[0]}:{groups[1]}:{groups[2]}:{groups[3]}",
                       f"2a02:c7c:{groups[0]}::{groups[1]}", f"::ffff:{v4}", ":".join(g.upper() for g in ["2A00"] + groups[1:])))


def mac_address(rng):
    pairs = [f"{rng.randrange(256):02x}" for _ in range(6)]
    return rng.choice((":".join(pairs), "-".join(pairs).upper(), ".".join("".join(pairs)[i : i + 4] for i in (0, 4, 8))))


def driving_licence(rng):
    family = rng.choice(("MORGA", "OKAFO", "GILL9", "KOWAL", "PRYCE", "LI999", "BYRNE", "CHEN9", "MCALL"))
    d = birth(rng, 1940, 2004)
    month = d.month + rng.choice((0, 50))
    v = f"{family}{d.year // 10 % 10}{month:02}{d.day:02}{d.year % 10}{letters(rng, 1)}{rng.choice('9ABJM')}{rng.choice('9987')}{letters(rng, 2)}"
    return rng.choice((v, v, grouped(v, (5, 6), " "), v + " 23", v.lower(), grouped(v, (5, 6, 2), " "), grouped(v, (5, 6), "-"), v + "01"))


def passport(rng):
    v = rng.choice("1345") + ids.digits(rng, 8)
    return rng.choice((v, v, grouped(v, (3, 3), " "), rng.choice("ABP") + ids.digits(rng, 6), rng.choice("ABC") + ids.digits(rng, 8)))


def residence_permit(rng):
    return letters(rng, 2) + rng.choice((ids.digits(rng, 7), "X" + ids.digits(rng, 6)))


def vehicle_registration(rng):
    v = f"{letters(rng, 2, 'ABCDEFGHKLMNOPRSTVWY')}{rng.choice(('04', '12', '19', '23', '55', '61', '70', '74'))}"
    return v + rng.choice((" ", " ", "")) + letters(rng, 3)


def old_registration(rng):
    return rng.choice((f"{rng.choice('ABCDEFGHJKLMNPRSTVWXY')}{rng.randrange(1, 999)} {letters(rng, 3)}", f"{letters(rng, 3)} {rng.randrange(1, 999)}{rng.choice('ABCDEFGHJKLMNPRSTVWXY')}",
                       f"{letters(rng, 2)}Z {rng.randrange(1000, 9999)}"))


def utr(rng):
    while True:
        rest = ids.digits(rng, 9)
        total = sum(int(d) * w for d, w in zip(rest, (6, 7, 8, 9, 10, 5, 4, 3, 2)))
        v = "21987654321"[total % 11] + rest
        return rng.choice((v, grouped(v, (5,), " "), v + "K", v))


def vat_number(rng):
    first = ids.digits(rng, 7)
    if int(first) < 1000000:
        first = "4" + first[1:]
    total = sum(int(d) * w for d, w in zip(first, range(8, 1, -1)))
    v = first + f"{97 - total % 97:02}"
    return rng.choice((v, "GB" + v, "GB " + grouped(v, (3, 4), " "), grouped(v, (3, 4), " ")))


def paye_reference(rng):
    return f"{ids.digits(rng, 3)}/{letters(rng, 2)}{ids.digits(rng, rng.randrange(3, 6))}"


def company_number(rng):
    return rng.choice(("0" + ids.digits(rng, 7), "SC" + ids.digits(rng, 6), "NI" + ids.digits(rng, 6), "OC" + ids.digits(rng, 6), "1" + ids.digits(rng, 7)))


def roll_number(rng):
    return rng.choice((f"{rng.randrange(1, 9)}/{ids.digits(rng, 8)}-{rng.randrange(1, 9)}", f"{letters(rng, 1)}/{ids.digits(rng, 8)}", f"{ids.digits(rng, 4)}-{ids.digits(rng, 6)}{letters(rng, 3)}"))


def username(rng):
    return rng.choice((f"{rng.choice(GIVEN).lower()}{rng.randrange(99)}", f"{rng.choice('abcdj')}{rng.choice(FAMILY).lower().replace(chr(39), '')}", f"{rng.choice(GIVEN).lower()}_{rng.choice(FAMILY).lower().replace(chr(39), '')}"))


def password(rng):
    return rng.choice(("Tr0ub4dor&3", "hunter2!x", "Winter2024!", "p@ssW0rd99", "correct-horse-9", "xK9$mmQ2")) + letters(rng, 2)


def secret_key(rng):
    chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return rng.choice(("AKIA" + letters(rng, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "ghp_" + letters(rng, 36, chars), "xoxb-" + ids.digits(rng, 12) + "-" + ids.digits(rng, 12) + "-" + letters(rng, 24, chars),
                       "sk_live_" + letters(rng, 24, chars), "AIza" + letters(rng, 35, chars), "eyJhbGciOiJIUzI1NiJ9." + "eyJ" + letters(rng, 30, chars) + "." + letters(rng, 43, chars)))


def handle(rng):
    return "@" + username(rng)


def cvv(rng):
    return ids.digits(rng, 3)


def bic(rng):
    return rng.choice(("NWBKGB2L", "BARCGB22XXX", "LOYDGB21", "HBUKGB4B", "MIDLGB22", "DEUTDEFF", "BNPAFRPPXXX", "AIBKIE2D"))


def uln(rng):
    while True:
        first = rng.choice("123456789") + ids.digits(rng, 8)
        rest = sum(int(d) * (10 - i) for i, d in enumerate(first)) % 11
        if rest not in (0,):
            return first + str(10 - rest) if 10 - rest < 10 else first + "0"


def upn(rng):
    rest = ids.digits(rng, 12)
    alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ"
    return alphabet[sum(int(d) * w for d, w in zip(rest, range(2, 14))) % 23] + rest


SPANS = {f.__name__: f.__name__ for f in (email, phone, nino, nhs_number, iban, card, bank_account, date_of_birth, postcode, address,
         ip_address, mac_address, driving_licence, passport, residence_permit, vehicle_registration, utr, vat_number, paye_reference,
         company_number, roll_number, username, cvv, bic, uln, upn)}
SPANS |= {"spelled_email": "email", "extension_phone": "phone", "foreign_phone": "phone", "phone_plain": "phone", "odd_nino": "nino",
          "masked_card": "card", "street_line": "address", "prose_date": "date_of_birth", "plain_date": "date_of_birth", "odd_postcode": "postcode", "old_registration": "vehicle_registration",
          "account_number": "bank_account", "sort_code": "bank_account", "columns_account": "bank_account", "tab_account": "bank_account", "account_then_code": "bank_account", "password": "credential", "secret_key": "credential", "handle": "social_handle"}


def _date(rng):
    return datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randrange(4000))


NOISE = {
    "name": name, "given": lambda r: r.choice(GIVEN), "family": lambda r: r.choice(FAMILY), "town": lambda r: r.choice(TOWNS), "street": street,
    "date": lambda r: f"{_date(r):%d/%m/%Y}", "day": lambda r: f"{_date(r).day} {MONTHS[_date(r).month - 1]} {_date(r).year}", "iso": lambda r: f"{_date(r):%Y-%m-%d}",
    "shortdate": lambda r: f"{_date(r):%d-%m-%y}", "dotdate": lambda r: f"{_date(r):%d.%m.%y}", "time": lambda r: f"{r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02}",
    "unix": lambda r: str(r.randrange(1400000000, 1790000000)), "millis": lambda r: str(r.randrange(1400000000000, 1790000000000)),
    "version": lambda r: f"{r.randrange(1, 12)}.{r.randrange(20)}.{r.randrange(20)}.{r.randrange(400)}", "version3": lambda r: f"{r.randrange(1, 12)}.{r.randrange(20)}.{r.randrange(20)}",
    "d5": lambda r: ids.digits(r, 5), "d6": lambda r: ids.digits(r, 6), "d7": lambda r: ids.digits(r, 7), "d8": lambda r: ids.digits(r, 8), "d9": lambda r: ids.digits(r, 9), "d10": lambda r: ids.digits(r, 10), "d11": lambda r: ids.digits(r, 11),
    "d12": lambda r: ids.digits(r, 12), "d16": lambda r: ids.digits(r, 16), "d20": lambda r: ids.digits(r, 20), "d4": lambda r: ids.digits(r, 4), "d3": lambda r: ids.digits(r, 3), "d2": lambda r: str(r.randrange(10, 99)),
    "uuid": lambda r: str(uuid.UUID(int=r.getrandbits(128))), "sha": lambda r: f"{r.getrandbits(160):040x}", "hex8": lambda r: f"{r.getrandbits(32):08x}", "hex16": lambda r: f"{r.getrandbits(64):016X}",
    "part": lambda r: f"{letters(r, 2)}{ids.digits(r, 6)}{r.choice('ABCD')}", "code": lambda r: f"{letters(r, 2)}{ids.digits(r, 2)}-{ids.digits(r, 4)}", "codes": lambda r: f"{letters(r, 3)}-{ids.digits(r, 3)}-{ids.digits(r, 3)}",
    "isbn": lambda r: f"978-0-{ids.digits(r, 3)}-{ids.digits(r, 5)}-{r.randrange(9)}", "isbn10": lambda r: f"0 {ids.digits(r, 4)} {ids.digits(r, 4)} {r.randrange(9)}", "ean": lambda r: "50" + ids.digits(r, 11),
    "tracking": lambda r: f"{letters(r, 2)}{ids.digits(r, 9)}GB", "parcel": lambda r: "1Z" + letters(r, 3) + ids.digits(r, 13), "order": lambda r: f"{ids.digits(r, 3)}-{ids.digits(r, 7)}-{ids.digits(r, 7)}", "money": lambda r: f"{r.randrange(10, 9999):,}.{r.randrange(100):02}",
    "grid": lambda r: f"{letters(r, 2)} {ids.digits(r, 3)} {ids.digits(r, 3)}", "gps": lambda r: f"{r.uniform(50, 58):.6f}, {r.uniform(-5, 1):.6f}", "fakeiban": lambda r: f"GB00{letters(r, 4)}{ids.digits(r, 14)}", "badnhs": lambda r: f"1{ids.digits(r, 9)}",
    "lic": lambda r: f"{letters(r, 5)}-{letters(r, 5)}-{ids.digits(r, 5)}-{letters(r, 5)}", "claim": lambda r: f"{letters(r, 1)}{ids.digits(r, 2)}{letters(r, 2)}{ids.digits(r, 3)}", "room": lambda r: f"{letters(r, 1)}{r.randrange(1, 9)}.{r.randrange(10, 40)}",
    "ratio": lambda r: f"{r.randrange(10, 99)} {r.randrange(10, 99)} {r.randrange(10, 99)}", "usphone": lambda r: f"({r.randrange(201, 989)}) {r.randrange(200, 999)}-{ids.digits(r, 4)}", "imo": lambda r: ids.digits(r, 7),
    "sort": lambda r: sort_and_account(r)[0], "account8": lambda r: "1" + ids.digits(r, 7),
}

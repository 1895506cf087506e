"""Made-up identifiers with valid check digits, each with its canonical value (as trawl writes it) and the shapes
in which people write it. Phone numbers are of the ranges that Ofcom keeps for drama; cards of ranges for
testing."""

LETTERS_NINO_1 = "ABCEGHJKLMNPRSTWXYZ"
LETTERS_NINO_2 = "ABCEGHJKLMNPRSTWXYZ"
UNUSED_NINO = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC", "PP", "PY", "PZ"}

# https://www.ofcom.org.uk "Telephone numbers for use in TV and radio drama programmes": area code, the digits before the
# last ones, and how many of those there are.
DRAMA_NUMBERS = (
    ("113", "4960", 3),
    ("114", "4960", 3),
    ("115", "4960", 3),
    ("116", "4960", 3),
    ("117", "4960", 3),
    ("118", "4960", 3),
    ("121", "4960", 3),
    ("131", "4960", 3),
    ("141", "4960", 3),
    ("151", "4960", 3),
    ("161", "4960", 3),
    ("20", "79460", 3),
    ("191", "4980", 3),
    ("28", "96496", 3),
    ("29", "20180", 3),
    ("1632", "960", 3),
)

AREAS = (
    "AB",
    "B",
    "BS",
    "CF",
    "CB",
    "E",
    "EH",
    "EX",
    "G",
    "LS",
    "L",
    "M",
    "NE",
    "NG",
    "NP",
    "NR",
    "OX",
    "PL",
    "S",
    "SA",
    "SE",
    "SO",
    "SW",
    "W",
    "YO",
    "BT",
    "BN",
    "DE",
    "GL",
    "IP",
)
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
STREETS = (
    "Larch",
    "Station",
    "Mill",
    "Chapel",
    "Victoria",
    "Church",
    "Orchard",
    "Harbour",
    "Castle",
    "Bramble",
    "Kestrel",
    "Priory",
    "Quarry",
    "St Mary's",
    "Upper Brook",
    "Albert",
    "Old Tannery",
    "Rowan",
    "Wharf Hill",
    "Meadow",
)
STREET_KINDS = (
    "Close",
    "Road",
    "Street",
    "Lane",
    "Avenue",
    "Gardens",
    "Terrace",
    "Drive",
    "Way",
    "Crescent",
    "Court",
    "Place",
)
TOWNS = (
    "Newport",
    "Leeds",
    "Bristol",
    "Norwich",
    "Exeter",
    "Glasgow",
    "Cardiff",
    "Sheffield",
    "York",
    "Derby",
    "Swansea",
    "Brighton",
    "Oxford",
    "Belfast",
    "Plymouth",
    "Ipswich",
)


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def email(rng, given, family):
    """An address of a person; the domains are of those kept for documentation, and of made-up organisations."""
    domain = rng.choice(
        (
            "example.org",
            "example.com",
            "example.net",
            "mail.example.org",
            "larchtrust.org.uk",
            "pryce-okafor.co.uk",
            "findthem.example.com",
            "homepost.net",
        )
    )
    local = rng.choice(
        (
            f"{given}.{family}",
            f"{given[0]}.{family}",
            f"{given}{rng.randrange(40, 99)}",
            f"{family}_{given[0]}",
            f"{given}.{family}+club",
            f"{given}-{family}{rng.randrange(1, 99)}",
        )
    )
    return f"{local}@{domain}".lower().replace(" ", "").replace("'", "")


def phone(rng):
    """Canonical: E.164."""
    if rng.random() < 0.5:
        return "+447700900" + digits(rng, 3)
    area, middle, free = rng.choice(DRAMA_NUMBERS)
    return "+44" + area + middle + digits(rng, free)


def area_of(national):
    for area in sorted((number[0] for number in DRAMA_NUMBERS), key=len, reverse=True):
        if national.startswith(area):
            return area
    return national[:4]


def phone_shapes(value):
    """The ways in which a UK number is written."""
    national = value[3:]
    area = area_of(national)
    rest = national[len(area) :]
    half = len(rest) - (3 if len(rest) == 6 else 4)
    middle, last = rest[:half], rest[half:]
    return [
        f"0{national}",
        f"0{area} {rest}",
        f"0{area} {middle} {last}",
        f"(0{area}) {middle} {last}",
        f"+44{national}",
        f"+44 {area} {middle} {last}",
        f"+44 (0){area} {middle} {last}",
        f"0044 {area} {rest}",
        f"0{area}-{middle}-{last}",
        f"+44 {area} {rest}",
    ]


def nino(rng):
    while True:
        prefix = rng.choice(LETTERS_NINO_1) + rng.choice(LETTERS_NINO_2)
        if prefix not in UNUSED_NINO:
            return prefix + digits(rng, 6) + rng.choice("ABCD")


def nino_shapes(value):
    pairs = " ".join((value[:2], value[2:4], value[4:6], value[6:8], value[8]))
    return [value, pairs, value.lower(), f"{value[:2]} {value[2:8]} {value[8]}", pairs.replace(" ", "-")]


def nhs_number(rng):
    """Ten digits, modulus 11 (NHS Data Dictionary)."""
    while True:
        first = rng.choice(("4", "6", "7")) + digits(rng, 8)
        check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(first)) % 11
        if check != 10:
            return first + str(0 if check == 11 else check)


def nhs_shapes(value):
    return [f"{value[:3]} {value[3:6]} {value[6:]}", value, f"{value[:3]}-{value[3:6]}-{value[6:]}"]


def bank_account(rng):
    """Canonical: "200000 55779911"."""
    return f"{rng.randrange(1, 99):02}{digits(rng, 4)} {rng.randrange(1, 9)}{digits(rng, 7)}"


def sort_code_shapes(value):
    code = value[:6]
    return [f"{code[:2]}-{code[2:4]}-{code[4:]}", f"{code[:2]} {code[2:4]} {code[4:]}", code]


def iban(rng):
    """GB, ISO 13616 check digits."""
    bban = rng.choice(("NWBK", "BARC", "LOYD", "HBUK", "MIDL")) + digits(rng, 14)
    number = int("".join(str(int(c, 36)) for c in bban + "GB00"))
    return f"GB{98 - number % 97:02}{bban}"


def iban_shapes(value):
    return [value, " ".join(value[i : i + 4] for i in range(0, len(value), 4))]


def luhn(digits_without_check):
    total = 0
    for i, digit in enumerate(reversed(digits_without_check)):
        number = int(digit) * (2 if i % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return str(-total % 10)


def card(rng):
    prefix, length = rng.choice(
        (("400000", 16), ("424242", 16), ("555555", 16), ("520082", 16), ("222300", 16), ("378282", 15))
    )
    number = prefix + digits(rng, length - 1 - len(prefix))
    return number + luhn(number)


def card_shapes(value):
    groups = [value[:4], value[4:10], value[10:]] if len(value) == 15 else [value[i : i + 4] for i in range(0, 16, 4)]
    return [" ".join(groups), value, "-".join(groups)]


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_of_birth(rng):
    return f"{rng.randrange(1935, 2008)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


def date_shapes(value):
    year, month, day = (int(part) for part in value.split("-"))
    name = MONTHS[month - 1]
    return [
        f"{day:02}/{month:02}/{year}",
        f"{day} {name} {year}",
        f"{day}/{month}/{year}",
        value,
        f"{day:02}-{month:02}-{year}",
        f"{day:02}.{month:02}.{year}",
        f"{day} {name[:3]} {year}",
        f"{ordinal(day)} {name} {year}",
    ]


def ordinal(day):
    if day in (11, 12, 13):
        return f"{day}th"
    return f"{day}" + {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def postcode(rng):
    area = rng.choice(AREAS)
    return f"{area}{rng.randrange(1, 20)} {rng.randrange(1, 10)}{rng.choice(INWARD)}{rng.choice(INWARD)}"


def street(rng):
    flat = f"Flat {rng.randrange(1, 30)}, " if rng.random() < 0.15 else ""
    number = f"{rng.randrange(1, 180)}{rng.choice(('', '', '', '', 'A', 'b'))}"
    return f"{flat}{number} {rng.choice(STREETS)} {rng.choice(STREET_KINDS)}"


def canonical_address(text):
    """As trawl writes an address: lower case, one space between words, no commas or full stops."""
    kept = "".join(c.lower() if c.isalnum() or c in "'-/" else " " for c in text)
    return " ".join(kept.split())


def ip_address(rng):
    return rng.choice(("203.0.113.", "198.51.100.", "81.2.69.", "176.35.12.", "51.148.77.")) + str(
        rng.randrange(1, 255)
    )

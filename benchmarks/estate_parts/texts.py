"""What the documents of the estate say: a document is paragraphs and tables, with everything that was planted in
them.

Only what is listed in Document.items may be found; numbers that look like identifiers and are none (decoys)
stand among them."""
import dataclasses
import datetime

from . import identifiers


@dataclasses.dataclass
class Cell:
    """One cell: as it is displayed, and where a spreadsheet keeps a number, that number and its format code."""

    text: str
    number: float | None = None
    number_format: str = ""


@dataclasses.dataclass
class Table:
    header: list
    rows: list


@dataclasses.dataclass
class Document:
    title: str
    author: str = ""
    blocks: list = dataclasses.field(default_factory=list)  # str (a paragraph) or Table
    header: str = ""
    footer: str = ""
    comment: str = ""
    hidden: str = ""  # a hidden sheet, the notes of a slide, a hidden paragraph
    items: list = dataclasses.field(default_factory=list)  # (kind, value, number of the person)

    def plant(self, kind, value, person):
        self.items.append((kind, value, person.number))

    def paragraphs(self):
        return [block for block in self.blocks if isinstance(block, str)]

    def tables(self):
        return [block for block in self.blocks if isinstance(block, Table)]


SENTENCES = {
    "email": (
        "You can reach me at {}.",
        "E-mail: {}",
        "Please write to {} from now on.",
        "Her address is <{}>, he says.",
        "Contact {} for more.",
    ),
    "phone": (
        "Tel: {}",
        "Please call me on {} after six.",
        "Mobile: {}",
        "My phone number is {}.",
        "Contact number {}; leave a message.",
        "I rang {} twice this morning, no answer.",
    ),
    "nino": (
        "National Insurance number: {}",
        "NI No: {}",
        "NINO {}",
        "His National Insurance number is {}.",
        "The payroll still has {} for her.",
    ),
    "nhs_number": (
        "NHS number: {}",
        "NHS No. {}",
        "Her NHS number is {}.",
        "The patient's NHS no {} was quoted by the surgery.",
    ),
    "iban": ("IBAN: {}", "Please pay to IBAN {} by Friday.", "The account abroad is {}."),
    "card": ("Card number: {}", "I paid by card {} last week.", "Visa {} exp 09/27", "The donation was charged to {}."),
    "date_of_birth": ("Date of birth: {}", "DOB: {}", "She was born on {}.", "D.O.B. {}", "born {}"),
    "postcode": ("Postcode: {}", "They moved to {} in spring.", "The parcel goes to {}."),
    "ip_address": ("The request came from {} at night.", "IP address: {}", "Login from {} was refused."),
}
FILLER = (
    "Thank you for your letter, which the committee has now considered at some length.",
    "The trustees agreed to review the arrangements before the end of the financial year.",
    "We discussed the roof, the heating and the state of the car park.",
    "No decision was taken; the matter comes back in the autumn.",
    "As explained on the telephone, we cannot comment on the case of a third party.",
    "Please find the papers attached and let us have your views in good time.",
    "The volunteers' lunch was a great success and everyone asked for the recipe.",
    "Access to the building is by the side entrance until the works are finished.",
)
TITLES = (
    "Letter",
    "Case note",
    "Minutes of the meeting",
    "Referral",
    "Tracing report",
    "Complaint",
    "Application",
    "Statement",
    "Visit report",
    "Volunteer form",
    "Reference",
    "Donation receipt",
)


SHAPES = {
    "phone": identifiers.phone_shapes,
    "nino": identifiers.nino_shapes,
    "nhs_number": identifiers.nhs_shapes,
    "iban": identifiers.iban_shapes,
    "card": identifiers.card_shapes,
    "date_of_birth": identifiers.date_shapes,
}


def decoy(rng):
    """A sentence with a number that is no identifier of a person."""
    d = identifiers.digits
    wrong_card = "4000001" + d(rng, 8)
    wrong_card += str((int(identifiers.luhn(wrong_card)) + 1) % 10)
    wrong_nhs = identifiers.nhs_number(rng)
    wrong_nhs = wrong_nhs[:9] + str((int(wrong_nhs[9]) + 1) % 10)
    return rng.choice(
        (
            f"Order number {d(rng, 10)} was sent on Monday.",
            f"Invoice INV-{d(rng, 6)} of {d(rng, 2)} items is still open.",
            f"The part is {rng.choice('ABCDXYZ')}{d(rng, 3)}-{d(rng, 4)}/{d(rng, 2)}, in stock from next week.",
            f"The log says 2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}T{rng.randrange(24):02}:{d(rng, 1)}5:09.{d(rng, 6)} and nothing else.",
            f"Software version {rng.randrange(1, 20)}.{rng.randrange(20)}.{rng.randrange(20)}.{rng.randrange(20)} is installed.",
            f"Tracking id {wrong_card} has not moved for days.",
            f"Our job {wrong_nhs} was closed.",
            f"The meeting is on {rng.randrange(1, 29):02}-{rng.randrange(1, 13):02}-{rng.randrange(20, 27)} at half past two.",
            f"ISBN 978-0-{d(rng, 2)}-{d(rng, 6)}-{d(rng, 1)} is out of print.",
            f"The meter read {d(rng, 8)} in June.",
            f"Grant reference {rng.choice(('QX', 'UK', 'DX', 'IV'))} {d(rng, 2)} {d(rng, 2)} {d(rng, 2)} was refused.",
            f"See room {rng.choice('ABC')}{rng.randrange(1, 9)}, shelf {d(rng, 3)}, box {d(rng, 4)}.",
            f"The total of {rng.randrange(1, 99)},{d(rng, 3)},{d(rng, 3)} was reported for 2019-2023.",
            f"Commit {''.join(rng.choice('0123456789abcdef') for _ in range(40))} broke the website.",
        )
    )


def shape(rng, kind, value):
    """One of the ways in which a value is written."""
    if kind == "email" and rng.random() < 0.1:
        return value.title()
    if kind not in SHAPES:
        return value
    options = SHAPES[kind](value)
    return options[0] if rng.random() < 0.4 else rng.choice(options)


def fact(rng, document, person, kind):
    """A sentence that says one thing about a person."""
    if kind == "bank_account":
        document.plant(kind, person.bank_account, person)
        code, account = rng.choice(identifiers.sort_code_shapes(person.bank_account)), person.bank_account[7:]
        return rng.choice(
            (
                f"Sort code {code}, account number {account}.",
                f"Sort code: {code}  Account: {account}",
                f"Bank details: sort code {code} account no. {account}",
            )
        )
    if kind == "address":
        text = f"{person.street}, {person.town}, {person.postcode}"
        document.plant(kind, identifiers.canonical_address(text), person)
        document.plant("postcode", person.postcode, person)
        return rng.choice((f"Address: {text}", f"We write to you at {text}.", f"She lives at {text} now."))
    if kind == "phone":
        value = rng.choice((person.phone, person.phone_home))
    else:
        value = getattr(person, kind)
    document.plant(kind, value, person)
    return rng.choice(SENTENCES[kind]).format(shape(rng, kind, value))


FACTS = (
    "email",
    "email",
    "phone",
    "phone",
    "nino",
    "nhs_number",
    "iban",
    "card",
    "bank_account",
    "date_of_birth",
    "postcode",
    "address",
    "address",
    "ip_address",
)


def letter(rng, people, slots=("header", "footer", "comment", "hidden")):
    """A letter or note about one person: some facts, some filler, some decoys."""
    person, writer = rng.choice(people), rng.choice(people)
    document = Document(rng.choice(TITLES), writer.name)
    lines = [f"Dear {person.title} {person.name}," if rng.random() < 0.5 else f"Re: {person.name}"]
    document.plant("person", person.name, person)
    kinds = rng.sample(FACTS, rng.randrange(2, 6))
    body = [fact(rng, document, person, kind) for kind in dict.fromkeys(kinds)]
    body += rng.sample(FILLER, rng.randrange(1, 4)) + [decoy(rng) for _ in range(rng.randrange(0, 3))]
    rng.shuffle(body)
    document.blocks = lines + body + ["Kind regards,", writer.name]
    document.plant("person", writer.name, writer)
    for slot in slots:
        if rng.random() < 0.2:
            other = rng.choice(people)  # somebody who is nowhere else in it, so that the place must have been read
            setattr(document, slot, fact(rng, document, other, rng.choice(("email", "phone", "nino"))))
    return document


COLUMNS = {  # kind: the headings under which it stands
    "email": ("E-mail", "Email address"),
    "phone": ("Phone", "Mobile", "Telephone no."),
    "nino": ("NI number", "National Insurance No"),
    "nhs_number": ("NHS number", "NHS No"),
    "iban": ("IBAN",),
    "card": ("Card number",),
    "date_of_birth": ("Date of birth", "DOB"),
    "postcode": ("Postcode", "Post code"),
    "ip_address": ("IP address",),
    "bank_account": ("Sort code", "Account number"),
}


def cells_of(rng, document, person, kind, column_shape):
    """The cells of one kind in a person's row; account and date are kept as numbers where a spreadsheet can."""
    if kind == "bank_account":
        value = person.bank_account
        document.plant(kind, value, person)
        code = identifiers.sort_code_shapes(value)[column_shape % 3]
        formats = ("00\\-00\\-00", "00\\ 00\\ 00", "000000")
        return [
            Cell(code, float(int(value[:6])), formats[column_shape % 3]),
            Cell(value[7:], float(int(value[7:])), "00000000"),
        ]
    value = person.phone if kind == "phone" else getattr(person, kind)
    document.plant(kind, value, person)
    text = (SHAPES[kind](value) * 3)[column_shape] if kind in SHAPES else value
    if kind == "date_of_birth" and column_shape % 2 == 0:
        return [Cell(identifiers.date_shapes(value)[0], serial_date(value), "dd/mm/yyyy")]
    if kind == "nhs_number" and column_shape % 3 == 0:
        return [Cell(value, float(value), "0")]
    return [Cell(text)]


def serial_date(value):
    """Days since 30 December 1899, as spreadsheets count from March 1900 on."""
    return float((datetime.date.fromisoformat(value) - datetime.date(1899, 12, 30)).days)


def list_of_people(rng, people, rows):
    """A table of people: membership, payroll, donors."""
    document = Document(rng.choice(("Members", "Payroll", "Donors", "Volunteers", "Clients", "Patients")))
    kinds = rng.sample(sorted(COLUMNS), rng.randrange(2, 5))
    shapes = {kind: rng.randrange(6) for kind in kinds}
    header = ["No", "First name", "Surname"]
    for kind in kinds:
        header += list(COLUMNS[kind]) if kind == "bank_account" else [rng.choice(COLUMNS[kind])]
    header.append("Order no")
    table = Table(header, [])
    for number in range(rows):
        person = rng.choice(people)
        row = [Cell(str(number + 1), float(number + 1), "General"), Cell(person.given), Cell(person.family)]
        document.plant("person", person.name, person)
        for kind in kinds:
            row += cells_of(rng, document, person, kind, shapes[kind])
        order = str(rng.randrange(10**9, 10**10))
        table.rows.append(row + [Cell(order, float(order), "0")])
    document.blocks = [table]
    return document

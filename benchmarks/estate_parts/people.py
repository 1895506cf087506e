"""Made-up people: staff and clients with variants of their names, and namesakes that are somebody else."""
import dataclasses
import unicodedata

from . import identifiers

GIVEN = {  # name: what people are also called
    "Margaret": ("Peggy", "Maggie"),
    "William": ("Bill", "Will"),
    "Elizabeth": ("Liz", "Beth"),
    "Robert": ("Bob", "Rob"),
    "Catherine": ("Kate", "Cathy"),
    "James": ("Jim", "Jamie"),
    "Jennifer": ("Jenny",),
    "Thomas": ("Tom",),
    "Patricia": ("Pat", "Tricia"),
    "Daniel": ("Dan",),
    "Susan": ("Sue",),
    "Andrew": ("Andy", "Drew"),
    "Rhiannon": ("Rhi",),
    "Gareth": ("Gaz",),
    "Siân": (),
    "Seán": (),
    "Niamh": (),
    "Eilidh": (),
    "Fiona": ("Fi",),
    "Callum": ("Cal",),
    "Priya": (),
    "Rajesh": ("Raj",),
    "Ayesha": (),
    "Mohammed": ("Mo",),
    "Fatima": (),
    "Yusuf": (),
    "Ngozi": (),
    "Chinedu": ("Nedu",),
    "Oluwaseun": ("Seun",),
    "Tomasz": ("Tomek",),
    "Agnieszka": ("Aga",),
    "Łukasz": (),
    "José": ("Pepe",),
    "María": (),
    "Zoë": (),
    "François": (),
    "Mei": (),
    "Wei": (),
    "Olena": (),
    "Dmitri": ("Dima",),
}
FAMILY = (
    "Okafor",
    "Pryce",
    "Llewellyn",
    "Harrington",
    "Whitcombe",
    "MacAllister",
    "O'Donnell",
    "Fitzgerald",
    "Ashworth",
    "Pemberton",
    "Choudhury",
    "Rahman",
    "Patel",
    "Kaur",
    "Hussain",
    "Adeyemi",
    "Eze",
    "Wiśniewski",
    "Kowalczyk",
    "Nowak",
    "García",
    "Fernández",
    "Lefèvre",
    "Müller",
    "Zhang",
    "Nguyen",
    "Kovalenko",
    "Petrov",
    "Thistlethwaite",
    "Braithwaite",
    "Penhaligon",
    "Trevithick",
    "Cadwallader",
    "Sutherland",
    "Galbraith",
    "Featherstone",
    "Hollingsworth",
    "Smith-Jones",
    "Ramsbottom",
    "Wetherby",
    "Ogilvie",
    "Lockwood",
    "Underhill",
    "Blackwood",
    "Fairweather",
    "Marchetti",
)
TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr")


def plain(name):
    """A name without its marks, as transliterated lists and e-mail addresses have it."""
    flat = name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFD", flat) if not unicodedata.combining(c))


@dataclasses.dataclass
class Person:
    number: int
    given: str
    family: str
    title: str
    former: str
    email: str
    phone: str
    phone_home: str
    nino: str
    nhs_number: str
    bank_account: str
    iban: str
    card: str
    date_of_birth: str
    street: str
    town: str
    postcode: str
    ip_address: str
    namesake_of: int = -1

    @property
    def name(self):
        return f"{self.given} {self.family}"

    def variants(self):
        """How the same person is written elsewhere."""
        names = [
            self.name,
            f"{self.family}, {self.given}",
            f"{self.title} {self.family}",
            f"{self.given[0]}. {self.family}",
            f"{self.title} {self.given[0]} {self.family}",
            plain(self.name),
        ]
        names += [f"{nickname} {self.family}" for nickname in GIVEN[self.given]]
        return names + ([f"{self.given} {self.former}"] if self.former else [])


def make_person(rng, number):
    given, family = rng.choice(list(GIVEN)), rng.choice(FAMILY)
    short = plain(given), plain(family)
    return Person(
        number,
        given,
        family,
        rng.choice(TITLES),
        rng.choice(FAMILY) if rng.random() < 0.15 else "",
        identifiers.email(rng, *short),
        identifiers.phone(rng),
        identifiers.phone(rng),
        identifiers.nino(rng),
        identifiers.nhs_number(rng),
        identifiers.bank_account(rng),
        identifiers.iban(rng),
        identifiers.card(rng),
        identifiers.date_of_birth(rng),
        identifiers.street(rng),
        rng.choice(identifiers.TOWNS),
        identifiers.postcode(rng),
        identifiers.ip_address(rng),
    )


def make_people(rng, count):
    """`count` people; each twentieth bears the name of an earlier one and is another person."""
    people = [make_person(rng, number) for number in range(count)]
    for number in range(20, count, 20):
        other = people[rng.randrange(number)]
        people[number].given, people[number].family, people[number].namesake_of = (
            other.given,
            other.family,
            other.number,
        )
        people[number].email = identifiers.email(rng, plain(other.given), plain(other.family))
    return people


def as_json(person):
    fields = dataclasses.asdict(person)
    return {**fields, "name": person.name, "variants": person.variants()}

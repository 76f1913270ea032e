"""Made-up people for a ledger that holds no contact data: the same number always gives the same person."""

from dataclasses import dataclass
from hashlib import sha256

FIRST = ("Aisha", "Anna", "Bas", "Bram", "Carla", "Daan", "Dewi", "Elif", "Emre", "Fatima", "Gijs", "Noor", "Piet")
LAST = ("de Wit", "Jansen", "van den Berg", "Yılmaz", "Bakker", "El Amrani", "Visser", "Ramdin", "Kowalska", "Mulder")
STREETS = ("Lindelaan", "Kerkstraat", "Molenweg", "Marktplein", "Beukstraat", "Havenkade", "Eikenlaan", "Dorpsstraat")
TOWNS = ("Utrecht", "Zwolle", "Tilburg", "Arnhem", "Almere", "Leiden", "Breda", "Groningen")
LETTERS = "ABCDEGHJKLMNPRSTUVWXZ"

# Of a hundred people so many have given an e-mail address, and so many a mobile number. Everybody has a front door.
HAVE_EMAIL, HAVE_MOBILE = 82, 74


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist, at an address where nobody lives."""

    salutation: str
    first_name: str
    last_name: str
    street: str
    postcode: str
    town: str
    email: str
    mobile: str


def of(number: str) -> Person:
    """The person behind a customer number. Mail goes to a domain that can never exist (RFC 2606)."""
    dice = sha256(f"tijdig-replay:{number}".encode()).digest()
    first, last = FIRST[dice[0] % len(FIRST)], LAST[dice[1] % len(LAST)]
    handle = "".join(letter for letter in f"{first}.{number}".lower() if letter.isascii() and letter not in " '")
    letters = LETTERS[dice[5] % len(LETTERS)] + LETTERS[dice[6] % len(LETTERS)]
    return Person(
        salutation=("mevrouw", "meneer", "")[dice[7] % 3],
        first_name=first,
        last_name=last,
        street=f"{STREETS[dice[2] % len(STREETS)]} {1 + dice[3] % 180}",
        postcode=f"{1100 + int.from_bytes(dice[8:10]) % 8800} {letters}",
        town=TOWNS[dice[4] % len(TOWNS)],
        email=f"{handle}@post.example" if dice[10] % 100 < HAVE_EMAIL else "",
        mobile=f"06{10_000_000 + int.from_bytes(dice[11:15]) % 80_000_000}" if dice[15] % 100 < HAVE_MOBILE else "",
    )

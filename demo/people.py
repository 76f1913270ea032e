"""Households and people: names of many origins, towns that do not exist, addresses nobody lives at."""

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random  # noqa: TID251 - believable people from a fixed seed; the same every time
from typing import Any

from demo.cast import TODAY

ORPHAN_LETTERS = {"SA", "SD", "SS"}  # never used in Dutch postcodes
FIRST_MOBILE = 20_000  # the cast has the numbers before it

# How people pay; the shares add up to a hundred.
HABITS = {"on_time": 76, "first_time": 6, "sporadic": 9, "monthly": 5, "worrying": 4}


@dataclass(frozen=True)
class Person:
    """Somebody at an address, as a creditor may know them."""

    number: int
    household: int
    salutation: str
    first_name: str
    last_name: str
    birth_on: date
    street: str
    postcode: str
    town: str
    email: str
    mobile: str
    language: str
    habit: str
    is_first: bool  # the one whose name is on the contracts of the home

    @property
    def age(self) -> int:
        """Age on the fixed workday."""
        passed = (TODAY.month, TODAY.day) >= (self.birth_on.month, self.birth_on.day)
        return TODAY.year - self.birth_on.year - (0 if passed else 1)


@cache
def pools() -> dict[str, Any]:
    """The lists that people are drawn from."""
    return tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text())


def dice_for(seed: str, *parts: object) -> Random:
    """Chance of its own for each household and contract, so that a larger coalition begins with the same people."""
    return Random(":".join(map(str, (seed, *parts))))


@dataclass(frozen=True)
class Home:
    """What the people of one household share."""

    index: int
    street: str
    postcode: str
    town: str
    last_name: str
    habit: str
    age_years: float


def household(seed: str, index: int, first_number: int) -> list[Person]:
    """The adults of one household; numbers count on from `first_number`."""
    dice = dice_for(seed, "household", index)
    size = dice.choices((1, 2, 3), (47, 43, 10))[0]
    origin = _drawn(dice, pools()["origin"])
    habit = dice.choices(list(HABITS), list(HABITS.values()))[0]
    home = Home(index, *_address(dice), dice.choice(origin["last"]), habit, dice.triangular(18.2, 92, 44))
    return [_person(dice, origin, home, first_number + place, place) for place in range(size)]


def _person(dice: Random, origin: dict[str, Any], home: Home, number: int, place: int) -> Person:
    """One adult of a household."""
    is_woman = dice.random() < 0.51
    first_name = dice.choice(origin["first_f" if is_woman else "first_m"])
    # Who shares a home shares a name half of the time, and mostly the way of paying.
    last_name = home.last_name if place == 0 or dice.random() < 0.5 else dice.choice(origin["last"])
    habit = home.habit if dice.random() < 0.7 else "on_time"
    birth_on = _birth_on(dice, home.age_years, place)
    salutation = "" if dice.random() < 0.04 else "mevrouw" if is_woman else "de heer"
    is_old = birth_on.year < 1951
    return Person(
        number=number,
        household=home.index,
        salutation=salutation,
        first_name=first_name,
        last_name=last_name,
        birth_on=birth_on,
        street=home.street,
        postcode=home.postcode,
        town=home.town,
        email="" if dice.random() < (0.45 if is_old else 0.16) else _email(dice, first_name, last_name, number),
        mobile="" if dice.random() < (0.4 if is_old else 0.1) else _mobile(number),
        language=_language(dice, origin),
        habit=habit,
        is_first=place == 0,
    )


def _drawn(dice: Random, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return dice.choices(rows, [row["share"] for row in rows])[0]


def _address(dice: Random) -> tuple[str, str, str]:
    """Street with number, postcode and town; one street has one postcode."""
    town = _drawn(dice, pools()["town"])
    street = dice.choice(pools()["street"]["begin"]) + dice.choice(pools()["street"]["end"])
    of_street = Random(f"{town['name']}:{street}")
    letters = ""
    while not letters or letters in ORPHAN_LETTERS:
        letters = "".join(of_street.choices("ABCDEGHJKLMNPRSTVWXZ", k=2))
    addition = dice.choices(("", " A", " B", " hs", "-2"), (80, 7, 6, 4, 3))[0]
    code = town["first"] + of_street.randrange(town["digits"])
    return f"{street} {dice.randint(1, 240)}{addition}", f"{code} {letters}", town["name"]


def _birth_on(dice: Random, age_years: float, place: int) -> date:
    """The first has the age of the home, the second is near it, a grown-up child is young."""
    years = (age_years, max(18.1, age_years + dice.uniform(-7, 7)), dice.uniform(18.1, 26))[place]
    return TODAY - timedelta(days=int(years * 365.25))


def _email(dice: Random, first_name: str, last_name: str, number: int) -> str:
    local = f"{_plain(first_name)}.{_plain(last_name)}{number if dice.random() < 0.6 else f'.{number}'}"
    return f"{local}@{dice.choice(pools()['email']['hosts'])}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l")).lower()
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def _mobile(number: int) -> str:
    """No Dutch mobile number begins with 06 00."""
    digits = f"{FIRST_MOBILE + number:06d}"
    return f"06 00 {digits[:2]} {digits[2:4]} {digits[4:]}"


def _language(dice: Random, origin: dict[str, Any]) -> str:
    chance = dice.random()
    for language, share in origin.get("languages", {}).items():
        if chance < share:
            return str(language)
        chance -= share
    return "nl"

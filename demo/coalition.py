"""The coalition: who is a customer where, with which bills; the same for the same seed, however large."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from random import Random  # noqa: TID251 - the dice have a fixed seed

from demo import bills, cast
from demo.bills import Bill
from demo.cast import TODAY, CastMember
from demo.creditors import CREDITORS, CreditorCard
from demo.people import Person, dice_for, household

SEED = "tijdig"
PEOPLE = 2_000
PILOT_EVERY = 3  # one home in three took part since October; the others came with the first full list

# Chance that a person (or, for what belongs to the home, its first person) is a customer.
SHARES = {
    "housing": 0.52,
    "mortgage": 0.42,
    "energy": 0.5,
    "water": 0.62,
    "health": 0.46,
    "telecom": 0.4,
    "webshop": 0.34,
}
OF_THE_HOME = {"housing", "mortgage", "energy", "water"}
MOST = 5
ACCOUNTS = 799999  # prime, so that every step walks through all numbers
NUMBERS = {
    "housing": "W-",
    "energy": "LK",
    "water": "BG",
    "health": "HW",
    "telecom": "SN",
    "mortgage": "HH",
    "webshop": "DZ",
}


@dataclass(frozen=True)
class Member:
    """One person as customer of one creditor. Creditors do not know of each other's (DECISIONS 17)."""

    creditor: str
    number: str
    person: Person | CastMember
    contract: str
    since_on: date
    ended_on: date | None
    is_pilot: bool
    bills: tuple[Bill, ...]

    def open_on(self, day: date) -> list[Bill]:
        """The bills that the creditor's list of that day holds."""
        return [bill for bill in self.bills if bill.open_on(day) > 0]

    def overdue_cents_on(self, day: date) -> int:
        """What was past its due date that day."""
        return sum(bill.open_on(day) for bill in self.bills if bill.is_overdue_on(day))


@dataclass(frozen=True)
class Coalition:
    """Everybody, in a fixed order."""

    seed: str
    members: tuple[Member, ...]
    people: int

    @cached_property
    def by_creditor(self) -> dict[str, list[Member]]:
        """The members of each creditor."""
        return {card.code: [m for m in self.members if m.creditor == card.code] for card in CREDITORS}


def make(people: int = PEOPLE, seed: str = SEED) -> Coalition:
    """That many people with all their bills, and the cast at Woonstede."""
    members = [_cast_member(member) for member in cast.CUSTOMERS]
    made, index = 0, count()
    while made < people:
        home = household(seed, next(index), made)[: people - made]
        members += _members(seed, home)
        made += len(home)
    return Coalition(seed, tuple(members), people)


def _cast_member(member: CastMember) -> Member:
    return Member(
        creditor="woonstede",
        number=member.number,
        person=member,
        contract=member.contract,
        since_on=member.customer_since_on,
        ended_on=None,
        is_pilot=member.is_pilot,
        bills=member.bills,
    )


def _members(seed: str, home: list[Person]) -> Iterator[Member]:
    """The contracts of one household. A tenant has no mortgage; everybody is a customer somewhere."""
    dice = dice_for(seed, "contracts", home[0].household)
    is_tenant = dice.random() < SHARES["housing"]
    for person in home:
        sectors = [card for card in CREDITORS if _takes(dice, card.sector, person, is_tenant=is_tenant)][:MOST]
        late_at = dice.randrange(len(sectors)) if sectors else 0
        for place, card in enumerate(sectors or [CREDITORS[4]]):
            yield _member(seed, card, person, habit=_habit_at(dice, person.habit, is_late_place=place == late_at))


def _takes(dice: Random, sector: str, person: Person, *, is_tenant: bool) -> bool:
    chance = dice.random()
    if sector in OF_THE_HOME and not person.is_first:
        return False
    if sector == "housing":
        return is_tenant
    return chance < SHARES[sector] and not (sector == "mortgage" and is_tenant)


def _habit_at(dice: Random, habit: str, *, is_late_place: bool) -> str:
    """Late at one creditor is not late at all of them: people choose what they let wait."""
    chance = {"on_time": 0.0, "first_time": 0.0, "sporadic": 0.6, "monthly": 0.35, "worrying": 0.7}[habit]
    return habit if is_late_place or dice.random() < chance else "on_time"


def _member(seed: str, card: CreditorCard, person: Person, *, habit: str) -> Member:
    """A contract and its bills, from dice of its own."""
    dice = dice_for(seed, card.code, person.number)
    number = f"{NUMBERS[card.sector]}{_account(card, person.number)}"
    since_on, ended_on = _contract_dates(dice, person)
    terms = bills.Terms(number=number, since_on=since_on, until=ended_on or TODAY, dice=dice)
    sent = bills.for_sector(card.sector, terms)
    return Member(
        creditor=card.code,
        number=number,
        person=person,
        contract=f"{card.code[:2].upper()}C{person.number:06d}",
        since_on=since_on,
        ended_on=ended_on,
        is_pilot=person.household % PILOT_EVERY == 0,
        bills=tuple(bills.paid(sent, habit, dice, TODAY)),
    )


def _account(card: CreditorCard, person: int) -> int:
    """Six digits, unique at a creditor, that give nothing away at another; below 200,000 is the cast's."""
    step = 7919 + 1013 * CREDITORS.index(card)
    return 200_000 + (person * step * step + step) % ACCOUNTS


def _contract_dates(dice: Random, person: Person) -> tuple[date, date | None]:
    """Most are customers for years, some came this autumn, a few have left."""
    chance = dice.random()
    if chance < 0.06:
        return TODAY - timedelta(days=dice.randint(8, 75)), None
    years = min(25.0, max(0.3, person.age - 18)) if person.age < 43 else 25.0
    since_on = TODAY - timedelta(days=80 + int(dice.random() * years * 365))
    return since_on, TODAY - timedelta(days=dice.randint(1, 50)) if chance > 0.98 else None

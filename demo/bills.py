"""Bills and their rhythm per sector: rent on the first, premium, energy with its settlement, orders at random."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random  # noqa: TID251 - the dice are handed in, with a fixed seed

from tijdig.rules import dutch


@dataclass(frozen=True)
class Payment:
    """Money that came in for one bill."""

    on: date
    amount_cents: int


@dataclass(frozen=True)
class Bill:
    """One bill with what was paid of it, and when."""

    reference: str
    kind: str
    description: str
    invoiced_on: date
    due_on: date
    amount_cents: int
    payments: tuple[Payment, ...] = ()
    back_on: date | None = None  # a direct debit that the bank took back on this day: not on the list before it

    def open_on(self, day: date) -> int:
        """What was still open at the end of a day, as the creditor's list would say."""
        if day < self.invoiced_on or (self.back_on and day < self.back_on):
            return 0
        return self.amount_cents - sum(payment.amount_cents for payment in self.payments if payment.on <= day)

    def is_overdue_on(self, day: date) -> bool:
        """Past its due date and not yet paid."""
        return self.due_on < day and self.open_on(day) > 0


@dataclass(frozen=True)
class Terms:
    """What decides the bills of one contract."""

    number: str
    since_on: date
    until: date  # bills are made up to this day
    dice: Random


def for_sector(sector: str, terms: Terms) -> list[Bill]:
    """All bills of a contract in the order in which they fall due."""
    bills = [bill for bill in _RHYTHMS[sector](terms) if terms.since_on <= bill.invoiced_on <= terms.until]
    return sorted(bills, key=lambda bill: (bill.due_on, bill.reference))


def _months(terms: Terms) -> Iterator[date]:
    """The first days of the half year around `until`."""
    month = terms.until.replace(day=1)
    for _ in range(4):
        month = (month - timedelta(days=1)).replace(day=1)
    for _ in range(7):
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _euros(dice: Random, low: float, high: float) -> int:
    """An amount in cents, more often low than high."""
    return round(dice.triangular(low, high, low + (high - low) / 3) * 100)


def _housing(terms: Terms) -> Iterator[Bill]:
    """Rent on the first, sent on the twentieth before; service costs once a year for some."""
    rent_cents = _euros(terms.dice, 430, 890)
    for month in _months(terms):
        reference = f"WS-{terms.number[2:]}-{month:%Y%m}"
        invoiced_on = (month - timedelta(days=1)).replace(day=20)
        yield Bill(reference, "rent", f"Huur {dutch.month(month)}", invoiced_on, month, rent_cents)
    if terms.dice.random() < 0.15:
        yearly_cents = _euros(terms.dice, 18, 160)
        reference = f"WS-{terms.number[2:]}-SK26"
        sent_on, due_on = date(2026, 10, 12), date(2026, 11, 11)
        yield Bill(reference, "service_costs", "Servicekosten 2025-2026", sent_on, due_on, yearly_cents)


def _energy(terms: Terms) -> Iterator[Bill]:
    """An advance each month on the customer's own day; a settlement once a year."""
    advance_cents, day = _euros(terms.dice, 62, 290), terms.dice.choice((5, 12, 19, 26))
    for month in _months(terms):
        due_on = month.replace(day=day)
        reference = f"LK{month:%y%m}{terms.number[2:]}"
        text = f"Termijnbedrag {dutch.month(month)}"
        yield Bill(reference, "energy", text, due_on - timedelta(days=14), due_on, advance_cents)
    if terms.dice.random() < 0.2:
        sent_on = date(2026, 9, 28) + timedelta(days=terms.dice.randrange(55))
        settled_cents = _euros(terms.dice, 35, 640)
        reference = f"LKJ26{terms.number[2:]}"
        yield Bill(reference, "energy", "Jaarrekening 2026", sent_on, sent_on + timedelta(days=21), settled_cents)


def _water(terms: Terms) -> Iterator[Bill]:
    """A bill each quarter, in one of three groups of months."""
    quarter_cents, group = _euros(terms.dice, 31, 88), terms.dice.randrange(3)
    for month in _months(terms):
        if month.month % 3 == group:
            due_on = month.replace(day=15)
            reference = f"BG{month:%Y}{month.month:02d}-{terms.number[2:]}"
            text = f"Drinkwater tot en met {dutch.month(month)}"
            yield Bill(reference, "water", text, due_on - timedelta(days=28), due_on, quarter_cents)


def _health(terms: Terms) -> Iterator[Bill]:
    """Premium on the first; own risk when care was used."""
    premium_cents = terms.dice.choice((14450, 14975, 15325, 15850, 16790, 18240))
    for month in _months(terms):
        reference = f"P{month:%Y%m}.{terms.number[2:]}"
        text = f"Zorgpremie {dutch.month(month)}"
        yield Bill(reference, "health_premium", text, month - timedelta(days=14), month, premium_cents)
    if terms.dice.random() < 0.18:
        sent_on = date(2026, 8, 20) + timedelta(days=terms.dice.randrange(90))
        risk_cents = _euros(terms.dice, 18, 385)
        reference = f"ER26.{terms.number[2:]}"
        yield Bill(reference, "own_risk", "Eigen risico 2026", sent_on, sent_on + timedelta(days=30), risk_cents)


def _telecom(terms: Terms) -> Iterator[Bill]:
    """A bill each month on the customer's own day, to be paid within fourteen days."""
    monthly_cents, day = (
        terms.dice.choice((1999, 2450, 3250, 3995, 4750, 5995, 7950)),
        terms.dice.choice((2, 9, 16, 23)),
    )
    for month in _months(terms):
        sent_on = month.replace(day=day)
        reference = f"SN-{month:%y%m}-{terms.number[2:]}"
        text = f"Internet en bellen {dutch.month(month)}"
        extra_cents = _euros(terms.dice, 1, 24) if terms.dice.random() < 0.2 else 0
        yield Bill(reference, "telecom", text, sent_on, sent_on + timedelta(days=14), monthly_cents + extra_cents)


def _mortgage(terms: Terms) -> Iterator[Bill]:
    """Interest and repayment on the last day of the month."""
    monthly_cents = _euros(terms.dice, 460, 1680)
    for month in _months(terms):
        due_on = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        reference = f"HH{terms.number[2:]}/{month:%Y%m}"
        text = f"Hypotheek {dutch.month(month)}"
        yield Bill(reference, "mortgage", text, due_on - timedelta(days=12), due_on, monthly_cents)


def _webshop(terms: Terms) -> Iterator[Bill]:
    """One to four orders on account."""
    things = (
        "Winterjas",
        "Schoenen",
        "Beddengoed",
        "Blender",
        "Bureaulamp",
        "Rugtas",
        "Speelgoed",
        "Gordijnen",
        "Koptelefoon",
    )
    days = (terms.until - date(2026, 8, 1)).days
    for place in range(terms.dice.choice((1, 1, 2, 2, 3, 4))):
        sent_on = date(2026, 8, 1) + timedelta(days=terms.dice.randrange(days))
        reference = f"DZ{terms.number[2:]}{place + 1:02d}"
        within_days = terms.dice.choice((14, 14, 30))
        amount_cents = _euros(terms.dice, 14, 265)
        due_on = sent_on + timedelta(days=within_days)
        yield Bill(reference, "purchase", terms.dice.choice(things), sent_on, due_on, amount_cents)


_RHYTHMS: dict[str, Callable[[Terms], Iterator[Bill]]] = {
    "housing": _housing,
    "energy": _energy,
    "water": _water,
    "health": _health,
    "telecom": _telecom,
    "mortgage": _mortgage,
    "webshop": _webshop,
}


# How the bills are paid ------------------------------------------------------------------------------------------


def paid(bills: list[Bill], habit: str, dice: Random, today: date) -> list[Bill]:
    """The same bills with the payments of somebody with this habit."""
    late_from = date(2026, dice.choice((8, 9, 10)), 1)  # when the worries began
    newest = max((bill.due_on for bill in bills if bill.due_on < today - timedelta(days=3)), default=None)
    result = []
    for bill in bills:
        if habit == "first_time" and bill.due_on == newest:
            result.append(bill)
        elif habit == "worrying" and bill.due_on >= late_from:
            result.append(_in_part(bill, dice, today) if dice.random() < 0.25 else bill)
        elif habit == "monthly" or (habit == "sporadic" and dice.random() < 0.3):
            result.append(_late(bill, dice))
        else:
            result.append(_in_time(bill, dice))
    return result


def _in_time(bill: Bill, dice: Random) -> Bill:
    paid_on = max(
        bill.invoiced_on + timedelta(days=1), bill.due_on - timedelta(days=dice.choice((0, 0, 0, 1, 2, 5, 9)))
    )
    return replace(bill, payments=(Payment(paid_on, bill.amount_cents),))


def _late(bill: Bill, dice: Random) -> Bill:
    """Between a week and five weeks late, now and then in two parts."""
    paid_on = bill.due_on + timedelta(days=dice.randint(7, 36))
    if dice.random() < 0.12:
        first_cents = round(bill.amount_cents * dice.choice((0.25, 0.5, 0.5, 0.75)))
        first = Payment(paid_on - timedelta(days=5), first_cents)
        return replace(bill, payments=(first, Payment(paid_on + timedelta(days=20), bill.amount_cents - first_cents)))
    return replace(bill, payments=(Payment(paid_on, bill.amount_cents),))


def _in_part(bill: Bill, dice: Random, today: date) -> Bill:
    """What could be spared, and no more."""
    days = max(1, (today - bill.due_on).days)
    part_cents = round(bill.amount_cents * dice.choice((0.2, 0.4, 0.6)) / 500) * 500
    if not 0 < part_cents < bill.amount_cents:
        return bill
    return replace(bill, payments=(Payment(bill.due_on + timedelta(days=dice.randrange(days)), part_cents),))

"""Two years of some customers, made by the product's own actions: lists, nights, messages, payments, conversations."""

import random  # noqa: TID251 - a fixed seed makes the same history every time
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from tijdig.actions import arrangements, night, payments, sending, stops
from tijdig.actions.arrangements import Yes
from tijdig.actions.counts import Progress, silent
from tijdig.actions.intake import receive
from tijdig.bench.night import CREDITOR
from tijdig.intake.profiles import FOLDER
from tijdig.models import Case, Claim, Creditor
from tijdig.queries import visible
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import ChannelKind, PauseReason

DAY = date(2027, 1, 18)
"""The Monday whose night is measured; the night of the Sunday before looked at everybody, and wrote to nobody."""

BY = "bench"
OLD_BILLS = 8
"""So many groups of customers, each with an old bill of another quarter of the last two years."""
TUESDAYS = tuple(DAY - timedelta(days=days) for days in (48, 41, 34, 27, 20, 13, 6))
LISTED = DAY - timedelta(days=66)
HEADER = (
    "Klantnummer;Achternaam;Straat;Huisnummer;Postcode;Plaats;E-mail;Mobiel;Factuurnummer;Factuurdatum;Vervaldatum;"
    "Openstaand bedrag;Omschrijving"
)


def make(size: int, progress: Progress = silent) -> Creditor:
    """So many customers at one energy company, as they stand on the eve of the measured night."""
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tijdig.bench.planning.carriers.Nowhere")
    creditor = Creditor.objects.create(**CREDITOR)
    chance = random.Random(20261123)  # noqa: S311 - no secret hangs on it
    with TemporaryDirectory(prefix="tijdig-bench-") as folder:
        steps = [*_old_steps(Path(folder), size, chance), *_new_steps(Path(folder), size, chance)]
        for done, (step, *values) in enumerate(sorted(steps, key=lambda step: (step[1], step[0].__name__))):
            step(*values)
            progress("geschiedenis", done + 1, len(steps))
    return creditor


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in the Netherlands."""
    return datetime.combine(day, time(hour), AMSTERDAM)


Step = tuple[Any, ...]


def _old_steps(folder: Path, size: int, chance: random.Random) -> Iterator[Step]:
    """Per group: a bill, a reminder, and payments in parts until it is paid."""
    for group in range(OLD_BILLS):
        due = DAY - timedelta(days=90 * (OLD_BILLS - group))
        customers = range(group, size, OLD_BILLS)
        yield a_list, due - timedelta(days=14), folder, [(number, "A", due) for number in customers], chance
        yield c_night, due + timedelta(days=8)
        for part in range(3):
            yield b_pay, due + timedelta(days=28 + 9 * part), customers, part


def _new_steps(folder: Path, size: int, chance: random.Random) -> Iterator[Step]:
    """A bill of this autumn, the nights of some Tuesdays, what customers did meanwhile, and the night of Sunday."""
    bills = [(number, "B", DAY - timedelta(days=chance.choice(DUE))) for number in range(size)]
    yield a_list, LISTED, folder, bills, chance
    for tuesday in TUESDAYS:
        yield c_night, tuesday
    yield b_react, DAY - timedelta(days=9), size
    yield c_night, DAY - timedelta(days=1)


DUE = (-8, -4, *range(60), *range(5, 10), *range(7, 10), *range(12, 60))
"""How many days before the measured night a bill of this autumn may be due."""


def a_list(day: date, folder: Path, bills: list[tuple[int, str, date]], chance: random.Random) -> None:
    """A list with these bills comes in."""
    profile = folder / "changes.toml"
    profile.write_text((FOLDER / "snapshot.toml").read_text().replace('kind = "full"', 'kind = "changes"'))
    path = folder / f"{day}.csv"
    lines = [_line(number, mark, due, chance) for number, mark, due in bills]
    path.write_text("\r\n".join([HEADER, *lines, ""]), encoding="utf-8")
    report = receive(path, creditor=str(CREDITOR["code"]), profile=str(profile), by=BY, at=at(day))
    if report.is_refused or report.bad:
        raise AssertionError(report.refusal or f"{report.bad} bad rows")


def _line(number: int, mark: str, due: date, chance: random.Random) -> str:
    post = f"Lindepad;{number % 90 + 1};1288 AW;Watermeer" if number % 5 < 3 else ";;;"
    mobile = "" if number % 5 < 3 else f"06 0000 {number % 10_000:04d}"
    made, euros = due - timedelta(days=30), chance.randrange(8, 900)
    return (
        f"K{number:07d};de Wit;{post};klant{number}@post.example;{mobile};{mark}{number:07d};{made:%d-%m-%Y};"
        f"{due:%d-%m-%Y};{euros},{chance.randrange(100):02d};Energie"
    )


def c_night(day: date) -> None:
    """The night of a day, and in the morning what it queued goes out and arrives."""
    night.run(day, at=at(day, 1), by=BY)
    sending.send_due(at(day), by=BY)


def b_pay(day: date, customers: range, part: int) -> None:
    """Each of these pays a third; the last time all the rest."""
    numbers = [f"K{number:07d}" for number in customers]
    for claim in Claim.objects.filter(customer__number__in=numbers, reference__startswith="A").order_by("pk"):
        left = visible.balance_cents(claim)
        if left > 0:
            payments.book(claim, left if part == 2 else max(left // 3, 1), booked_on=day, by=BY, at=at(day, 12))


def b_react(day: date, size: int) -> None:
    """Of every hundred some react, pay a part, ask for rest, disagree, or agree to pay in parts."""
    for case in Case.objects.filter(state="open").select_related("creditor", "customer").order_by("pk")[:size]:
        number = int(case.customer.number[1:]) % 100
        if number < 4:
            stops.reacted(case, by=BY, at=at(day), by_channel=ChannelKind.EMAIL, text="Ik kijk ernaar.")
        elif number < 8:
            stops.paused(case, reason=PauseReason.NOT_NOW, until_on=day + timedelta(days=28), by=BY, at=at(day))
        elif number < 10:
            stops.disputed(case, by=BY, at=at(day))
        elif number < 13 and arrangements.open_claims(case, day):
            yes = Yes(by_lead=True, reason="Zo past het.")
            arrangements.agree(case, count=3, first_on=day + timedelta(days=14), by=BY, at=at(day), yes=yes)
        elif number < 18:
            for claim in visible.claims(case).filter(open_cents__gt=1000)[:1]:
                payments.book(claim, 500, booked_on=day, by=BY, at=at(day))

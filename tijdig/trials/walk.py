"""Walks through days: night, the creditor's file in the morning, sending; everything by the actions of every day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from tijdig.actions import intake, night, sending
from tijdig.actions.counts import Counts
from tijdig.models import Creditor
from tijdig.rules.workdays import AMSTERDAM
from tijdig.trials import days
from tijdig.trials.ledger import TrialError
from tijdig.words import Sector

BY = "replay"
CREDITOR = "herhaling"
# What was paid before the office opens is known before anything goes out.
NIGHT, MORNING, SENDING = time(2), time(7, 30), (time(9), time(13), time(19))


@dataclass(slots=True)
class Walked:
    """How many days, and what nights and sending did on them."""

    days: int = 0
    counts: Counts = field(default_factory=Counts)


def creditor() -> Creditor:
    """A creditor who does not exist, for a database that is empty; TrialError in any other."""
    if Creditor.objects.exists():
        raise TrialError("In deze database staat al iets. Een herhaling maakt een eigen, lege database in --out.")
    return Creditor.objects.create(
        code=CREDITOR,
        name="Proefwinkel",
        sector=Sector.WEBSHOP,
        sender_name="Proefwinkel",
        sms_sender="Proefwinkel",
        address_lines=["Voorbeeldstraat 1", "3511 AB Utrecht"],
        iban="NL02ABNA0123456789",
        iban_name="Proefwinkel",
        phone="030 000 00 00",
        phone_hours="maandag tot en met vrijdag, 8.00 tot 18.00 uur",
        email="hulp@proefwinkel.example",
        website="https://proefwinkel.example",
        portal_url="https://mijn.proefwinkel.example",
    )


def walk(changed: days.Changes, folder: Path, *, progress: Callable[[int, int], None]) -> Walked:
    """Every day in turn: plan at night, read the file of the morning, send by day."""
    folder.mkdir(parents=True, exist_ok=True)
    walked, every = Walked(), days.calendar(changed)
    for number, day in enumerate(every, start=1):
        walked.counts += night.run(day, at=_at(day, NIGHT), by=BY)
        if day in changed:
            _take_in(changed, day, folder / f"{day}.csv")
        for hour in SENDING:
            done = sending.send_due(_at(day, hour), by=BY)
            walked.counts += done
            if not done.waiting:
                break
        walked.days = number
        progress(number, len(every))
    return walked


def _take_in(changed: days.Changes, day: date, path: Path) -> None:
    days.write(path, changed[day], day)
    report = intake.receive(path, creditor=CREDITOR, profile=str(days.PROFILE), by=BY, at=_at(day, MORNING))
    if report.is_refused:
        raise TrialError(f"Het bestand van {day} is geweigerd: {report.refusal}")


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=AMSTERDAM)

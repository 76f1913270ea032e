"""The files that a creditor would have sent: every morning the bills that were made, disputed or paid."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from tijdig.trials import people
from tijdig.trials.ledger import Bill

PROFILE = Path(__file__).with_name("replay.toml")
HEADER = (
    *("Klantnummer", "Aanhef", "Voornaam", "Achternaam", "Straat", "Postcode", "Plaats", "E-mail", "Mobiel"),
    *("Factuurnummer", "Factuurdatum", "Vervaldatum", "Bedrag", "Betwist", "Betaald op"),
)
Changes = Mapping[date, list[Bill]]


def changes(bills: Iterable[Bill]) -> Changes:
    """For every day the bills that changed on it: made, disputed from their due date on, or paid."""
    found: dict[date, list[Bill]] = defaultdict(list)
    for bill in bills:
        days = {bill.invoiced_on, bill.settled_on}
        if bill.is_disputed:
            days.add(bill.due_on)
        for day in days:
            found[day].append(bill)
    return dict(found)


def calendar(changed: Changes) -> list[date]:
    """Every day from the first change to the last."""
    first, last = min(changed), max(changed)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def write(path: Path, bills: Iterable[Bill], day: date) -> None:
    """The file of one day; what is still to come is not in it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(HEADER)
        sheet.writerows(_row(bill, day) for bill in bills)


def _row(bill: Bill, day: date) -> tuple[str, ...]:
    person = people.of(bill.customer)
    return (
        bill.customer,
        person.salutation,
        person.first_name,
        person.last_name,
        person.street,
        person.postcode,
        person.town,
        person.email,
        person.mobile,
        bill.number,
        f"{bill.invoiced_on:%d-%m-%Y}",
        f"{bill.due_on:%d-%m-%Y}",
        f"{bill.cents // 100},{bill.cents % 100:02d}",
        "ja" if bill.is_disputed and bill.due_on <= day else "nee",
        f"{bill.settled_on:%d-%m-%Y}" if bill.settled_on <= day else "",
    )

"""How the hold flags of a day are written: a file of lines, or JSON, each change with a mark of its own."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from tijdig.rules.solutions.flags import Event

VERSION = 1
COLUMNS = ("event", "customer_number", "flag", "state", "since")
_FORMULA = frozenset("=+-@\t\r")


def row(event: Event) -> dict[str, str]:
    """One change: which customer, which flag, on or off, since when; never why."""
    values = (event.mark, event.customer_number, event.flag.value, "on" if event.is_on else "off")
    return dict(zip(COLUMNS, (*values, event.since_on.isoformat()), strict=True))


def as_json(code: str, day: date, events: Iterable[Event]) -> str:
    """All of them under a version, for another system."""
    told: dict[str, Any] = {"version": VERSION, "creditor": code, "date": day.isoformat()}
    return json.dumps({**told, "flags": [row(event) for event in events]}, ensure_ascii=False, indent=1) + "\n"


def as_csv(events: Iterable[Event]) -> str:
    """The same as lines; a number that a spreadsheet would take for a formula is kept as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _plain(value) for name, value in row(event).items()} for event in events)
    return out.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value[:1] in _FORMULA else value

"""The small language of the tables: facts left of the arrow, decisions right of it, one case per line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, IntFlag
from typing import Any

from tijdig.planner import codes
from tijdig.planner.codes import NEVER
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Decision
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.plan import decision_at, judge, plan
from tijdig.planner.today import today_of
from tijdig.policy import load

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Section:
    """One table with the words around it; `base` holds for each of its rows, `sector` chooses the policy."""

    title: str
    text: str
    table: str
    base: AccountRow = field(default_factory=AccountRow)
    sector: str | None = None


@dataclass(frozen=True)
class Chapter:
    """One page of docs/rules."""

    file: str
    title: str
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Row:
    """One line of a table: what is given and what must come out, as written."""

    section: Section
    given: dict[str, str]
    expected: dict[str, str]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.given.get("day", MONDAY.isoformat()))

    @property
    def account(self) -> AccountRow:
        facts: dict[str, Any] = {name: fact(name, text) for name, text in self.given.items() if name in COLUMNS}
        return self.section.base._replace(**facts)

    @property
    def wishes(self) -> dict[str, int]:
        """What somebody else proposes instead of the planner: an experiment, or a person."""
        wished = {name.removeprefix(WISH): text for name, text in self.given.items() if name.startswith(WISH)}
        return {name: code(name, text) for name, text in wished.items()}


WISH = "wens "
CODES: dict[str, type[IntEnum] | type[IntFlag]] = {
    "whether": codes.Whether,
    "history": codes.History,
    "stage": codes.Stage,
    "channels": codes.Kind,
    "frame": codes.Frame,
    "tone": codes.Tone,
    "by_whom": codes.ByWhom,
    "form": codes.Form,
    "options": codes.Option,
    "when": codes.When,
    "rank": codes.Rank,
    "to_whom": codes.ToWhom,
    "owner": codes.Owner,
}
UNITS: dict[str, type[IntEnum] | type[IntFlag]] = {
    "HoldCode": codes.HoldCode,
    "SectorCode": codes.SectorCode,
    "ProductCode": codes.ProductCode,
    "Room": codes.Room,
    "ConsequenceCode": codes.ConsequenceCode,
    "Form": codes.Form,
    "Kind": codes.Kind,
    "Kind bits": codes.Kind,
    "Need bits": codes.Need,
    "Event bits": codes.Event,
    "Weight bits": codes.Weight,
}


def rows(section: Section) -> Iterator[Row]:
    """The lines of a table; a heading that means nothing is a slip of the pen."""
    heading, *lines = [line for line in section.table.strip().splitlines() if line.strip()]
    given, expected = _cells(heading)
    known = (*COLUMNS, "day", *(WISH + name for name in CODES))
    if strange := [name for name in given if name not in known]:
        raise LookupError(f"{section.title}: no such columns: {', '.join(strange)}")
    for line in lines:
        facts, results = _cells(line)
        yield Row(section, dict(zip(given, facts, strict=True)), dict(zip(expected, results, strict=True)))


def decided(row: Row) -> Decision:
    """What the planner decides on a line; with a wish, what the hard constraints leave of it."""
    policy = load(row.day, sector=row.section.sector)
    accounts = Accounts.from_rows([row.account])
    decisions = plan(accounts, policy, row.day)
    if row.wishes:
        for name, wish in row.wishes.items():
            decisions.columns[name][:] = wish
        decisions = judge(accounts, today_of(accounts, policy, row.day), decisions)
    return decision_at(decisions, 0)


def outcome(decision: Decision, row: Row) -> dict[str, str]:
    """The decision in the words of the table; "reason frame" is the reason for the frame."""
    said = {name: written(name, getattr(decision, name)) for name in CODES}
    said |= {f"reason {name}": reason.value for name, reason in decision.reasons.items()}
    said |= {
        "reason": decision.reason.value,
        "days": str((decision.wait_until - row.day).days),
        "person_days": str((decision.person_on - row.day).days) if decision.person_on else "none",
    }
    return {name: said[name] for name in row.expected}


def written(name: str, value: int) -> str:
    """An outcome as tables write it."""
    kind = CODES[name]
    if issubclass(kind, IntFlag):
        return "+".join(bit.name or "" for bit in kind(value)) or "NONE"
    return "NONE" if value == codes.NOTHING else kind(value).name


def fact(column: str, text: str) -> int:
    """A fact as written in a table."""
    unit = COLUMNS[column].unit
    if unit == "yes/no":
        return {"yes": True, "no": False}[text]
    if unit in UNITS:
        return _bits(UNITS[unit], text)
    return NEVER if text == "never" else int(text)


def code(dimension: str, text: str) -> int:
    """An outcome as written in a table: LETTER+EMAIL, S2."""
    return codes.NOTHING if dimension == "history" and text == "NONE" else _bits(CODES[dimension], text)


def _bits(kind: type[IntEnum] | type[IntFlag], text: str) -> int:
    return sum(int(kind[name]) for name in text.split("+"))


def _cells(line: str) -> tuple[list[str], list[str]]:
    left, right = line.split("=>")
    return [cell.strip() for cell in left.split("|")], [cell.strip() for cell in right.split("|")]

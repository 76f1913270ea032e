"""The small language of the tables: facts left of the arrow, decisions right of it, one case per line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tijdig.planner.codes import NEVER, HoldCode, Kind
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Decision
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.plan import decision_at, plan
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
        facts: dict[str, Any] = {name: fact(name, text) for name, text in self.given.items() if name != "day"}
        return self.section.base._replace(**facts)


def rows(section: Section) -> Iterator[Row]:
    """The lines of a table."""
    heading, *lines = [line for line in section.table.strip().splitlines() if line.strip()]
    given, expected = _cells(heading)
    for line in lines:
        facts, results = _cells(line)
        yield Row(section, dict(zip(given, facts, strict=True)), dict(zip(expected, results, strict=True)))


def decided(row: Row) -> Decision:
    """What the planner decides on a line."""
    policy = load(row.day, sector=row.section.sector)
    return decision_at(plan(Accounts.from_rows([row.account]), policy, row.day), 0)


def outcome(decision: Decision, row: Row) -> dict[str, str]:
    """The decision in the words of the table."""
    said = {
        "whether": decision.whether.name,
        "reason": decision.reason.value,
        "stage": decision.stage.name,
        "channels": "+".join(kind.name or "" for kind in decision.channels) or "NONE",
        "frame": decision.frame.name,
        "tone": decision.tone.name,
        "by_whom": decision.by_whom.name,
        "to_whom": decision.to_whom.name,
        "owner": decision.owner.name,
        "days": str((decision.wait_until - row.day).days),
    }
    return {name: said[name] for name in row.expected}


def fact(column: str, text: str) -> int:
    """A fact as written in a table."""
    unit = COLUMNS[column].unit
    if unit == "yes/no":
        return {"yes": True, "no": False}[text]
    if unit == "HoldCode":
        return HoldCode[text]
    if unit.startswith("Kind"):
        return kinds(text)
    return NEVER if text == "never" else int(text)


def kinds(text: str) -> int:
    """Kinds of carrier as written in a table: LETTER+EMAIL."""
    return sum(Kind[name] for name in text.split("+"))


def _cells(line: str) -> tuple[list[str], list[str]]:
    left, right = line.split("=>")
    return [cell.strip() for cell in left.split("|")], [cell.strip() for cell in right.split("|")]

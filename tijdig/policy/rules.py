"""The rules in plain words: what we do in which situation (P), and what may never happen (HC and D).

`load_rules()` reads rules.toml into frozen dataclasses; a fault names the file, the key and what to do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tijdig.policy.evidence import GRADES
from tijdig.policy.reading import Data, read
from tijdig.policy.tables import Table, read_toml
from tijdig.policy.values import PolicyError

FOLDER = Path(__file__).parent
FILE = "rules.toml"
JUDGES = {"decision": "een besluit", "template": "een tekst", "arrangement": "een regeling", "experiment": "een proef"}
"""What a constraint looks at: the word of the data and the Dutch that people read."""


@dataclass(frozen=True)
class Amendment:
    """How one of our own decisions (a key of sources.toml like "choice:needs") changed a rule."""

    decision: str
    how: str


@dataclass(frozen=True)
class Situation:
    """One rule P01 to P30: what we do when, how sure that is (A to E, H: always) and what it stands on.

    `numbers` are the keys of the policy that the rule reads, like "steps.visits_max".
    """

    key: str
    situation: str
    action: str
    grade: str
    sources: tuple[str, ...]
    numbers: tuple[str, ...]
    why: str
    amended: tuple[Amendment, ...]


@dataclass(frozen=True)
class Constraint:
    """What may never happen (HC01 to HC16, and D for a decision of ours that none of those carries).

    `judges` says what it looks at; `checked` names the modules that hold it, as far as there are; what is not
    checked yet is said in `later`.
    """

    key: str
    rule: str
    judges: tuple[str, ...]
    checked: tuple[str, ...]
    later: str
    sources: tuple[str, ...]
    numbers: tuple[str, ...]
    why: str
    amended: tuple[Amendment, ...]


@dataclass(frozen=True)
class Rules:
    """All rules in the order of the file."""

    situations: Mapping[str, Situation]
    constraints: Mapping[str, Constraint]

    @property
    def every(self) -> tuple[Situation | Constraint, ...]:
        """Situations first, then constraints."""
        return (*self.situations.values(), *self.constraints.values())

    def situation(self, key: str) -> Situation:
        """One situation by its key, like "P05"; PolicyError when there is none."""
        if key not in self.situations:
            raise PolicyError(FILE, key, "unknown situation; there are " + ", ".join(self.situations))
        return self.situations[key]

    def constraint(self, key: str) -> Constraint:
        """One constraint by its key, like "HC01"; PolicyError when there is none."""
        if key not in self.constraints:
            raise PolicyError(FILE, key, "unknown constraint; there are " + ", ".join(self.constraints))
        return self.constraints[key]


@lru_cache(maxsize=8)
def load_rules(folder: Path = FOLDER) -> Rules:
    """The rules of a folder (cached), checked against its sources and numbers; PolicyError on the first fault."""
    data, top = read(folder), Table(FILE, "rules", read_toml(folder, FILE))
    situations = {key: _situation(key, table, data) for key, table in top.tables("situation").items()}
    constraints = {key: _constraint(key, table, data) for key, table in top.tables("constraint").items()}
    top.done()
    return Rules(MappingProxyType(situations), MappingProxyType(constraints))


def _situation(key: str, content: Any, data: Data) -> Situation:
    table = _table("situation", key, content, r"P\d\d", "name it P and two digits, like P05")
    made = Situation(
        key=key,
        situation=table.text("situation"),
        action=table.text("action"),
        grade=table.one_of("grade", GRADES),
        sources=_sources(table, data),
        numbers=_numbers(table, data),
        why=table.text("why"),
        amended=_amended(table, data),
    )
    table.done()
    return made


def _constraint(key: str, content: Any, data: Data) -> Constraint:
    table = _table("constraint", key, content, r"(HC|D)\d\d", "name it HC or D and two digits, like HC01")
    checked = table.texts("checked") if table.holds("checked") else ()
    later = table.text("later", "")
    if not checked and not later:
        raise PolicyError(FILE, f"{table.key}.checked", "name the modules that check it, or say `later` why none does")
    made = Constraint(
        key=key,
        rule=table.text("rule"),
        judges=table.some_of("judges", JUDGES),
        checked=checked,
        later=later,
        sources=_sources(table, data),
        numbers=_numbers(table, data),
        why=table.text("why"),
        amended=_amended(table, data),
    )
    table.done()
    return made


def _table(kind: str, key: str, content: Any, name: str, mend: str) -> Table:
    if not re.fullmatch(name, key):
        raise PolicyError(FILE, f"{kind}.{key}", mend)
    return Table(FILE, f"{kind}.{key}", content)


def _sources(table: Table, data: Data) -> tuple[str, ...]:
    """Studies, laws and choices; a rule cannot stand on another rule."""
    found = table.texts("sources")
    for source in found:
        if source not in data.sources or source.startswith("rule:"):
            mend = f"unknown source {source}; name a study, a law or a choice that exists"
            raise PolicyError(FILE, f"{table.key}.sources", mend)
    return found


def _numbers(table: Table, data: Data) -> tuple[str, ...]:
    found = table.texts("numbers") if table.holds("numbers") else ()
    for number in found:
        if number not in data.values:
            raise PolicyError(FILE, f"{table.key}.numbers", f"unknown number {number}; see docs/policy for all keys")
    return found


def _amended(table: Table, data: Data) -> tuple[Amendment, ...]:
    if not table.holds("amended"):
        return ()
    inner = Table(FILE, f"{table.key}.amended", table.tables("amended"))
    found = tuple(Amendment(decision, inner.text(decision)) for decision in inner.names())
    for amendment in found:
        if amendment.decision not in data.sources or not amendment.decision.startswith("choice:"):
            raise PolicyError(FILE, inner.key, f"unknown decision {amendment.decision}; name a choice of sources.toml")
    return found

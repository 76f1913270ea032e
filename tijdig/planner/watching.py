"""Sees which columns and which numbers of the policy a rule reads, so that no list of them can go out of date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import Decisions, Test
from tijdig.planner.today import Today

# What stands behind a name that rules use for short.
BEHIND = {
    "usable": ("has_post", "has_email", "has_mobile", "has_iban", "not_by"),
    "is_outreach_day": ("contacts.outreach_weekdays",),
    "next_outreach_in_days": ("contacts.outreach_weekdays",),
    "review_in_days": ("contacts.no_channel_review_workdays",),
    "person_in_days": ("steps.person_within_workdays",),
    "missed_in_days": ("contacts.instalment_contact_workdays",),
    "call_in_days": ("steps.call_after_days",),
    "acts": ("whether",),
}

SUBJECTS = ("contacts", "stages", "histories", "steps")


class Read(NamedTuple):
    """What a rule was seen to look at."""

    holds: bool
    columns: tuple[str, ...]
    numbers: tuple[str, ...]
    decided: tuple[str, ...]  # dimensions that were decided before


def watch(
    test: Test, account: Accounts, today: Today, decisions: Decisions
) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    """Does a rule hold, which columns did it look at, and which numbers of the policy? Seen, so never out of date."""
    return look(test, account, today, decisions)[:-1]


def look(test: Test, account: Accounts, today: Today, decisions: Decisions) -> Read:
    """The same, and what it looked at of what was decided before it."""
    columns, numbers, decided = Watched(account), Watched(today), Watched(decisions)
    holds = test(cast(Accounts, columns), cast(Today, numbers), cast(Decisions, decided))
    return Read(bool(holds[0]), *(tuple(dict.fromkeys(one.seen)) for one in (columns, numbers, decided)))


@dataclass
class Watched:
    """Stands in for an object and remembers what was read from it."""

    watched: Any
    prefix: str = ""
    seen: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:  # it stands in for anything
        if name == "memo":  # nothing is remembered, or it would not be seen being read
            return {}
        value = getattr(self.watched, name)
        if name in SUBJECTS:
            return Watched(value, f"{name}.", self.seen)
        self.seen.extend(BEHIND.get(name, (f"{self.prefix}{name}",)))
        return value

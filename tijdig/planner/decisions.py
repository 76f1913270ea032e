"""The columns that come out of the planner, and what one row of them means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import (
    ByWhom,
    Form,
    Frame,
    Kind,
    Option,
    Owner,
    Rank,
    Stage,
    Tone,
    ToWhom,
    When,
    Whether,
)
from tijdig.planner.columns import Accounts, Flags
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today

Small = NDArray[np.int16]
Test = Callable[[Accounts, Today, "Decisions"], Flags]
Table = tuple[tuple[int, Reason, Test], ...]
"""Rules in order: (outcome, reason, test of the account, the policy of the day and what was decided before)."""


@dataclass(frozen=True)
class Decisions:
    """What is right for each case on `day`; while they are being made, a later dimension reads the earlier ones.

    One column per dimension: the code of its outcome (see codes.py), and in `rules` its reason, by its place in
    REASONS. `wait_until` is a date as a number (`date.fromordinal`): `day` itself on ACT and CLOSE, else the day on
    which the case is looked at again. `person_on` is the day on which a person is wanted, 0 when none is. `owner` is
    who has to act first.
    """

    day: date
    case_id: NDArray[np.int64]
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    rules: dict[str, Small] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.case_id)

    def part(self, rows: slice | NDArray[Any]) -> Decisions:
        """Some of the rows; a slice gives a view, so that what is written there is written here."""
        return Decisions(
            day=self.day,
            case_id=self.case_id[rows],
            columns={name: values[rows] for name, values in self.columns.items()},
            rules={name: values[rows] for name, values in self.rules.items()},
        )

    def put(self, rows: NDArray[Any], part: Decisions) -> None:
        """Write these rows."""
        for into, found in ((self.columns, part.columns), (self.rules, part.rules)):
            for name, values in found.items():
                into[name][rows] = values

    @property
    def whether(self) -> Small:
        return self.columns["whether"]

    @property
    def owner(self) -> Small:
        return self.columns["owner"]

    @property
    def wait_until(self) -> NDArray[np.int32]:
        return self.columns["wait_until"]

    @property
    def person_on(self) -> NDArray[np.int32]:
        return self.columns["person_on"]

    @property
    def history(self) -> Small:
        return self.columns["history"]

    @property
    def form(self) -> Small:
        return self.columns["form"]

    @property
    def options(self) -> Small:
        return self.columns["options"]

    @property
    def when(self) -> Small:
        return self.columns["when"]

    @property
    def rank(self) -> Small:
        return self.columns["rank"]

    @property
    def stage(self) -> Small:
        return self.columns["stage"]

    @property
    def channels(self) -> Small:
        return self.columns["channels"]

    @property
    def frame(self) -> Small:
        return self.columns["frame"]

    @property
    def tone(self) -> Small:
        return self.columns["tone"]

    @property
    def by_whom(self) -> Small:
        return self.columns["by_whom"]

    @property
    def to_whom(self) -> Small:
        return self.columns["to_whom"]

    @property
    def acts(self) -> Flags:
        """The cases on which a moment goes out today."""
        acts: Flags = self.whether == Whether.ACT
        return acts


REASONS: tuple[Reason, ...] = tuple(Reason)
"""The reasons by the numbers in `Decisions.rules`; numbers of one run, never stored: what is stored is the code."""

PLACES: dict[Reason, int] = {reason: place for place, reason in enumerate(REASONS)}


class Decision(NamedTuple):
    """One decision in plain values; on a day without a message stage, frame, tone and the like are NONE."""

    case_id: int
    whether: Whether
    stage: Stage
    channels: Kind
    frame: Frame
    tone: Tone
    by_whom: ByWhom
    form: Form
    options: Option
    when: When
    to_whom: ToWhom
    rank: Rank
    history: int  # History, or NOTHING
    reasons: dict[str, Reason]  # dimension -> reason of the rule, or of the hard limit, that decided
    owner: Owner
    wait_until: date
    person_on: date | None  # the day on which a person is wanted

    @property
    def reason(self) -> Reason:
        """Why something goes out today, or why not."""
        return self.reasons["whether"]

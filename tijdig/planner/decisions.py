"""The columns that come out of the planner, and what one row of them means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import ByWhom, Frame, Kind, Owner, Stage, Tone, ToWhom, Whether
from tijdig.planner.columns import Accounts, Flags
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today

Small = NDArray[np.int8]
Test = Callable[[Accounts, Today, "Decisions"], Flags]
Table = tuple[tuple[int, Reason, Test], ...]
"""Rules in order: (outcome, reason, test of the account, the policy of the day and what was decided before)."""


@dataclass(frozen=True)
class Decisions:
    """What is right for each case on `day`; while they are being made, a later dimension reads the earlier ones.

    One column per dimension: the code of its outcome (see codes.py), and in `rules` the number of the rule that won.
    `wait_until` is a date as a number (`date.fromordinal`): `day` itself on ACT and CLOSE, else the day on which the
    case is looked at again. `owner` is who has to act first.
    """

    day: date
    case_id: NDArray[np.int64]
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    rules: dict[str, Small] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.case_id)

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


class Decision(NamedTuple):
    """One decision in plain values; on a day without a message stage, frame, tone and the like are NONE."""

    case_id: int
    whether: Whether
    stage: Stage
    channels: Kind
    frame: Frame
    tone: Tone
    by_whom: ByWhom
    to_whom: ToWhom
    reasons: dict[str, Reason]  # dimension -> reason of the rule that won
    owner: Owner
    wait_until: date

    @property
    def reason(self) -> Reason:
        """Why something goes out today, or why not."""
        return self.reasons["whether"]

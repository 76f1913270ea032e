"""What went before on the cases of a frame: holds that keep them quiet, moments that named claims, reactions."""

from datetime import date
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import NEVER, HoldCode
from tijdig.planner.codes import Stage as StageCode
from tijdig.queries.parts import FAR, Ordinals, Rows, loaded, moment_day, places
from tijdig.words import HoldKind, Stage

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Named(Protocol):
    """The open claims of a frame, as far as what went before needs them."""

    @property
    def id(self) -> Numbers: ...

    @property
    def due(self) -> Numbers: ...

    @property
    def in_arrears(self) -> Flags: ...


class Holding:
    """The active holds of a part, the strongest per case, and the claims that are disputed one by one."""

    def __init__(self, rows: Rows) -> None:
        self.claims = {claim for _, kind, claim, *_ in rows if claim and kind == HoldKind.DISPUTED}
        self.arranged = {arranged for *_, arranged in rows if arranged}  # claims that an arrangement keeps quiet
        self._whole = [(case, CODES[kind], until, about) for case, kind, claim, until, about in rows if not claim]

    def without(self, arranged: set[int]) -> "Holding":
        """The same, but for what keeps a case quiet because these claims are arranged."""
        kept = Holding([])
        kept.claims, kept.arranged = self.claims, self.arranged - arranged
        gone = {row[:3] for row in self._whole if row[3] in arranged}
        kept._whole = [row for row in self._whole if row[:3] not in gone]
        return kept

    def columns(self, cases: Rows, ids: Numbers, day: date) -> dict[str, Any]:
        ordinals = Ordinals({None: FAR})
        found = [(case, code, ordinals[until]) for case, code, until, _ in self._whole]
        found += [(row[0], HoldCode.DIED, FAR) for row in cases if row[7]]
        # Weakest first, so that the strongest is written last; of two alike the one that lasts longest.
        found.sort(key=lambda hold: (-hold[1], hold[2]))
        code, until = np.zeros(len(ids), dtype=np.int16), np.full(len(ids), FAR, dtype=np.int64)
        for case, kind, end in found:
            row = places(ids, [case])
            code[row], until[row] = kind, end
        has_end = (code > 0) & (until < FAR)
        days_left = np.where(has_end, until - day.toordinal(), 0)
        return {"hold": code, "hold_has_end": has_end, "hold_days_left": days_left}


CODES = {kind.value: HoldCode.__members__.get(kind.name, HoldCode.OTHER) for kind in HoldKind}


class _Moment(NamedTuple):
    case: int
    on: int
    stage: int
    until: int  # last day of the term of its notice; 0 when it has none
    claims: list[int]
    has_letter: bool


class Moments:
    """The moments of a part that went out or will, oldest first, with the claims each of them named."""

    def __init__(self, rows: Rows, day: date) -> None:
        ordinals = Ordinals({None: 0})
        self.today = day.toordinal()
        self.rows = [
            _proved(
                case, ordinals[on], STAGES[stage], ordinals[until], [one["id"] for one in loaded(claims)], bool(letter)
            )
            for case, on, stage, claims, until, letter in rows
        ]

    def named(self, claims: Numbers, dues: Numbers) -> Flags:
        """Which of these claims a moment named after it fell due."""
        last: dict[int, int] = {}
        for moment in self.rows:
            last |= dict.fromkeys(moment.claims, moment.on)  # oldest first: the last one stays
        return np.array(
            [last.get(claim, 0) > due for claim, due in zip(claims.tolist(), dues.tolist(), strict=True)],
            dtype=np.bool_,
        )

    def columns(self, ids: Numbers, claims: Named) -> dict[str, Any]:
        due = dict(zip(claims.id[claims.in_arrears].tolist(), claims.due[claims.in_arrears].tolist(), strict=True))
        size, still_open = len(ids), set(claims.id.tolist())
        found: dict[str, Any] = {
            "stage_reached": np.zeros(size, dtype=np.int16),
            "days_since_stage": np.full(size, NEVER),
            "days_since_moment": np.full(size, NEVER),
            "moments_7d": np.zeros(size, dtype=np.int16),
            "moment_today": np.zeros(size, dtype=np.bool_),
            "notice_running_days_left": np.zeros(size, dtype=np.int64),
            "notice_over_days": np.full(size, NEVER),
            "had_arrears": np.zeros(size, dtype=np.bool_),
        }
        for moment in self.rows:
            row, ago = int(np.searchsorted(ids, moment.case)), self.today - moment.on
            found["days_since_moment"][row] = ago
            found["moments_7d"][row] += ago < DAYS_OF_A_WEEK
            found["moment_today"][row] |= ago == 0
            late = [claim for claim in moment.claims if due.get(claim, moment.on) < moment.on]
            found["had_arrears"][row] |= moment.stage > 0 and not still_open.issuperset(moment.claims)
            if late:
                self._climb(found, row, moment.stage, ago)
            if late and moment.until:
                found["notice_running_days_left"][row] = max(moment.until - self.today + 1, 0)
                found["notice_over_days"][row] = self.today - moment.until if moment.until < self.today else NEVER
        return found

    @staticmethod
    def _climb(found: dict[str, Any], row: int, stage: int, ago: int) -> None:
        if stage > found["stage_reached"][row]:
            found["stage_reached"][row], found["days_since_stage"][row] = stage, ago

    def unanswered(self, ids: Numbers, columns: dict[str, Any], last_paid: Numbers) -> Numbers:
        """How many letters went out since the customer last let something be heard: a reaction, a talk, a payment."""
        ago = np.minimum(columns["days_since_inbound"], columns["days_since_conversation"])
        heard = np.maximum(self.today - ago, last_paid)
        count = np.zeros(len(ids), dtype=np.int64)
        for moment in self.rows:
            row = int(np.searchsorted(ids, moment.case))
            count[row] += moment.has_letter and moment.on > heard[row]
        return count


DAYS_OF_A_WEEK = 7
STAGES = {stage.value: StageCode[stage.name].value for stage in Stage}
NOTICE, BEFORE_NOTICE = 3, 2


def _proved(*values: Any) -> _Moment:
    """A notice of which the letter did not go out or came back is a reminder: a term runs from receipt on paper."""
    moment = _Moment(*values)
    is_notice = moment.stage == NOTICE
    return moment._replace(stage=BEFORE_NOTICE, until=0) if is_notice and not moment.has_letter else moment


def reactions(inbound: Rows, cases: Rows, ids: Numbers, day: date) -> dict[str, Any]:
    heard, spoke = np.full(len(ids), NEVER), np.full(len(ids), NEVER)
    for case, at in inbound:
        if at is not None:
            row = places(ids, [case])
            heard[row] = np.minimum(heard[row], (day - moment_day(at)).days)
    ordinals, today = Ordinals(), day.toordinal()
    for number, row in enumerate(cases):
        if row[2] is not None:
            spoke[number] = today - ordinals[row[2]]
    return {"days_since_inbound": heard, "days_since_conversation": spoke}

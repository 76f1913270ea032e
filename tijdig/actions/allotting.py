"""Allotting: at the end of a night the steps that people do are given out, as far as there are hours (DECISIONS 6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.db import transaction

from tijdig.actions import approaches, audit, summaries
from tijdig.models import Approach, Case, Creditor, Step
from tijdig.planner.budget import allot
from tijdig.planner.codes import Rank
from tijdig.policy import Policy
from tijdig.queries import approaches as standing
from tijdig.queries import policies
from tijdig.rules.workdays import is_outreach_day, local_day
from tijdig.words import Skill, StepState, StopReason

BATCH = 1000
T = TypeVar("T")


class Count(NamedTuple):
    """Of one skill: how many steps were wished, how many there are hours for, and how many were given."""

    wished: int = 0
    possible: int = 0
    given: int = 0

    @property
    def text(self) -> str:
        """In plain Dutch."""
        return f"gevraagd {self.wished}, kan {self.possible}, gegeven {self.given}"


@dataclass(frozen=True)
class Allotted:
    """What a day gave out, by skill."""

    counts: Mapping[Skill, Count] = field(default_factory=dict)
    short: tuple[str, ...] = ()  # organisations that had no time for some of it, as lines

    def __add__(self, other: "Allotted") -> "Allotted":
        """Both together."""
        skills = [skill for skill in Skill if skill in self.counts or skill in other.counts]
        counts = {skill: self._with(skill, other.counts.get(skill, Count())) for skill in skills}
        return Allotted(counts, (*self.short, *other.short))

    def _with(self, skill: Skill, more: Count) -> Count:
        mine = self.counts.get(skill, Count())
        return Count(mine.wished + more.wished, mine.possible + more.possible, mine.given + more.given)

    @property
    def lines(self) -> tuple[str, ...]:
        """A line per skill for which there were wishes, in plain Dutch."""
        counted = [f"stappen, {skill.label}: {count.text}" for skill, count in self.counts.items() if count.wished]
        return (*counted, *self.short)

    def of(self, code: str) -> "Allotted":
        """The same, of one organisation: where it had too little time, that is told apart."""
        wanting = {skill: count for skill, count in self.counts.items() if count.given < count.wished}
        lines = (f"te weinig tijd bij {code}, {skill.label}: {one.text}" for skill, one in wanting.items())
        return replace(self, short=tuple(lines))


def allot_all(day: date, *, by: str, at: datetime) -> Allotted:
    """Give out the steps of a day, per organisation and skill: first those in need, then those where it helps most.

    A step of somebody who reacted, paid or rests is stopped. A call or visit for which nobody has time is not given:
    the planner's next message offers a choice of moments. A look is put off to the next day, never dropped; and what
    is urgent becomes a look when nobody can call or go. Done again for the same day it goes on where it was.
    """
    _stop_overtaken(day, by=by, at=at)
    found = Allotted()
    for creditor in Creditor.objects.order_by("pk"):
        found += _allot(_Day(creditor, day, policies.of(creditor, day), by, at))
    return found


@dataclass(frozen=True)
class _Day:
    """One organisation on one day, and on behalf of whom."""

    creditor: Creditor
    day: date
    policy: Policy
    by: str
    at: datetime

    @cached_property
    def next_day(self) -> date:
        """The next day on which anything may go out."""
        day = self.day + timedelta(days=1)
        while not is_outreach_day(day, self.policy):
            day += timedelta(days=1)
        return day


def drop_unreachable(case: Case, *, by: str, at: datetime) -> int:
    """On a locked case, at once: nobody calls or goes where we may not reach anybody any more; how many steps.

    What is urgent becomes a look of today.
    """
    lost = list(standing.unreachable(local_day(at)).filter(case=case))
    return _drop_today(lost, case.creditor, by=by, at=at)


@transaction.atomic
def drop_all_unreachable(creditor: Creditor, *, by: str, at: datetime) -> int:
    """The same for all cases of an organisation, after a file that took numbers and addresses away."""
    day = local_day(at)
    cases = sorted({step.case_id for step in standing.unreachable_at(creditor, day)})
    if not cases:
        return 0
    for some in _batches(cases):
        _locked(some)
    count = _drop_today(standing.unreachable_at(creditor, day), creditor, by=by, at=at)
    _touch(cases)
    return count


def _drop_today(lost: Sequence[Step], creditor: Creditor, *, by: str, at: datetime) -> int:
    day = local_day(at)
    one = _Day(creditor, day, policies.of(creditor, day), by, at)
    _hand_out(_drop(lost, one), one)
    return len(lost)


def _drop(lost: Sequence[Step], one: _Day) -> list[Step]:
    """End these steps; gives the looks that take the place of what is urgent."""
    _mark(lost, StepState.STOPPED, one)
    return _looked_at([step for step in lost if step.rank == Rank.URGENT], one)


def _stop_overtaken(day: date, *, by: str, at: datetime) -> None:
    for reason, cases in standing.overtaken(day):
        for some in _batches(cases):
            with transaction.atomic():
                approaches.stop(_locked(some), reason, by=by, at=at)
                summaries.touch(some)


@transaction.atomic
def _allot(one: _Day) -> Allotted:
    """All skills of one organisation in one go. Locks in the order of the house: the cases, then what hangs on them."""
    looked_at = (standing.wished, standing.unreachable_at)
    cases = sorted({step.case_id for find in looked_at for step in find(one.creditor, one.day)})
    if not cases:
        return Allotted()
    for some in _batches(cases):
        _locked(some)
    lost = standing.unreachable_at(one.creditor, one.day)  # as they are now that nobody else can change them
    _drop(lost, one)
    steps = standing.wished(one.creditor, one.day)
    barred: dict[int, StopReason] = {}
    for few in _batches(steps):
        barred |= standing.barred(few, one.day, one.policy)
    _stop(steps, barred, one)
    steps = [step for step in steps if step.pk not in barred]
    if not is_outreach_day(one.day, one.policy):
        _put_off(steps, one)
        _touch(cases)
        return Allotted()
    found = _give_all(_rested(steps, one), one)
    _touch(cases)
    facts: dict[str, Any] = {skill.value: count._asdict() for skill, count in found.counts.items() if count.wished}
    audit.record(
        "steps.allotted", one.creditor, by=one.by, at=one.at, facts=facts | {"stopped": len(barred) + len(lost)}
    )
    return found.of(one.creditor.code)


def _give_all(steps: Sequence[Step], one: _Day) -> Allotted:
    counts: dict[Skill, Count] = {}
    urgent: list[Step] = []
    for skill in (Skill.CALL, Skill.VISIT):
        counts[skill], rest = _give(skill, steps, one)
        _mark(rest, StepState.NOT_GIVEN, one)
        urgent += [step for step in rest if step.rank == Rank.URGENT]
    counts[Skill.LOOK], rest = _give(Skill.LOOK, [*steps, *_looked_at(urgent, one)], one)
    near = [step for step in rest if step.rank == Rank.URGENT]
    _hand_out(near, one)
    _put_off([step for step in rest if step not in near], one)
    counts[Skill.LOOK] = counts[Skill.LOOK]._replace(given=counts[Skill.LOOK].given + len(near))
    return Allotted(counts)


def _give(skill: Skill, steps: Iterable[Step], one: _Day) -> tuple[Count, list[Step]]:
    """Give out what fits; the rest comes back."""
    some = [step for step in steps if step.skill == skill]
    left = standing.hours(one.creditor, one.day).left(skill)
    mask = allot(
        [step.rank for step in some],
        [local_day(step.made_at).toordinal() for step in some],
        [step.case_id for step in some],
        [step.minutes for step in some],
        left,
    ).tolist()
    given = [step for step, is_given in zip(some, mask, strict=True) if is_given]
    _hand_out(given, one)
    possible = len(some) if left is None else max(len(given), left // _minutes(skill, one.policy))
    rest = [step for step, is_given in zip(some, mask, strict=True) if not is_given]
    return Count(len(some), possible, len(given)), rest


def _minutes(skill: Skill, policy: Policy) -> int:
    minutes: int = getattr(policy.steps, f"{skill}_minutes")
    return minutes


def _stop(steps: Sequence[Step], barred: Mapping[int, StopReason], one: _Day) -> None:
    """These end; where somebody was heard or rests, the whole approach does."""
    whole: dict[StopReason, list[int]] = {}
    for step in steps:
        reason = barred.get(step.pk)
        if reason and reason != StopReason.CHANGED:
            whole.setdefault(reason, []).append(step.case_id)
    _mark([step for step in steps if barred.get(step.pk) == StopReason.CHANGED], StepState.STOPPED, one)
    for reason, cases in whole.items():
        for some in _batches(cases):
            approaches.stop(some, reason, by=one.by, at=one.at)


def _rested(steps: Sequence[Step], one: _Day) -> list[Step]:
    """Without those whom we tried so often lately that another day is better."""
    later: set[int] = set()
    for some in _batches([step for step in steps if step.skill == Skill.CALL]):
        tried = standing.called_enough({step.case_id for step in some}, one.day, one.policy)
        later |= {step.pk for step in some if step.case_id in tried}
    _put_off([step for step in steps if step.pk in later], one)
    return [step for step in steps if step.pk not in later]


def _put_off(steps: Sequence[Step], one: _Day) -> None:
    """These wait for the next day on which they may be done; an approach lasts as long as its last step."""
    for some in _batches(steps):
        Step.objects.filter(pk__in=[step.pk for step in some]).update(on_day=one.next_day)
        last = Approach.objects.filter(pk__in=[step.approach_id for step in some if step.approach_id])
        last.filter(ends_on__lt=one.next_day).update(ends_on=one.next_day)


def _hand_out(steps: Sequence[Step], one: _Day) -> None:
    for some in _batches(steps):
        rows = Step.objects.filter(pk__in=[step.pk for step in some])
        rows.update(state=StepState.GIVEN, on_day=one.day)


def _mark(steps: Sequence[Step], state: StepState, one: _Day) -> None:
    for some in _batches(steps):
        approaches.settle([step.pk for step in some], state, by=one.by, at=one.at)


def _looked_at(urgent: Sequence[Step], one: _Day) -> list[Step]:
    """What is urgent is never dropped: when nobody can call or go, a person looks today."""
    same = ("case_id", "approach_id", "decision_id", "rank", "why")
    minutes = _minutes(Skill.LOOK, one.policy)
    return [
        Step.objects.create(
            skill=Skill.LOOK,
            on_day=one.day,
            minutes=minutes,
            made_at=one.at,
            **{name: getattr(step, name) for name in same},
        )
        for step in urgent
    ]


def _locked(cases: Sequence[int]) -> list[int]:
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=cases).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _touch(cases: Sequence[int]) -> None:
    """The planner reads what became of these steps."""
    for some in _batches(cases):
        summaries.touch(some)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """In pieces that every database takes at once."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]

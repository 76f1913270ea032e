"""A small world to walk the road in: customers, their claims, and what the planner said on each day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile
from random import Random
from typing import Any

from tijdig.planner.codes import NEVER, Form, Kind, Need, Stage, Weight
from tijdig.planner.columns import AccountRow

TERM_DAYS = 16  # of a notice in this world: two days of post and fourteen to pay
INVOICED_BEFORE_DAYS = 14


@dataclass
class Claim:
    """One claim of the little world; `disputed` is the half-open stretch of days in which it is disputed."""

    due: date
    cents: int
    paid_on: date | None
    disputed: tuple[date, date] | None = None
    named_on: list[date] = field(default_factory=list)
    first_at: dict[int, date] = field(default_factory=dict)  # stage -> first moment that named it

    def is_known(self, day: date) -> bool:
        return self.due - timedelta(days=INVOICED_BEFORE_DAYS) <= day

    def is_open(self, day: date) -> bool:
        return self.is_known(day) and (self.paid_on is None or day < self.paid_on)

    def is_disputed(self, day: date) -> bool:
        return self.disputed is not None and self.disputed[0] <= day < self.disputed[1]

    def is_overdue(self, day: date) -> bool:
        return self.is_open(day) and self.due < day and not self.is_disputed(day)


@dataclass
class Customer:
    """One case with everything that happened on it."""

    number: int
    claims: list[Claim]
    moments: list[tuple[date, Stage]] = field(default_factory=list)
    notice_ends: list[tuple[date, list[Claim]]] = field(default_factory=list)
    had_arrears: bool = False
    traits: dict[str, Any] = field(default_factory=dict)  # columns that stay what they are
    forms: list[Form] = field(default_factory=list)  # of the approaches, in their order
    reminders: list[bool] = field(default_factory=list)  # which of them were reminders, and no notice
    letters: list[date] = field(default_factory=list)
    ahead: list[Claim] = field(default_factory=list)  # by due date: not paid yet, as far as we have come

    def __post_init__(self) -> None:
        self.ahead = sorted(self.claims, key=lambda claim: claim.due)

    def row(self, day: date) -> AccountRow:
        """The facts of this morning; days are asked for in order, so what was paid by now is left behind."""
        self.ahead = [claim for claim in self.ahead if claim.paid_on is None or claim.paid_on > day]
        open_claims = list(takewhile(lambda claim: claim.is_known(day), self.ahead))
        overdue = [claim for claim in open_claims if claim.is_overdue(day)]
        coming = [(claim.due - day).days for claim in open_claims if claim.due >= day]
        past = [claim for claim in open_claims if claim.due < day]
        unnamed = [(day - claim.due).days for claim in overdue if not claim.named_on]
        stage = max((stage for claim in overdue for stage in claim.first_at), default=0)
        at_stage = [claim.first_at[stage] for claim in overdue if stage in claim.first_at]
        since_moment = (day - self.moments[-1][0]).days if self.moments else NEVER
        ends = [end for end, bearing in self.notice_ends if any(claim.is_overdue(day) for claim in bearing)]
        left = (max(ends) - day).days + 1 if ends else 0
        return AccountRow(
            case_id=self.number,
            open_cents=sum(claim.cents for claim in open_claims),
            overdue_cents=sum(claim.cents for claim in overdue),
            named_overdue_cents=sum(claim.cents for claim in overdue if claim.named_on),
            oldest_overdue_days=max(((day - claim.due).days for claim in overdue), default=0),
            due_in_days=min(coming, default=NEVER),
            unnamed_overdue_days=max(unnamed, default=0),
            named_unresolved=any(claim.named_on for claim in overdue),
            stage_reached=stage,
            days_since_stage=(day - min(at_stage)).days if at_stage else NEVER,
            days_since_moment=since_moment,
            moments_7d=sum((day - at).days < 7 for at, _ in self.moments[-4:]),
            moment_today=since_moment == 0,
            has_disputed_all=bool(past) and not overdue,
            notice_running_days_left=max(left, 0),
            notice_over_days=1 - left if ends and left <= 0 else NEVER,
            had_arrears=self.had_arrears,
            letters_without_reaction=sum(self.last_paid(day) < at for at in self.letters),
            last_form=int(self.forms[-1]) if self.forms else 0,
            **self.traits,
        )

    def last_paid(self, day: date) -> date:
        """The last day on which something was paid; a payment is a reaction."""
        return max((claim.paid_on for claim in self.claims if claim.paid_on and claim.paid_on <= day), default=date.min)

    def approach(self, day: date, form: Form, channels: Kind, *, is_reminder: bool) -> None:
        """How the moment of today was brought."""
        self.forms.append(form)
        self.reminders.append(is_reminder)
        if channels & Kind.LETTER:
            self.letters.append(day)

    def say(self, day: date, stage: Stage) -> list[Claim]:
        """A moment names everything that is overdue and undisputed; gives those claims."""
        named = [claim for claim in self.ahead if claim.is_overdue(day)]
        if stage == Stage.S3:
            bearing = [claim for claim in named if claim.named_on]
            self.notice_ends.append((day + timedelta(days=TERM_DAYS), bearing))
        for claim in named:
            claim.named_on.append(day)
            claim.first_at.setdefault(int(stage), day)
        self.moments.append((day, stage))
        return named


def people(seed: int, count: int, first: date, last: date) -> list[Customer]:
    """Customers with claims in every rhythm, some paid in time, some late, some never, some disputed for a while."""
    chance, other = Random(seed), Random(seed + 1)
    return [
        Customer(number, _claims(chance, first, last), traits=_traits(other) if number % 2 else {})
        for number in range(1, count + 1)
    ]


def _traits(chance: Random) -> dict[str, Any]:
    """Who somebody is to us: every second customer differs from the plainest in a few things."""
    return {
        "needs": chance.choice([0, 0, 0, int(Need.READ_ALOUD), int(Need.ONE_QUESTION), int(Need.PAPER)]),
        "prefers": chance.choice([0, 0, 0, int(Kind.EMAIL), int(Kind.LETTER), int(Kind.PHONE), int(Kind.VIDEO)]),
        "size_percent": chance.choice([10, 50, 90]),
        "weights": chance.choice([0, int(Weight.FIXED_COST), int(Weight.FIXED_COST | Weight.HOME)]),
        "customer_months": chance.choice([1, 30]),
        "late_bills": chance.choice([1, 3, 9]),
        "handed_over_days": chance.choice([NEVER, NEVER, 400]),
        "has_phone": chance.random() < 0.7,
        "has_mobile": chance.random() < 0.7,
    }


def _claims(chance: Random, first: date, last: date) -> list[Claim]:
    rhythm = chance.choice([1, 2, 3, 4, 5, 7, 10, 14, 30, 30])
    late_share = chance.choice([0.1, 0.4, 0.9])
    claims, due = [], first + timedelta(days=chance.randint(0, 30))
    while due < last:
        delay = chance.choice([2, 4, 7, 8, 9, 12, 25, 60, 400]) if chance.random() < late_share else -2
        stretch = None
        if chance.random() < 0.08:
            start = due + timedelta(days=chance.randint(0, 12))
            stretch = (start, start + timedelta(days=chance.randint(5, 40)))
        claims.append(Claim(due, chance.choice([900, 4_500, 12_000]), due + timedelta(days=delay), stretch))
        due += timedelta(days=max(rhythm + chance.randint(-2, 2), 0) if rhythm > 2 else rhythm)
    return claims

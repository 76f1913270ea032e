"""What runs beside an arrangement, or stands in its place: the rows, and each in the words of the customer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Case, Solution
from tijdig.queries import visible
from tijdig.rules.solutions import types
from tijdig.rules.solutions.types import (
    Correction,
    CostsDropped,
    Deferral,
    Freeze,
    Frozen,
    LastWaived,
    LowerRate,
    Referral,
    Small,
)
from tijdig.words import SolutionKind

SHOWN = 6
"""So many at most on a page; the newest first."""

RUNNING = (SolutionKind.DEFERRAL, SolutionKind.FREEZE, SolutionKind.LOWER_RATE, SolutionKind.SMALL)
_DAY = timedelta(days=1)
_NOTHING: Final = marked("Er staat niets meer open. [[U hoeft|Je hoeft]] niets te betalen.")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was agreed: what it is, its sentences, since when, and whether it still runs."""

    number: int
    what: str
    said: tuple[str, ...]
    day: str
    can_end: bool


class Bills:
    """The bills of a case that sentences are about: handed over, or asked once, where a sentence is about one.

    `as_agreed` tells what was agreed then, as a trail does; else no sentence asks more than what is open now.
    """

    def __init__(self, case: Case, claims: Sequence[Any] | None = None, *, as_agreed: bool = False) -> None:
        self._case, self._claims, self._as_agreed = case, claims, as_agreed

    @cached_property
    def _all(self) -> Sequence[Any]:
        return list(visible.claims(self._case)) if self._claims is None else self._claims

    @property
    def open_cents(self) -> int:
        """What is still to be paid of all of them together."""
        return sum(one.open_cents for one in self._all if one.open_cents > 0)

    def at_most(self, cents: int) -> int:
        """So much, or what is open of all bills together when that is less: a payment or a correction came after it."""
        return cents if self._as_agreed else min(cents, self.open_cents)

    def name(self, number: int) -> str:
        """What a sentence calls this one."""
        claim = next((one for one in self._all if one.pk == number), None)
        return say("De rekening") if claim is None else claim.description or say(claim.get_kind_display()).capitalize()


def solution_of(row: Solution) -> types.Solution:
    """The whole solution of a row."""
    return types.from_facts(SolutionKind(row.kind), row.facts)


def rows(case: Case) -> QuerySet[Solution]:
    """All but arrangements, which have a place of their own."""
    return Solution.objects.filter(case=case).exclude(kind=SolutionKind.ARRANGEMENT).order_by("pk")


def running(case: Case) -> list[Solution]:
    """Those that go on for a while and were not ended."""
    return list(rows(case).filter(kind__in=RUNNING, ended_at=None))


def whole(case: Case) -> list[Solution]:
    """All of it, with what it takes to say it."""
    return list(rows(case).select_related("case__creditor", "hold"))


def shown_of(found: Sequence[Solution], day: date) -> list[Solution]:
    """What of these holds on this day, as `shown` reads it."""
    return [row for row in reversed(found) if row.since_on <= day and (row.ended_at is None or _is_quiet(row, day))][
        :SHOWN
    ]


def _is_quiet(row: Solution, day: date) -> bool:
    hold = row.hold
    if hold is None or hold.lifted_at is not None or hold.until_on is None:
        return False
    return row.kind in RUNNING and hold.until_on > day


def shown(case: Case, day: date) -> list[Solution]:
    """What holds on this day, the newest first: what runs, and what was done once on this open case.

    Who pays later still reads so on that very day, and in the days of the bank.
    """
    return shown_of(whole(case), day)


def along() -> dict[str, Any]:
    """Whether anything was agreed beside an arrangement, read along with the case: mostly nothing was."""
    rows_ = Solution.objects.filter(case=OuterRef("pk")).exclude(kind=SolutionKind.ARRANGEMENT)
    return {"has_agreed_more": Exists(rows_)}


def for_customer(case: Any, day: date, *, is_known: bool, claims: Sequence[Any] | None = None) -> tuple[Line, ...]:
    """What holds, on the own page; who helps is for the eyes of who said who they are.

    `claims` are all visible ones with their `open_cents`, where the page has them already.
    """
    if not getattr(case, "has_agreed_more", True):
        return ()
    rows_ = [row for row in shown(case, day) if is_known or row.kind != SolutionKind.REFERRAL]
    return lines(rows_, Bills(case, claims))


def lines(found: Sequence[Solution], bills: Bills) -> tuple[Line, ...]:
    """Each of one case in words, in the language of the page."""
    return tuple(
        Line(
            number=row.pk,
            what=SolutionKind(row.kind).label,
            said=sentences(solution_of(row), bills),
            day=here.day(row.since_on),
            can_end=row.kind in RUNNING and row.ended_at is None,
        )
        for row in found
    )


def sentences(solution: types.Solution, bills: Bills) -> tuple[str, ...]:
    """One solution as the customer reads it, with `[[u|je]]` in it, in the language of the page."""
    return tuple(_said(solution, bills))


def _said(one: types.Solution, bills: Bills) -> Iterator[str]:
    if isinstance(one, Deferral):
        yield from _later(one, bills)
    elif isinstance(one, Small):
        yield from _small(one, bills)
    elif isinstance(one, Freeze):
        yield from _still(one, bills)
    elif isinstance(one, LowerRate):
        yield from _rate(one)
    elif isinstance(one, Correction):
        yield say("{bill} klopte niet. Wij hebben dat rechtgezet. Sorry daarvoor.", bill=bills.name(one.claim))
        now, before = here.euros(one.is_cents), here.euros(one.was_cents)
        yield say("Er staat nu {now} open, en niet {before}.", now=now, before=before)
    elif isinstance(one, Referral):
        yield from _help(one)
    elif isinstance(one, CostsDropped):
        yield say("{amount} aan kosten vervalt. Dat [[hoeft u|hoef je]] niet te betalen.", amount=here.euros(one.cents))
        all_, own = here.euros(one.debt.principal_cents + one.cents), here.euros(one.debt.principal_cents)
        costs, bill = here.euros(one.cents), bills.name(one.claim)
        yield say("{bill} was {all}: {own} zelf, en {costs} kosten.", bill=bill, all=all_, own=own, costs=costs)
    elif isinstance(one, LastWaived):
        yield say("De laatste betaling van {amount} [[hoeft u|hoef je]] niet te betalen.", amount=here.euros(one.cents))


def _later(one: Deferral, bills: Bills) -> Iterator[str]:
    """A payment on the way makes what is left to pay less."""
    if not (cents := bills.at_most(one.cents)):
        yield say(_NOTHING)
        return
    on = here.day(one.until_on)
    yield say("[[U betaalt|Je betaalt]] {amount} later: op {day}.", amount=here.euros(cents), day=on)
    yield say("Tot die dag sturen wij geen herinneringen. Er komt niets bij.")


def _small(one: Small, bills: Bills) -> Iterator[str]:
    """A bill that was put right afterwards makes it less."""
    if one.due_on is None:
        yield say("[[U hoeft|Je hoeft]] nu niets te betalen. Dat is ook goed.")
        return
    if not (cents := bills.at_most(one.cents)):
        yield say(_NOTHING)
        return
    amount, on = here.euros(cents), here.day(one.due_on)
    yield say("[[U betaalt|Je betaalt]] {amount} op {day}. Meer hoeft nu niet.", amount=amount, day=on)


def _still(one: Freeze, bills: Bills) -> Iterator[str]:
    until = here.day(one.until_on - _DAY)
    cents = bills.at_most(sum(debt.principal_cents + debt.costs_cents for debt in one.debts))
    if Frozen.PRINCIPAL in one.what and cents:
        amount = here.euros(cents)
        yield say("{amount} staat stil tot en met {day}. [[U hoeft|Je hoeft]] het nu niet te betalen.",
                  amount=amount, day=until)  # fmt: skip
    if Frozen.INTEREST in one.what:
        interest = here.euros(sum(debt.interest_cents for debt in one.debts))
        yield say("Tot en met {day} komt er geen extra rente bij. Die blijft {amount}.", day=until, amount=interest)
    if Frozen.COSTS in one.what:
        yield say("Tot en met {day} komen er geen kosten bij.", day=until)
    yield say("Daarna kijken wij samen hoe het verder gaat.")


def _rate(one: LowerRate) -> Iterator[str]:
    low, usual = here.percent(one.to_basis_points), here.percent(one.from_basis_points)
    since, until = here.day(one.since_on), here.day(one.until_on - _DAY)
    yield say("Van {since} tot en met {until} is de rente {low} per jaar, en niet {usual}.",
              since=since, until=until, low=low, usual=usual)  # fmt: skip
    yield say("Daarna is de rente weer {usual} per jaar, zoals in [[uw|je]] contract staat.", usual=usual)


def _help(one: Referral) -> Iterator[str]:
    if one.consent is not None:
        yield say("{who} neemt contact met [[u|je]] op. Dat mocht van [[u|jou]].", who=one.to)
        yield say("Wij gaven alleen [[uw|je]] naam door, en hoe [[u|je]] te bereiken bent.")
    else:
        yield say("{who} kan [[u|je]] helpen. [[U kunt|Je kunt]] daar zelf naartoe.", who=one.to)
        yield say("Wij gaven niets van [[u|jou]] door.")
    yield say("[[U beslist|Je beslist]] zelf wat [[u|je]] ermee doet.")

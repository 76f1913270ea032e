"""The page with which a customer takes rest: until when it can last, and until when it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from tijdig.models import Case, Consequence, Hold
from tijdig.queries import access, pauses, policies
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person, around
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import ConsequenceKind, HoldKind, PauseReason

LOOMS = {
    ConsequenceKind.SUMMONS: "gaat dit naar de rechter",
    ConsequenceKind.EVICTION: "[[moet u uw|moet je je]] huis uit",
    ConsequenceKind.DISCONNECTION: "wordt de levering afgesloten",
}


@dataclass(frozen=True, slots=True)
class End:
    """A day until which somebody can have rest."""

    value: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Loom:
    """Something that is really going to happen on a day; rest does not keep it away (DECISIONS 2)."""

    what: str
    day: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What can be chosen, and what was."""

    house: House
    person: Person
    case_id: int
    until: str  # until when there is rest already
    ends: tuple[End, ...]
    looms: Loom | None


def loom_of(case: Any) -> Loom | None:
    """What is read along with the case by `looms`."""
    return Loom(LOOMS[ConsequenceKind(case.looms)], dutch.near(case.looms_on)) if case.looms else None


def looms(day: date) -> dict[str, Any]:
    """The soonest thing that is really going to happen, read along with the case."""
    rows = Consequence.objects.filter(case=OuterRef("pk"), lifted_at=None, on_day__gte=day).order_by("on_day", "pk")
    return {"looms": Subquery(rows.values("kind")[:1]), "looms_on": Subquery(rows.values("on_day")[:1])}


def own(case: Case) -> Hold | None:
    """The rest that was asked for and runs."""
    rows = Hold.objects.filter(
        case_id=case.pk, kind=HoldKind.PAUSED, reason=PauseReason.ASKED, lifted_at__isnull=True, until_on__isnull=False
    )
    return rows.order_by("-until_on", "-pk").first()


def days(case: Case, at: datetime) -> frozenset[date]:
    """The days until which somebody can take rest without a person."""
    day = local_day(at)
    most = policies.of(case.creditor, day).contacts.pause_days_max
    return frozenset(on for on, _ in pauses.ends(day, most))


def was_told_today(case: Case, at: datetime) -> bool:
    """Whether a message about rest that was asked for went out today: tapping to and fro sends no more of them."""
    return Hold.objects.filter(
        case_id=case.pk, kind=HoldKind.PAUSED, reason=PauseReason.ASKED, since_on=local_day(at)
    ).exists()


def page(visitor: Visitor, at: datetime) -> Rest:
    """What this visitor can choose at this moment."""
    day = local_day(at)
    case = access.case_of(visitor, **looms(day))
    outside, now = around(case), own(case)
    until = now.until_on if now and now.until_on and now.until_on > day else None
    most = policies.of(case.creditor, day).contacts.pause_days_max
    found = (
        End(on.isoformat(), dutch.near(on), why) for on, why in pauses.ends(day, most) if until is None or on > until
    )
    return Rest(outside.house, outside.person, case.pk, dutch.near(until) if until else "", tuple(found), loom_of(case))


def first_end(day: date, holds: Sequence[Any]) -> End | None:
    """The rest that is one tap away on the overview; none while there is rest that lasts as long."""
    on = pauses.friday(day)
    paused = [hold.until_on for hold in holds if hold.kind == HoldKind.PAUSED]
    if any(until is None or until >= on for until in paused):
        return None
    return End(on.isoformat(), dutch.near(on), "tot vrijdag")

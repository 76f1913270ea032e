"""The page with which a customer takes rest: until when it can last, and until when it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import CallBack, Case, Consequence, Hold
from tijdig.queries import access, pauses, policies
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person, around
from tijdig.queries.nextsteps import moment
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import CallBackState, ConsequenceKind, HoldKind, PauseReason

LOOMS = {
    ConsequenceKind.SUMMONS: "gaat dit naar de rechter",
    ConsequenceKind.EVICTION: "[[moet u uw|moet je je]] huis uit",
    ConsequenceKind.DISCONNECTION: "wordt de levering afgesloten",
}


@dataclass(frozen=True, slots=True)
class End:
    """A day until which somebody can have rest."""

    value: str  # the day on which it is over
    day: str  # the last day of it, as people say it
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
    until: str  # the last day of the rest that runs
    ends: tuple[End, ...]
    looms: Loom | None
    is_long: bool  # there was so much rest already that a person looks along before there is more
    call: str  # when we call all the same, because the customer asked for it


def loom_of(case: Any) -> Loom | None:
    """What is read along with the case by `looms`."""
    return Loom(say(LOOMS[ConsequenceKind(case.looms)]), here.near(case.looms_on)) if case.looms else None


def looms(day: date) -> dict[str, Any]:
    """The soonest thing that is really going to happen, read along with the case."""
    rows = Consequence.objects.filter(case=OuterRef("pk"), lifted_at=None, on_day__gte=day).order_by("on_day", "pk")
    return {"looms": Subquery(rows.values("kind")[:1]), "looms_on": Subquery(rows.values("on_day")[:1])}


def before() -> dict[str, Any]:
    """Whether there ever was rest that was asked for, read along with the case: most people never took any."""
    rows = Hold.objects.filter(case=OuterRef("pk"), kind=HoldKind.PAUSED, reason=PauseReason.ASKED)
    return {"had_rest": Exists(rows)}


def is_used_up(case: Any, end: End, at: datetime) -> bool:
    """Whether there was so much rest already that this is no longer one tap away."""
    return bool(case.had_rest) and not days(case, at).get(date.fromisoformat(end.value))


def own(case: Case) -> Hold | None:
    """The rest that was asked for and runs."""
    rows = _asked_for(case).filter(lifted_at__isnull=True, until_on__isnull=False)
    return rows.order_by("-until_on", "-pk").first()


def days(case: Case, at: datetime) -> dict[date, bool]:
    """The days until which somebody can ask for rest; true where it takes no person: there was not too much already."""
    day = local_day(at)
    contacts = policies.of(case.creditor, day).contacts
    left = contacts.own_rest_days_max - _taken_days(case, day, contacts.own_rest_within_days)
    return {on: (on - day).days <= left for on, _ in pauses.ends(day, contacts.pause_days_max)}


def _taken_days(case: Case, day: date, within_days: int) -> int:
    """How many of the last days were rest that the customer, or who looks along, took by themselves."""
    first = day - timedelta(days=within_days)
    taken: set[date] = set()
    for hold in _asked_for(case).filter(until_on__gt=first, since_on__lt=day):
        ends = [on for on in (hold.until_on, hold.lifted_at and local_day(hold.lifted_at), day) if on]
        if actors.number_of(hold.made_by) is None:
            start = max(hold.since_on, first)
            taken.update(start + timedelta(days=number) for number in range((min(ends) - start).days))
    return len(taken)


def was_told_today(case: Case, at: datetime) -> bool:
    """Whether a message about rest that was asked for went out today: tapping to and fro sends no more of them."""
    return _asked_for(case).filter(since_on=local_day(at)).exists()


def _asked_for(case: Case) -> QuerySet[Hold]:
    return Hold.objects.filter(case_id=case.pk, kind=HoldKind.PAUSED, reason=PauseReason.ASKED)


def page(visitor: Visitor, at: datetime) -> Rest:
    """What this visitor can choose at this moment."""
    day = local_day(at)
    case = access.case_of(visitor, **looms(day))
    outside, now = around(case), own(case)
    until = now.until_on if now and now.until_on and now.until_on > day else None
    most = policies.of(case.creditor, day).contacts.pause_days_max
    reacted = Hold.objects.filter(case=case, kind=HoldKind.REACTED, lifted_at__isnull=True, until_on__gt=day)
    quiet = [until, *reacted.values_list("until_on", flat=True)]
    may, after = days(case, at), max(filter(None, quiet), default=day)
    found = [pair for pair in pauses.ends(day, most) if pair[0] > after]
    return Rest(
        house=outside.house,
        person=outside.person,
        case_id=case.pk,
        until=last_day(until) if until else "",
        ends=tuple(End(on.isoformat(), last_day(on), say(why)) for on, why in found if may[on]),
        looms=loom_of(case),
        is_long=not all(may[on] for on, _ in found),
        call=_call(case, at),
    )


def _call(case: Case, at: datetime) -> str:
    """The call that was promised and is still to come: rest does not take it away."""
    rows = CallBack.objects.filter(case=case, state=CallBackState.PLANNED, slot__starts_at__gt=at)
    starts = rows.order_by("slot__starts_at").values_list("slot__starts_at", flat=True).first()
    return moment(starts) if starts else ""


def first_end(day: date, holds: Sequence[Any], most_days: int) -> End | None:
    """The rest that is one tap away on the overview: longer than it is quiet already; none while there is rest."""
    first = pauses.friday(day)
    if any(until is None or until >= first for until in _ends_of(holds, HoldKind.PAUSED)):
        return None
    quiet = max(filter(None, _ends_of(holds, HoldKind.REACTED)), default=day)
    found = next(((on, why) for on, why in pauses.ends(day, most_days) if on > quiet), None)
    return End(found[0].isoformat(), last_day(found[0]), say(found[1])) if found else None


def _ends_of(holds: Iterable[Any], kind: HoldKind) -> list[date | None]:
    """When the quiet of this kind is over; after a conversation it is quiet as well, though nobody asked for rest."""
    return [hold.until_on for hold in holds if hold.kind == kind]


def last_day(until_on: date) -> str:
    """The last day of rest that is over on this day: "tot vrijdag" leaves open whether Friday is part of it."""
    return here.near(until_on - timedelta(days=1))

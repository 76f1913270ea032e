"""Arrangements as a customer sees them: every part in words, what was agreed of a question, and what we propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Arrangement, Case, Request
from tijdig.queries import access, arrangements, offers_made, policies, portal, restored
from tijdig.queries.asking import Choice
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.rhythm import income_day
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, ChangeReason, Rhythm

ARRANGEMENT = "arrangement"
EACH = {
    Rhythm.WEEKLY: marked("per week"),
    Rhythm.FOUR_WEEKLY: marked("per vier weken"),
    Rhythm.MONTHLY: marked("per maand"),
}
"""How often, after an amount."""
WHY = {
    Beyond.SMALL: marked("De bedragen zijn klein. Een mens kijkt of dat zo handig is."),
    Beyond.LONG: marked("Het duurt lang. Een mens kijkt of er iets is dat sneller helpt."),
    Beyond.LARGE: marked("Het is een groot bedrag. Daarover denkt een mens graag mee."),
    Beyond.LATE: marked("De eerste betaling is pas over een tijd. Een mens kijkt of dat kan."),
    Beyond.ROOM: marked("Het is meer dan er te missen is. Een mens zoekt een bedrag dat past."),
    Beyond.MOVED: marked("De betaaldag schoof dit jaar al vaak op. Een mens denkt mee over een dag die past."),
    Beyond.UNSURE: marked("Het is niet zeker of dit gaat lukken. Een mens denkt mee."),
}
"""Why a person looks first, in the language of the page."""
SAME = marked("Zo loopt het al. Kies een ander bedrag of een andere dag.")
OTHERWISE = marked("Dat lukt hier niet. Kies iets anders, of bel ons.")


@dataclass(frozen=True, slots=True)
class Lines:
    """Every part with its day, and how it ends."""

    parts: tuple[tuple[str, str], ...]
    total: str
    count: str
    ends: str


@dataclass(frozen=True, slots=True)
class Page:
    """An arrangement on a page of its own: the one that was agreed, or the one that could be."""

    house: House
    person: Person
    lines: Lines
    is_change: bool
    remind: str  # how many days before a payment we tell of it
    until: str = ""
    number: int = 0
    standing: str = "active"  # how it is with what was agreed: active, changed, completed, ended
    over_on: str = ""  # since when it is not so any more
    pause: "Pause | None" = None
    restored: str = ""  # that regular bills are paid on time again


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause in an arrangement: its first and last day, and the payment that comes after it."""

    since: str
    until: str
    next_on: str
    amount: str


def lines(parts: Sequence[Part]) -> Lines:
    """Every part, with day and amount in words."""
    return Lines(
        parts=tuple((here.weekday(part.due_on), here.euros(part.amount_cents)) for part in parts),
        total=here.euros(sum(part.amount_cents for part in parts)),
        count=here.count(len(parts)),
        ends=here.day(parts[-1].due_on),
    )


def of_request(visitor: Visitor, request: Request, at: datetime) -> Page | None:
    """What was agreed at once on a question, for who may read that question; none when nothing was."""
    number = request.details.get(ARRANGEMENT)
    if not number or not access.may_read(visitor, request):
        return None
    case, around = portal.frame(visitor)
    made = Arrangement.objects.filter(pk=number, case=case).first()
    if made is None:
        return None
    parts, now, since = arrangements.parts(made), _newest(made), local_day(made.made_at)
    is_replaced = now != made and now.ended_on is None
    over_on = made.ended_on if is_replaced else now.ended_on
    return Page(
        house=around.house,
        person=around.person,
        lines=lines(parts),
        is_change=bool(made.change),
        remind=_remind(case, since),
        number=request.pk,
        standing=ArrangementState.CHANGED.value if is_replaced else now.state,
        over_on=here.day(over_on) if over_on else "",
        pause=_pause(parts, since) if made.change == ChangeReason.PAUSE else None,
        restored=restored.to_customer(case, local_day(at)),
    )


def _newest(made: Arrangement) -> Arrangement:
    """The version that took its place last; itself when none did."""
    while following := Arrangement.objects.filter(replaces=made).first():
        made = following
    return made


def _pause(parts: Sequence[Part], since: date) -> Pause:
    """From the day on which it was taken, to the day before the first payment that comes after it."""
    first = parts[0]
    until = here.near(first.due_on - timedelta(days=1))
    return Pause(here.near(since), until, here.weekday(first.due_on), here.euros(first.amount_cents))


def why(reasons: Sequence[Beyond]) -> tuple[str, ...]:
    """Why a person looks first, a sentence each."""
    return tuple(say(WHY[reason]) for reason in reasons)


def offer(visitor: Visitor, number: int, at: datetime) -> Page | None:
    """What we propose on a question of theirs and can still be taken; none when it is over."""
    request, day = access.request_of(visitor, number), local_day(at)
    found = offers_made.standing(request, day)
    if found is None:
        return None
    case, around = portal.frame(visitor)
    is_change, own, until = arrangements.of(case) is not None, lines(found.parts), here.near(found.until_on)
    return Page(around.house, around.person, own, is_change, _remind(case, day), until, number)


def _remind(case: Case, day: date) -> str:
    return here.count(policies.of(case.creditor, day).solutions.remind_days_before)


def income_days(day_of_month: int, day: date) -> tuple[Choice, ...]:
    """The next two days on which the money of this day of the month comes in."""
    first = income_day(day_of_month, day + timedelta(days=1))
    days = (first, income_day(day_of_month, first + timedelta(days=1)))
    return tuple(Choice(on.isoformat(), here.near(on)[:1].upper() + here.near(on)[1:]) for on in days)


def each_text(cents: int, rhythm: Rhythm) -> str:
    """ "€ 25,00 per week"."""
    return f"{here.euros(cents)} {say(EACH[rhythm])}"


def running(case: Case) -> Arrangement | None:
    """The arrangement that runs, with its case."""
    found: Arrangement | None = arrangements.of(case)
    return found

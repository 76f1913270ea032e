"""Hours: when people of a creditor can call, in quarters; customers are offered nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from tijdig.actions import audit
from tijdig.actions.refusals import MOST_DAYS, MOST_PEOPLE, Refusal, RefusedError
from tijdig.models import CallBack, CallSlot, Creditor
from tijdig.policy import PolicyError
from tijdig.queries import policies
from tijdig.queries.hours import QUARTER
from tijdig.rules import dutch
from tijdig.rules.workdays import AMSTERDAM, is_outreach_day, local_day
from tijdig.words import CallBackState

EVERY_DAY = frozenset(range(1, 8))
KEPT = "Wat beloofd is, blijft staan bij Terugbellen."

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """So many people, from and until these hours (Amsterdam), on these weekdays of a stretch with its last day."""

    from_on: date
    until_on: date
    start: time
    until: time
    people: int
    weekdays: frozenset[int] = EVERY_DAY

    @property
    def days(self) -> list[date]:
        """Every day of it, whether calling is allowed then or not."""
        return days_of(self.from_on, self.until_on, self.weekdays)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: quarters that stand open now, or were closed, and the days on which nobody may call."""

    days: int
    quarters: int
    people: int
    skipped: tuple[date, ...]
    alone: int  # calls that were promised, for which nobody is there any more

    @property
    def lines(self) -> list[str]:
        """The same in Dutch, a sentence for everything that matters."""
        days, quarters = _counted(self.days, "dag", "dagen"), _counted(self.quarters, "moment", "momenten")
        what = f"{days}, {quarters} van een kwartier"
        if self.people:
            told = [f"{what} voor {_counted(self.people, 'persoon', 'mensen')}."]
        else:
            told = [f"{what} dicht." if self.quarters else "er stonden geen uren open."]
        told += [f"Overgeslagen: {stretch}." for stretch in dutch.stretches(self.skipped)]
        if self.alone:
            promised = _counted(self.alone, "beloofd gesprek", "beloofde gesprekken")
            told.append(f"Let op: {promised} in deze uren, en niemand om te bellen. {KEPT}")
        return told


def days_of(first: date, last: date, weekdays: frozenset[int]) -> list[date]:
    """The days of a stretch, with its last, that are one of these days of the week."""
    found = (first + place * _DAY for place in range((last - first).days + 1))
    return [day for day in found if day.isoweekday() in weekdays]


def split_days(creditor: Creditor, days: Iterable[date]) -> tuple[list[date], list[date]]:
    """Days on which people may be reached, and those on which not; YEAR_UNKNOWN where the holidays are not known."""
    open_: list[date] = []
    skipped: list[date] = []
    try:
        for day in days:
            (open_ if is_outreach_day(day, policies.of(creditor, day)) else skipped).append(day)
    except PolicyError as error:
        raise RefusedError(Refusal.YEAR_UNKNOWN) from error
    return open_, skipped


class OutsideError(RefusedError):
    """Hours at which the policy lets nobody be called; its words say which are allowed."""

    def __init__(self, start: time, until: time) -> None:
        super().__init__(Refusal.HOURS_OUTSIDE)
        self.start, self.until = start, until

    def __str__(self) -> str:
        return f"{self.code.label} Die zijn van {dutch.hour(self.start)} tot {dutch.hour(self.until)} uur."


def put(creditor: Creditor, hours: Hours, *, by: str, at: datetime, dry_run: bool = False) -> Outcome:
    """From now on so many people can call in these hours; nobody (0) closes them. A dry run only tells.

    Days and hours at which nobody may be called are never opened, and can always be closed. What was promised stays
    promised. Done before means the same again.
    """
    _check(hours, at)
    days, skipped = _split(creditor, hours) if hours.people else (hours.days, ())
    quarters = [quarter for day in days for quarter in _quarters(day, hours) if quarter > at]
    if hours.people and not quarters:
        raise RefusedError(Refusal.HOURS_PASSED if days else Refusal.NO_CALL_DAY)
    with transaction.atomic():
        if not dry_run:  # two who set hours take turns: the last one stands
            Creditor.objects.select_for_update(no_key=True).get(pk=creditor.pk)
        there = _there(creditor, quarters, for_change=not dry_run)
        settled = quarters if hours.people else [slot.starts_at for slot in there if slot.places]
        on = {local_day(quarter) for quarter in settled}
        outcome = Outcome(len(on), len(settled), hours.people, tuple(skipped), _alone(there, hours.people))
        if not dry_run:
            _keep(creditor, there, quarters, hours.people)
            audit.record("call.hours", creditor, by=by, at=at, facts=_facts(hours, outcome))
    return outcome


def _check(hours: Hours, at: datetime) -> None:
    """What is wrong whatever the policy says."""
    if hours.until_on < hours.from_on:
        raise RefusedError(Refusal.DAYS_TURNED)
    if (hours.until_on - hours.from_on).days >= MOST_DAYS:
        raise RefusedError(Refusal.DAYS_TOO_MANY)
    if hours.from_on < local_day(at):
        raise RefusedError(Refusal.HOURS_PASSED)
    if not (_is_quarter(hours.start) and _is_quarter(hours.until)) or hours.until <= hours.start:
        raise RefusedError(Refusal.HOURS_TURNED)
    if not 0 <= hours.people <= MOST_PEOPLE:
        raise RefusedError(Refusal.PEOPLE_NEEDED)


def _is_quarter(hour: time) -> bool:
    since = timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second, microseconds=hour.microsecond)
    return not since % QUARTER


def _split(creditor: Creditor, hours: Hours) -> tuple[list[date], list[date]]:
    """Days on which people may be called, and those on which not; OutsideError when not at these hours."""
    open_, skipped = split_days(creditor, hours.days)
    for day in open_:
        contacts = policies.of(creditor, day).contacts
        if hours.start < contacts.window_from or hours.until > contacts.window_until:
            raise OutsideError(contacts.window_from, contacts.window_until)
    return open_, skipped


def _quarters(day: date, hours: Hours) -> Iterator[datetime]:
    first, last = (datetime.combine(day, hour, AMSTERDAM).astimezone(UTC) for hour in (hours.start, hours.until))
    return (first + place * QUARTER for place in range((last - first) // QUARTER))


def _there(creditor: Creditor, quarters: list[datetime], *, for_change: bool) -> list[CallSlot]:
    """The slots of these quarters that exist, locked in one order when they will be changed."""
    if not quarters:
        return []
    rows = CallSlot.objects.filter(creditor=creditor, starts_at__range=(quarters[0], quarters[-1]))
    rows = rows.select_for_update() if for_change else rows
    wanted = set(quarters)
    return [slot for slot in rows.order_by("starts_at") if slot.starts_at in wanted]


def _alone(there: list[CallSlot], people: int) -> int:
    promised = CallBack.objects.filter(slot__in=[slot.pk for slot in there], state=CallBackState.PLANNED)
    return sum(max(0, count - people) for count in Counter(promised.values_list("slot_id", flat=True)).values())


def _keep(creditor: Creditor, there: list[CallSlot], quarters: list[datetime], people: int) -> None:
    changed = [slot.pk for slot in there if slot.places != people]
    CallSlot.objects.filter(pk__in=changed).update(places=people)
    if people:
        known = {slot.starts_at for slot in there}
        new = [quarter for quarter in quarters if quarter not in known]
        CallSlot.objects.bulk_create(CallSlot(creditor=creditor, starts_at=quarter, places=people) for quarter in new)


def _facts(hours: Hours, outcome: Outcome) -> dict[str, object]:
    return {
        "from": hours.from_on.isoformat(),
        "until": hours.until_on.isoformat(),
        "hours": f"{hours.start:%H:%M}-{hours.until:%H:%M}",
        "weekdays": sorted(hours.weekdays),
        "places": hours.people,
        "days": outcome.days,
        "quarters": outcome.quarters,
        "skipped": len(outcome.skipped),
        "alone": outcome.alone,
    }


def _counted(count: int, one: str, more: str) -> str:
    return f"{dutch.number(count)} {one if count == 1 else more}"

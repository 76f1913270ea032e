"""Team hours: the minutes that people have on a day for calls, visits and looks by themselves (DECISIONS 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tijdig.actions import audit
from tijdig.actions.hours import EVERY_DAY, days_of, split_days
from tijdig.actions.refusals import MOST_DAYS, MOST_MINUTES, Refusal, RefusedError
from tijdig.models import Creditor, TeamHours
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import Skill


@dataclass(frozen=True, slots=True)
class TeamTime:
    """So many minutes for one skill, on these weekdays of a stretch with its last day."""

    from_on: date
    until_on: date
    skill: Skill
    minutes: int
    weekdays: frozenset[int] = EVERY_DAY

    @property
    def days(self) -> list[date]:
        """Every day of it, whether anybody may be reached then or not."""
        return days_of(self.from_on, self.until_on, self.weekdays)


@dataclass(frozen=True, slots=True)
class TeamOutcome:
    """What became of it: on how many days, and which days were left out."""

    time: TeamTime
    days: int
    skipped: Sequence[date]

    @property
    def lines(self) -> list[str]:
        """The same in Dutch."""
        days = f"{dutch.number(self.days)} {'dag' if self.days == 1 else 'dagen'}"
        minutes = f"{dutch.number(self.time.minutes)} {'minuut' if self.time.minutes == 1 else 'minuten'}"
        told = [f"{days}, {minutes} per dag om te {_VERBS[self.time.skill]}."]
        return told + [f"Overgeslagen: {stretch}." for stretch in dutch.stretches(self.skipped)]


_VERBS = {Skill.CALL: "bellen", Skill.VISIT: "bezoeken", Skill.LOOK: "kijken"}


def put(creditor: Creditor, time: TeamTime, *, by: str, at: datetime) -> TeamOutcome:
    """From now on the night gives out so many minutes on these days; 0 means that nobody has time.

    Days on which nobody may be reached are left out. Done before means the same again. RefusedError for days turned,
    passed or too many, a year whose holidays are not known, and minutes that no team has.
    """
    _check(time, at)
    days, skipped = split_days(creditor, time.days)
    if not days:
        raise RefusedError(Refusal.NO_CALL_DAY)
    with transaction.atomic():
        Creditor.objects.select_for_update(no_key=True).get(pk=creditor.pk)  # who sets hours takes turns
        TeamHours.objects.filter(creditor=creditor, skill=time.skill, day__in=days).delete()
        TeamHours.objects.bulk_create(
            [TeamHours(creditor=creditor, skill=time.skill, day=day, minutes=time.minutes) for day in days]
        )
        facts = {"skill": time.skill, "from": days[0].isoformat(), "until": days[-1].isoformat(), "days": len(days)}
        audit.record("team.hours", creditor, by=by, at=at, facts=facts | {"minutes": time.minutes})
    return TeamOutcome(time, len(days), skipped)


def _check(time: TeamTime, at: datetime) -> None:
    if time.until_on < time.from_on:
        raise RefusedError(Refusal.DAYS_TURNED)
    if (time.until_on - time.from_on).days >= MOST_DAYS:
        raise RefusedError(Refusal.DAYS_TOO_MANY)
    if time.from_on < local_day(at):
        raise RefusedError(Refusal.HOURS_PASSED)
    if not 0 <= time.minutes <= MOST_MINUTES:
        raise RefusedError(Refusal.MINUTES_NEEDED)

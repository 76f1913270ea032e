"""When people of the seven creditors can call in the days after the fixed workday: also in the evening."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Max

from demo.cast import TODAY
from tijdig.actions import hours, teamhours
from tijdig.actions.hours import Hours
from tijdig.actions.refusals import RefusedError
from tijdig.actions.teamhours import TeamTime
from tijdig.clock import day_of
from tijdig.models import CallSlot, Creditor, TeamHours
from tijdig.words import Skill

AHEAD: Final = timedelta(days=8)
LAST = TODAY + AHEAD
STRETCH: Final = timedelta(days=13)
WEEK, SATURDAY = frozenset(range(1, 6)), frozenset({6})
OPEN = (
    Hours(TODAY, LAST, time(9), time(17, 30), 2, WEEK),
    Hours(TODAY, LAST, time(17, 30), time(20), 1, WEEK),
    Hours(TODAY, LAST, time(10), time(13), 1, SATURDAY),
)

# What the team of one organisation has for calls and visits by itself: less than there is to wish for.
SHORT_OF_PEOPLE = "lichtkade"
TEAM = (
    TeamTime(TODAY - timedelta(days=7), LAST, Skill.CALL, 15, WEEK),
    TeamTime(TODAY - timedelta(days=7), LAST, Skill.VISIT, 90, WEEK),
)


def open_all(at: datetime) -> int:
    """The hours of everybody; done before means nothing to do."""
    short = Creditor.objects.get(code=SHORT_OF_PEOPLE)
    if not TeamHours.objects.filter(creditor=short).exists():
        for team in TEAM:
            teamhours.put(short, team, by="demo", at=at - timedelta(days=7))
    creditors = Creditor.objects.order_by("pk").exclude(pk__in=CallSlot.objects.values("creditor"))
    return sum(hours.put(creditor, one, by="demo", at=at).quarters for creditor in creditors for one in OPEN)


def go_on(day: date, at: datetime) -> None:
    """At least as far ahead of this day as the others are of the fixed workday, some weeks at a time."""
    last = CallSlot.objects.aggregate(last=Max("starts_at"))["last"]
    first = day_of(last) + timedelta(days=1) if last else day
    if first <= day + AHEAD:
        for creditor in Creditor.objects.order_by("pk"):
            for one in OPEN:
                with suppress(RefusedError):  # every Saturday of it may be a holiday
                    hours.put(creditor, replace(one, from_on=first, until_on=first + STRETCH), by="demo", at=at)

"""When people of the seven creditors can call in the days after the fixed workday: also in the evening."""

from datetime import datetime, time, timedelta

from demo.cast import TODAY
from tijdig.actions import calls
from tijdig.models import CallSlot, Creditor

DAYS = 9
SATURDAY, SUNDAY = 5, 6
WEEK = ((time(9), time(17, 30), 2), (time(17, 30), time(20), 1))
WEEKEND = ((time(10), time(13), 1),)


def open_all(at: datetime) -> int:
    """The hours of everybody; done before means nothing to do."""
    made = 0
    for creditor in Creditor.objects.order_by("pk"):
        if CallSlot.objects.filter(creditor=creditor).exists():
            continue
        for day in (TODAY + timedelta(days=place) for place in range(DAYS)):
            hours = () if day.weekday() == SUNDAY else WEEKEND if day.weekday() == SATURDAY else WEEK
            for start, until, places in hours:
                made += calls.open_hours(creditor, day, start, until, places=places, by="demo", at=at)
    return made

"""When people of the seven creditors can call in the days after the fixed workday: also in the evening."""

from datetime import datetime, time, timedelta

from demo.cast import TODAY
from tijdig.actions import hours
from tijdig.actions.hours import Hours
from tijdig.models import CallSlot, Creditor

LAST = TODAY + timedelta(days=8)
WEEK, SATURDAY = frozenset(range(1, 6)), frozenset({6})
OPEN = (
    Hours(TODAY, LAST, time(9), time(17, 30), 2, WEEK),
    Hours(TODAY, LAST, time(17, 30), time(20), 1, WEEK),
    Hours(TODAY, LAST, time(10), time(13), 1, SATURDAY),
)


def open_all(at: datetime) -> int:
    """The hours of everybody; done before means nothing to do."""
    creditors = Creditor.objects.order_by("pk").exclude(pk__in=CallSlot.objects.values("creditor"))
    return sum(hours.put(creditor, one, by="demo", at=at).quarters for creditor in creditors for one in OPEN)

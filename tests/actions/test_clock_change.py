"""Half past two comes twice in one night, and not at all in another: everything happens once, on its day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import make_hold
from tijdig.actions import joint as acts
from tijdig.actions import night
from tijdig.models import Case, Contact, Joint
from tijdig.queries import standing
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, Rhythm

pytestmark = pytest.mark.django_db


def utc(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


TWICE = (utc(10, 25, 0, 30), utc(10, 25, 1, 30))  # 2:30 in summer, 2:30 in winter
SPRING = (utc(3, 28, 0, 59, 2027), utc(3, 28, 1, 1, 2027))  # 1:59, and two minutes later 3:01


def running(made_at: datetime, first_on: date) -> Joint:
    """One plan of two payments, with the organisation where it was asked alone."""
    case = make_late_case(days=100)
    who: dict[str, Any] = {"by": "user:1", "at": made_at}
    made = acts.start(case, [], by_channel=ChannelKind.PHONE, **who)
    acts.capacity(made, 6_000, Rhythm.MONTHLY, first_on, **who)
    acts.ask(made, **who)
    return acts.confirm(Joint.objects.get(pk=made.pk), **who)


def reminders() -> list[Contact]:
    return list(Contact.objects.filter(key__startswith="reply-joint_instalment"))


@pytest.mark.parametrize(
    ("made_at", "first_on", "nights", "opens", "closes"),
    [
        (utc(9, 25, 8), date(2026, 10, 28), TWICE, utc(10, 26, 6), utc(10, 28, 23)),
        (utc(2, 22, 8, year=2027), date(2027, 3, 31), SPRING, utc(3, 30, 5, year=2027), utc(3, 31, 22, year=2027)),
    ],
)
def test_reminder_of_a_payment_goes_once_in_the_hours_of_its_own_clock(
    made_at: datetime, first_on: date, nights: tuple[datetime, datetime], opens: datetime, closes: datetime
) -> None:
    running(made_at, first_on)

    for at in nights:
        night.run(local_day(at), at=at, by="test")
        acts.remind_all(at, by="system")

    (message,) = reminders()
    assert (message.send_from, message.send_until) == (opens, closes)


@pytest.mark.parametrize(
    ("made_at", "first_on", "last"),
    [
        (utc(9, 25, 8), date(2026, 10, 20), utc(10, 25, 22, 59)),  # six days later is the 26th
        (utc(2, 22, 8, year=2027), date(2027, 3, 23), utc(3, 28, 21, 59, 2027)),
    ],
)
def test_payment_is_missed_on_the_day_after_the_tolerance_and_not_an_hour_before(
    made_at: datetime, first_on: date, last: datetime
) -> None:
    made = running(made_at, first_on)

    acts.pass_all(last, by="night")
    made.refresh_from_db()
    assert made.state == "active"
    acts.pass_all(last + timedelta(minutes=1), by="night")

    made.refresh_from_db()
    assert made.state == "missed"


@pytest.mark.parametrize(
    ("until_on", "last"),
    [(date(2026, 10, 26), utc(10, 25, 22, 59)), (date(2027, 3, 29), utc(3, 28, 21, 59, 2027))],
)
def test_standstill_ends_at_midnight_of_its_day(until_on: date, last: datetime) -> None:
    case = make_late_case(days=200)
    make_hold(case, kind="paused", reason="joint", until_on=until_on, since_on=date(2026, 9, 1))

    assert standing.active_holds(local_day(last)).filter(case=case).exists()
    assert not standing.active_holds(local_day(last + timedelta(minutes=1))).filter(case=case).exists()


@pytest.mark.parametrize("nights", [TWICE, SPRING])
def test_night_that_runs_twice_around_the_change_plans_nothing_twice(nights: tuple[datetime, datetime]) -> None:
    case = Case.objects.get(pk=make_late_case(days=60).pk)

    planned = [night.run(local_day(at), at=at, by="test").planned for at in nights]

    messages = Contact.objects.filter(case=case, moment__isnull=False)
    assert planned[1] == 0
    assert messages.values("moment").distinct().count() <= 1
    assert {one.send_from.astimezone(UTC).hour for one in messages.exclude(kind="sms")} <= {5, 6}

"""The one clock: what --date and --at mean, and the demo's moment that stands still."""

from argparse import ArgumentParser
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from tijdig import clock

pytestmark = pytest.mark.usefixtures("data_dir")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "moment"),
    [
        ({"date": "2026-11-24"}, "2026-11-24T08:00"),
        ({"date": "2026-07-01"}, "2026-07-01T07:00"),
        ({"date": "2026-11-24", "at": "18:30"}, "2026-11-24T17:30"),
        ({"date": "2026-11-24", "at": "7:05"}, "2026-11-24T06:05"),
        ({"at": "2026-11-24T09:00"}, "2026-11-24T08:00"),
        ({"at": "2026-11-24 09:00:30"}, "2026-11-24T08:00:30"),
        ({"at": "2026-11-24T09:00+00:00"}, "2026-11-24T09:00"),
        ({"at": "2026-11-24T23:30-05:00"}, "2026-11-25T04:30"),
        ({"date": "2026-11-24", "at": "2026-11-24T00:30"}, "2026-11-23T23:30"),
        # The hour that comes twice on 25 October 2026: the first of the two.
        ({"date": "2026-10-25", "at": "02:30"}, "2026-10-25T00:30"),
    ],
)
def test_moment_reads_date_and_at_in_amsterdam(options: dict[str, str], moment: str) -> None:
    assert clock.moment(options) == utc(moment)


def test_moment_is_always_in_utc() -> None:
    assert clock.moment({"at": "2026-11-24T09:00+01:00"}).tzinfo is UTC


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"date": "24-11-2026"}, "write it as 2026-11-23"),
        ({"date": "2026-02-31"}, "not a day"),
        ({"at": "25:00"}, "not a time"),
        ({"at": "tomorrow"}, "not a moment"),
        ({"date": "2026-11-24", "at": "2026-11-25T09:00"}, "two different days"),
        # The hour that does not exist on 29 March 2026.
        ({"date": "2026-03-29", "at": "02:30"}, "does not exist"),
    ],
)
def test_moment_refuses_in_one_clear_line(options: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError) as refusal:
        clock.moment(options)

    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_moment_without_options_is_now() -> None:
    before = datetime.now(UTC)

    moment = clock.moment({"date": None, "at": None})

    assert timedelta(0) <= moment - before < timedelta(seconds=5)


def test_moment_without_options_is_the_fixed_one_when_the_clock_stands_still() -> None:
    clock.fix(utc("2026-11-24T08:00"))

    assert clock.moment({}) == utc("2026-11-24T08:00")
    assert clock.fixed() == utc("2026-11-24T08:00")
    assert clock.moment({"at": "10:15"}) == utc("2026-11-24T09:15")


def test_date_of_the_fixed_day_is_the_fixed_moment() -> None:
    clock.fix(utc("2026-11-24T12:40"))

    assert clock.moment({"date": "2026-11-24"}) == utc("2026-11-24T12:40")
    assert clock.moment({"date": "2026-11-25"}) == utc("2026-11-25T08:00")


def test_clock_walks_again_after_run_on(data_dir: Path) -> None:
    clock.fix(utc("2026-11-24T08:00"))

    clock.run_on()
    clock.run_on()

    assert clock.fixed() is None
    assert list(data_dir.iterdir()) == []


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-23T22:59", date(2026, 11, 23)),
        ("2026-11-23T23:00", date(2026, 11, 24)),
        ("2026-06-30T21:59", date(2026, 6, 30)),
        ("2026-06-30T22:00", date(2026, 7, 1)),
    ],
)
def test_day_of_counts_as_people_here_do(at: str, day: date) -> None:
    assert clock.day_of(utc(at)) == day


def test_tomorrow_is_nine_o_clock_also_over_the_change_of_the_clock() -> None:
    saturday = utc("2026-10-24T07:00")

    assert clock.tomorrow(saturday) == utc("2026-10-25T08:00")


def test_add_arguments_gives_a_command_both_options() -> None:
    parser = ArgumentParser()

    clock.add_arguments(parser)
    options: dict[str, Any] = vars(parser.parse_args(["--date", "2026-11-24", "--at", "09:00"]))

    assert clock.moment(options) == utc("2026-11-24T08:00")

"""Days as people say them."""

from datetime import UTC, date, datetime, time

import pytest

from tijdig.rules import dutch


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 23), "maandag 23 november 2026"),
        (date(2027, 3, 1), "maandag 1 maart 2027"),
        (date(2028, 2, 29), "dinsdag 29 februari 2028"),
        (date(2026, 12, 27), "zondag 27 december 2026"),
    ],
)
def test_day_is_said_as_people_say_it(on: date, said: str) -> None:
    weekday, day = said.split(" ", 1)

    assert dutch.weekday(on) == f"{weekday} {day}"
    assert dutch.day(on) == day
    assert dutch.month(on) == day.split(" ", 1)[1]


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (999, "999"), (1_234, "1.234"), (2_000_000, "2.000.000")])
def test_count_has_points_between_thousands(count: int, said: str) -> None:
    assert dutch.number(count) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("UTRECHT", "Utrecht"),
        ("DEN HAAG", "Den Haag"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("'S-HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("'s-HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("'T HARDE", "'t Harde"),
        ("NIEUW-VENNEP", "Nieuw-Vennep"),
        ("Alphen aan den Rijn", "Alphen aan den Rijn"),
        ("", ""),
    ],
)
def test_town_is_written_as_in_a_sentence(written: str, said: str) -> None:
    assert dutch.town(written) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], []),
        ([date(2026, 12, 13)], ["zondag 13 december 2026"]),
        (
            [date(2026, 12, 27), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)],
            ["vrijdag 25 december 2026 tot en met zondag 27 december 2026", "vrijdag 1 januari 2027"],
        ),
    ],
)
def test_days_in_a_row_are_said_together(days: list[date], said: list[str]) -> None:
    assert dutch.stretches(days) == said


def test_hour_has_no_zero_before_it() -> None:
    assert (dutch.hour(time(9)), dutch.hour(time(17, 30))) == ("9.00", "17.30")
    assert dutch.hour(datetime(2026, 11, 24, 9, 5, tzinfo=UTC)) == "9.05"

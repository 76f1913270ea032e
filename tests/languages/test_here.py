"""Days and amounts in the language of a page: as that language writes them, and as Dutch does where it has no file."""

from datetime import date, time

import pytest

from tijdig.languages import EASY, PSEUDO, speaking
from tijdig.messages.languages import here

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("code", ["nl", EASY, PSEUDO])
def test_dutch_where_the_language_has_no_file(code: str) -> None:
    with speaking(code):
        assert here.near(DAY) == "maandag 23 november"
        assert here.euros(112_075) == "€\N{NO-BREAK SPACE}1.120,75"
        assert here.hours("maandag t/m vrijdag van 8 tot 18 uur") == "maandag t/m vrijdag van 8 tot 18 uur"
        assert here.called("mevrouw De Wit") == "mevrouw De Wit"


def test_english_as_english_writes() -> None:
    with speaking("en"):
        assert here.day(DAY) == "23 November 2026"
        assert here.near(DAY) == "Monday 23 November"
        assert here.weekday(DAY) == "Monday 23 November 2026"
        assert here.month(DAY) == "November 2026"
        assert here.hour(time(9)) == "9:00"
        assert here.euros(112_075) == "€1,120.75"
        assert here.number(1234) == "1,234"
        assert here.count(2) == "two"
        assert here.listed(["a", "b", "c"]) == "a, b and c"
        assert here.hours("maandag t/m vrijdag van 8 tot 18 uur") == "Monday to Friday from 8:00 to 18:00"
        assert here.called("mevrouw De Wit") == "Ms De Wit"


@pytest.mark.parametrize(
    ("code", "near", "hour", "hours"),
    [
        ("tr", "23 Kasım Pazartesi", "9.15", "pazartesi–cuma 8.00–18.00"),
        ("ar", "الاثنين 23 نوفمبر", "9:15", "من الاثنين إلى الجمعة من 8:00 إلى 18:00"),
        ("pl", "poniedziałek, 23 listopada", "9:15", "od poniedziałku do piątku, 8:00–18:00"),
        ("uk", "понеділок, 23 листопада", "9:15", "з понеділка до пʼятниці, 8:00–18:00"),
    ],
)
def test_language_without_texts_still_writes_days_and_hours_its_own_way(
    code: str, near: str, hour: str, hours: str
) -> None:
    with speaking(code):
        assert here.near(DAY) == near
        assert here.hour(time(9, 15)) == hour
        assert here.hours("maandag t/m vrijdag van 8 tot 18 uur") == hours
        assert here.kept("06 12") == ("\u206606 12\u2069" if code == "ar" else "06 12")

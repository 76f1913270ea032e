"""Days and amounts in the language of a page: as that language writes them, and as Dutch does where it has no file."""

from datetime import date, time

import pytest

from tijdig.languages import EASY, PSEUDO, speaking
from tijdig.messages.languages import here

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("code", ["nl", EASY, PSEUDO, "tr"])
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

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


@pytest.mark.parametrize(
    ("on", "near", "short"),
    [
        (date(2026, 1, 5), "maandag 5 januari", "5 jan 2026"),
        (date(2026, 2, 3), "dinsdag 3 februari", "3 feb 2026"),
        (date(2026, 3, 4), "woensdag 4 maart", "4 mrt 2026"),
        (date(2026, 4, 9), "donderdag 9 april", "9 apr 2026"),
        (date(2026, 5, 1), "vrijdag 1 mei", "1 mei 2026"),
        (date(2026, 6, 6), "zaterdag 6 juni", "6 jun 2026"),
        (date(2026, 7, 5), "zondag 5 juli", "5 jul 2026"),
        (date(2026, 8, 31), "maandag 31 augustus", "31 aug 2026"),
        (date(2026, 9, 1), "dinsdag 1 september", "1 sep 2026"),
        (date(2026, 10, 7), "woensdag 7 oktober", "7 okt 2026"),
        (date(2026, 11, 26), "donderdag 26 november", "26 nov 2026"),
        (date(2026, 12, 25), "vrijdag 25 december", "25 dec 2026"),
    ],
)
def test_day_is_said_short_where_the_year_is_known_or_room_is_scarce(on: date, near: str, short: str) -> None:
    assert (dutch.near(on), dutch.short(on)) == (near, short)


def test_counts_are_words_up_to_twenty() -> None:
    words = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"

    assert [dutch.count(size) for size in range(17)] == words.split()
    assert [dutch.count(size) for size in range(17, 23)] == [
        "zeventien", "achttien", "negentien", "twintig", "21", "22",
    ]  # fmt: skip
    assert dutch.count(1_234) == "1.234"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["brief"], "brief"),
        (["brief", "sms"], "brief en sms"),
        (["brief", "e-mail", "sms"], "brief, e-mail en sms"),
    ],
)
def test_words_are_listed_with_and_before_the_last(words: list[str], said: str) -> None:
    assert dutch.listed(words) == said


@pytest.mark.parametrize(("code", "said"), [("pl", "Pools"), ("nl-BE", "Nederlands"), ("xx", "een andere taal (xx)")])
def test_language_has_its_dutch_name_or_its_code(code: str, said: str) -> None:
    assert dutch.language(code) == said


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
        ([date(2026, 12, 13), date(2026, 12, 15)], ["zondag 13 december 2026", "dinsdag 15 december 2026"]),
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


@pytest.mark.parametrize(("size", "said"), [(1, "één termijn"), (2, "twee termijnen"), (24, "24 termijnen")])
def test_instalments_are_counted_as_people_say_it(size: int, said: str) -> None:
    assert dutch.terms(size) == said


@pytest.mark.parametrize(
    ("text", "said"), [("één voorstel", "Eén voorstel"), ("bericht over W-1", "Bericht over W-1"), ("", "")]
)
def test_sentence_begins_with_a_capital_without_accents(text: str, said: str) -> None:
    assert dutch.opening(text) == said

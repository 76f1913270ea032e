from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.intake import FaultCode, profiles
from tijdig.intake.cells import (
    Remembered,
    Texts,
    Wrong,
    amounts,
    dated,
    dates,
    email,
    iban,
    language,
    numbers,
    postcode,
    priced,
)

DUTCH = profiles.load("open-items")
AMERICAN = replace(DUTCH, decimal=".", thousands=",", date="m/d/jjjj", minus="before")
MOST = 100_000_000


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123456),
        ("1234,56", 123456),
        ("1234", 123400),
        ("0", 0),
        ("0,05", 5),
        ("12,5", 1250),
        ("€ 12,50", 1250),
        ("€\u00a01.234,56", 123456),
        ("12,50 EUR", 1250),
        ("-0,00", 0),
        ("1.000.000,00", 100_000_000),
    ],
)
def test_amount_is_understood(text: str, cents: int) -> None:
    assert amounts(DUTCH, MOST)(text) == cents


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234.56", FaultCode.OTHER_AMOUNT_STYLE),
        ("1234.56", FaultCode.OTHER_AMOUNT_STYLE),
        ("12.5", FaultCode.OTHER_AMOUNT_STYLE),
        ("12,345", FaultCode.OTHER_AMOUNT_STYLE),
        ("1.23,45", FaultCode.BAD_AMOUNT),
        ("1,2,3", FaultCode.BAD_AMOUNT),
        ("abc", FaultCode.BAD_AMOUNT),
        ("١٢", FaultCode.BAD_AMOUNT),
        ("1e5", FaultCode.BAD_AMOUNT),
        ("(12,50)", FaultCode.BAD_AMOUNT),
        ("", FaultCode.MISSING_VALUE),
        ("-12,50", FaultCode.NEGATIVE_AMOUNT),
        ("12,50-", FaultCode.NEGATIVE_AMOUNT),
        ("1.000.000,01", FaultCode.AMOUNT_TOO_LARGE),
    ],
)
def test_amount_is_refused_and_never_guessed(text: str, code: FaultCode) -> None:
    assert amounts(DUTCH, MOST)(text).code is code


def test_amount_of_the_other_style_is_refused_in_an_american_profile() -> None:
    understand = amounts(AMERICAN, MOST)

    assert understand("1,234.56") == 123456
    assert understand("1.234,56").code is FaultCode.OTHER_AMOUNT_STYLE


@pytest.mark.parametrize(
    ("minus", "text", "expected"),
    [
        ("before", "-12,50", -1250),
        ("before", "\u221212,50", -1250),
        ("after", "12,50-", -1250),
        ("both", "12,50 -", -1250),
        ("before", "12,50-", None),
        ("after", "-12,50", None),
    ],
)
def test_amount_below_zero_follows_the_signs_of_the_profile(minus: str, text: str, expected: int | None) -> None:
    found = amounts(replace(DUTCH, minus=minus, credit=True), MOST)(text)

    assert found == expected if expected else isinstance(found, Wrong)


@given(
    st.integers(-MOST, MOST),
    st.sampled_from([(",", "."), (".", ","), (",", ""), (".", "'"), (",", " ")]),
    st.sampled_from(["before", "after"]),
)
def test_amount_written_by_us_is_read_back(cents: int, signs: tuple[str, str], minus: str) -> None:
    profile = replace(DUTCH, decimal=signs[0], thousands=signs[1], minus=minus, credit=True)

    assert amounts(profile, MOST)(priced(cents, profile)) == cents


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("dd-mm-jjjj", "31-03-2026", "2026-03-31"),
        ("dd-mm-jjjj", "1-3-2026", "2026-03-01"),
        ("dd-mm-jjjj", "31-03-2026 00:00:00", "2026-03-31"),
        ("m/d/jjjj", "3/31/2026", "2026-03-31"),
        ("jjjjmmdd", "20260331", "2026-03-31"),
        ("jjjj-mm-dd", "2026-03-31T00:00", "2026-03-31"),
        ("dd-mm-jjjj", "31-02-2026", FaultCode.IMPOSSIBLE_DATE),
        ("dd-mm-jjjj", "29-02-2026", FaultCode.IMPOSSIBLE_DATE),
        ("dd-mm-jjjj", "31-13-2026", FaultCode.IMPOSSIBLE_DATE),
        ("m/d/jjjj", "31/3/2026", FaultCode.IMPOSSIBLE_DATE),
        ("dd-mm-jjjj", "2026-03-31", FaultCode.BAD_DATE),
        ("dd-mm-jjjj", "31/03/2026", FaultCode.BAD_DATE),
        ("dd-mm-jjjj", "31-03-26", FaultCode.BAD_DATE),
        ("jjjjmmdd", "2026331", FaultCode.BAD_DATE),
        ("dd-mm-jjjj", "31-03-0206", FaultCode.DATE_OUT_OF_RANGE),
        ("dd-mm-jjjj", "", FaultCode.MISSING_VALUE),
    ],
)
def test_date_is_understood_in_the_form_of_the_profile_only(form: str, text: str, expected: object) -> None:
    found = dates(replace(DUTCH, date=form), required=True)(text)

    assert (found.code if isinstance(found, Wrong) else found) == expected


def test_date_may_be_absent_where_it_is_not_needed() -> None:
    assert dates(DUTCH, required=False)("") is None


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["dd-mm-jjjj", "m/d/jjjj", "jjjjmmdd", "d.m.jjjj"])
)
def test_date_written_by_us_is_read_back(day: date, form: str) -> None:
    assert dates(replace(DUTCH, date=form), required=True)(dated(day, form)) == day.isoformat()


def test_remembered_column_counts_every_wrong_cell_and_stays_small() -> None:
    column = Remembered(amounts(DUTCH, MOST))

    column.column(["x", "x", "1"])
    column.column(str(number) for number in range(120_000))

    assert column.wrong == 2
    assert len(column) <= 50_000


def test_texts_become_printable_and_stay_within_their_length() -> None:
    column = Texts(10, required=True)

    found = column.column(["  Anna ", "de\u200b\r\nWit", "\u200b F1 \ufeff", "Ze\u0301", "x" * 11, ""])

    assert found[:4] == ["Anna", "de Wit", "F1", "Z\u00e9"]
    assert [wrong.code for wrong in found[4:]] == [FaultCode.TOO_LONG, FaultCode.MISSING_VALUE]
    assert column.wrong == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06-12345678", "+31612345678"),
        ("06 12 34 56 78", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("+31 6 12345678", "+31612345678"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
        ("020-5550123", None),
        ("12345678", None),
        ("onbekend", None),
    ],
)
def test_mobile_number_gets_one_form(text: str, expected: str | None) -> None:
    assert numbers("31", "6")(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" anna@voorbeeld.nl ", "anna@voorbeeld.nl"),
        ("", ""),
        ("geen", None),
        ("a@b", None),
        ("a..b@voorbeeld.nl", None),
        ("a@voorbeeld.nl\nBcc: x@y.nl", None),
        ("a@voorbeeld.nl,b@voorbeeld.nl", None),
    ],
)
def test_email_address_is_plausible_or_left_out(text: str, expected: str | None) -> None:
    assert email(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"), ("NL92ABNA0417164300", None), ("", ""), ("123", None)],
)
def test_account_number_is_checked(text: str, expected: str | None) -> None:
    assert iban(text) == expected


def test_postcode_and_language_get_one_form() -> None:
    assert [postcode("1234ab"), postcode("1234 AB"), postcode("B-1000")] == ["1234 AB", "1234 AB", "B-1000"]
    assert [language(""), language("NL"), language("zh_hans"), language("Nederlands")] == ["nl", "nl", "zh-hans", None]

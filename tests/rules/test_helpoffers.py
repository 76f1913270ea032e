"""Who can help here: the place somebody means, the order, and what wants another look."""

from datetime import date

import pytest

from tijdig.policy.helpoffers import HelpOffer, Municipality
from tijdig.rules import helpoffers

DAY = date(2026, 11, 24)
PLACES = (
    Municipality("watermeer", "Watermeer", is_example=True, postcodes=(("1280", "1299"),), offers=()),
    Municipality("ter-aa", "Ter Aa", is_example=False, postcodes=(("3600", "3600"), ("3610", "3612")), offers=()),
)


def offer(key: str, *, is_acute: bool = False, is_free: bool = True) -> HelpOffer:
    return HelpOffer(key, key, "", "", "heart", is_acute, is_free, "", ("Nederlands",), "0800 0000", "", DAY)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1288 AW", "1288"), ("1288aw", "1288"), (" 1288 ", "1288"), ("0288 AW", ""), ("12880", ""), ("Watermeer", ""),
        ("", ""), ("1288 AW 7", ""),
    ],
)  # fmt: skip
def test_digits_are_all_that_is_kept_of_a_postcode(typed: str, found: str) -> None:
    assert helpoffers.digits(typed) == found


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("1280 AA", "Watermeer"), ("1299", "Watermeer"), ("1300", None), ("watermeer", "Watermeer"),
        (" ter  aa ", "Ter Aa"), ("3611 AB", "Ter Aa"), ("3605", None), ("", None), ("elders", None),
    ],
)  # fmt: skip
def test_municipality_is_found_by_postcode_or_name(typed: str, name: str | None) -> None:
    found = helpoffers.municipality_of(PLACES, typed)

    assert (found.name if found else None) == name


def test_acute_help_comes_first_and_free_help_before_the_rest() -> None:
    offers = [offer("paid", is_free=False), offer("free"), offer("acute", is_acute=True), offer("second")]

    assert [one.key for one in helpoffers.ordered(offers)] == ["acute", "free", "second", "paid"]


def test_help_wants_another_look_the_day_after_its_time() -> None:
    assert not helpoffers.wants_review(date(2025, 11, 24), DAY, 365)
    assert helpoffers.wants_review(date(2025, 11, 23), DAY, 365)

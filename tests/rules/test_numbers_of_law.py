"""Each number of the law by itself: the edges of the scale of costs, every holiday, every wording of a term."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tijdig.policy import Policy
from tijdig.rules import costs, notices, workdays
from tijdig.rules.notices import NoticeFault

# Besluit vergoeding voor buitengerechtelijke incassokosten, art. 2: 15% over the first 2,500 euro, 10% over the next
# 2,500, 5% over the next 5,000, 1% over the next 190,000 and 0.5% over the rest.
UP_TO = ((250_000, 15), (500_000, 10), (1_000_000, 5), (20_000_000, 1))
EDGES = (250_000, 500_000, 1_000_000, 20_000_000)


def by_hand(principal: int) -> int:
    """The costs in exact fractions, to the nearest cent."""
    total, low = Fraction(0), 0
    for high, percent in UP_TO:
        total += Fraction(max(min(principal, high) - low, 0) * percent, 100)
        low = high
    total += Fraction(max(principal - low, 0), 200)
    return min(max(int(total + Fraction(1, 2)), 4_000), 677_500)


@pytest.mark.parametrize("edge", EDGES)
def test_costs_follow_the_scale_to_the_cent_around_each_edge(edge: int, policy: Policy) -> None:
    principals = range(edge - 1_000, edge + 1_000)

    assert [costs.collection_costs_cents(cents, policy) for cents in principals] == list(map(by_hand, principals))


def easter(year: int) -> date:
    """Easter Sunday, by the rule of Gauss as it holds for this century."""
    moon = (19 * (year % 19) + 24) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    return date(year, 3, 22) + timedelta(days=moon + week)


def kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday."""
    return date(year, 4, 26 if date(year, 4, 27).isoweekday() == 7 else 27)


DECREES = {
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
}
"""Days that a decree puts on a par with a holiday (LAW 1.4)."""


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_holidays_of_a_year_are_those_of_the_law(year: int, policy: Policy) -> None:
    around_easter = {easter(year) + timedelta(days=days) for days in (-2, 1, 39, 50)}
    fixed = {date(year, *day) for day in ((1, 1), (5, 5), (12, 25), (12, 26))}
    wanted = {*around_easter, *fixed, kings_day(year), *(day for day in DECREES if day.year == year)}
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]

    found = {day for day in days if workdays.is_holiday(day, policy)}

    assert found == wanted


@pytest.mark.parametrize(
    "term",
    [
        "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd",
        "binnen veertien dagen vanaf de dag nadat deze brief bij je is bezorgd",
        "binnen vijftien dagen nadat deze brief bij u is bezorgd",
        "binnen vijftien dagen nadat deze brief bij je is bezorgd",
    ],
)
def test_each_right_wording_of_the_term_is_right(term: str, policy: Policy) -> None:
    assert faults(f"Betaal {term}.", policy) == ()


@pytest.mark.parametrize(
    "wrong",
    ["na heden", "na dagtekening", "na verzending", "na datum", "binnen veertien dagen na ontvangst"],
)
def test_each_wrong_wording_spoils_a_right_one(wrong: str, policy: Policy) -> None:
    right = "Betaal binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd."

    assert faults(f"{right} Dus {wrong}.", policy) == (NoticeFault.TERM_WORDING,)


def faults(text: str, policy: Policy) -> tuple[NoticeFault, ...]:
    """What is wrong with a notice of 300 euro that is right but for these words."""
    return notices.notice_faults(
        f"{text} Anders komt er € 45,00 bij.",
        principal_cents=30_000,
        stated_costs_cents=4_500,
        due_on=date(2026, 10, 1),
        sent_on=date(2026, 11, 23),
        policy=policy,
    )

"""The data themselves: sources, reasons, holidays, and promises that hold for every date."""

import re
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

from tijdig.planner.reasons import Reason
from tijdig.policy import Policy, PolicyError, Value, evidence, load
from tijdig.policy.loader import FOLDER
from tijdig.policy.reading import read
from tijdig.policy.rules import load_rules
from tijdig.policy.subjects import Claims
from tijdig.rules.workdays import is_outreach_day
from tijdig.words import ClaimKind, Sector

DATA = read(FOLDER)
TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]
BY_DECREE = {
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
}
YEARS = range(DATA.holiday_years[0], DATA.holiday_years[1] + 1)


def all_values() -> list[Value]:
    general = [value for values in DATA.values.values() for value in values]
    groups = [*DATA.by_sector.values(), *DATA.by_product.values()]
    own = [value for by_key in groups for values in by_key.values() for value in values]
    return [*general, *own, *DATA.holidays.values()]


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def test_every_value_has_a_source_that_exists() -> None:
    missing = {(value.key, source) for value in all_values() for source in value.source if source not in DATA.sources}

    assert missing == set()


def test_every_law_and_choice_is_used() -> None:
    """Studies and rules have pages of their own, used by a number or not."""
    used = {source for value in all_values() for source in value.source}
    used |= {source for reason in Reason for source in reason.sources}
    used |= {source for rule in load_rules().every for source in rule.sources}
    kept = {source for source in DATA.sources if source.startswith(("law:", "choice:"))}

    # The last one stands behind the values that a creditor sets itself.
    assert kept - used == {"choice:creditor-setting"}


def test_every_study_of_the_evidence_is_a_source_with_its_title_and_place() -> None:
    studies = evidence.load().studies
    sources = {source.removeprefix("study:") for source in DATA.sources if source.startswith("study:")}

    assert sources == studies.keys()
    assert DATA.sources["study:K2-RENT-3STAGE"].title == "Keizer 2016b: kaartjes bij drie brieven over huur"
    assert DATA.sources["study:K2-RENT-3STAGE"].ref == "docs/policy/evidence.md, K2-RENT-3STAGE"
    assert DATA.sources["study:DE-KEY"].ref == studies["DE-KEY"].ref


def test_every_choice_of_ours_is_written_down_in_the_project() -> None:
    refs = {key: source.ref for key, source in DATA.sources.items() if key.startswith("choice:")}

    assert {key for key, ref in refs.items() if not (ROOT / ref).is_file()} == set()


def test_every_reason_is_plain_dutch() -> None:
    for value in all_values():
        assert value.why.endswith("."), value.key
        assert "schuld" not in value.why.lower(), value.key
        assert max(len(sentence.split()) for sentence in re.split(r"[.?!;:]", value.why)) <= 20, value.key


def test_a_choice_of_ours_is_called_a_choice_or_uncertain() -> None:
    for value in all_values():
        if all(source.startswith("choice:") for source in value.source):
            assert value.certainty != "high", value.key


def test_claims_know_every_kind_of_claim() -> None:
    assert {field.name for field in fields(Claims)} == {kind.value for kind in ClaimKind}


def test_sectors_and_products_with_own_values_exist() -> None:
    assert set(DATA.by_sector) <= {sector.value for sector in Sector}
    assert set(DATA.by_product) <= {kind.value for kind in ClaimKind}


def test_a_value_of_a_sector_or_product_counts_in_the_unit_of_the_general_one() -> None:
    units = {key: {value.unit for value in values} for key, values in DATA.values.items()}

    assert {value.key for value in all_values() if value.key in units and {value.unit} != units[value.key]} == set()


@pytest.mark.parametrize("year", YEARS)
def test_holidays_are_those_of_the_law_and_the_decrees(year: int) -> None:
    sunday = easter(year)
    kings_day = date(year, 4, 27) if date(year, 4, 27).weekday() != 6 else date(year, 4, 26)
    by_law = {
        date(year, 1, 1),
        sunday - timedelta(days=2),
        sunday + timedelta(days=1),
        kings_day,
        date(year, 5, 5),
        sunday + timedelta(days=39),
        sunday + timedelta(days=50),
        date(year, 12, 25),
        date(year, 12, 26),
    }

    assert {day for day in DATA.holidays if day.year == year} == by_law | {day for day in BY_DECREE if day.year == year}


@pytest.mark.parametrize(
    ("year", "good_friday", "easter_monday", "kings_day", "ascension", "whit_monday"),
    [
        (2025, "04-18", "04-21", "04-26", "05-29", "06-09"),
        (2026, "04-03", "04-06", "04-27", "05-14", "05-25"),
        (2027, "03-26", "03-29", "04-27", "05-06", "05-17"),
        (2028, "04-14", "04-17", "04-27", "05-25", "06-05"),
    ],
)
def test_holidays_equal_the_published_table(
    year: int, good_friday: str, easter_monday: str, kings_day: str, ascension: str, whit_monday: str
) -> None:
    names = {str(value.value): day for day, value in DATA.holidays.items() if day.year == year}

    assert names["Goede Vrijdag"] == date.fromisoformat(f"{year}-{good_friday}")
    assert names["Tweede paasdag"] == date.fromisoformat(f"{year}-{easter_monday}")
    assert names["Koningsdag"] == date.fromisoformat(f"{year}-{kings_day}")
    assert names["Hemelvaartsdag"] == date.fromisoformat(f"{year}-{ascension}")
    assert names["Tweede pinksterdag"] == date.fromisoformat(f"{year}-{whit_monday}")


def test_days_by_decree_name_their_decree() -> None:
    by_decree = {day for day, value in DATA.holidays.items() if value.source[0].startswith("law:decree-")}

    assert by_decree == BY_DECREE


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2029, 1, 1)])
def test_a_year_without_holidays_is_refused(day: date) -> None:
    with pytest.raises(PolicyError, match=r"holidays\.toml: \d{4}: covers 2025-2028"):
        load(TODAY).holidays.has(day)


def test_the_next_year_is_always_covered() -> None:
    """Terms and quiet hours look ahead over the new year: the data must be there well before."""
    assert DATA.holiday_years[1] > TODAY.year


def loosest(sector: str | None) -> Policy:
    """The latest first reminder that a creditor in a sector may choose."""
    key = "stages.first_reminder_from_days"
    bounds = load(TODAY, None, sector).value(key).bounds
    assert bounds is not None
    return load(TODAY, "x", sector, {key: bounds[1]})


def test_every_product_keeps_the_days_in_which_a_claim_must_be_named() -> None:
    """So the proof below, per sector, holds for every product in it."""
    for kind in ClaimKind:
        own = DATA.by_product.get(kind, {})
        assert not {"stages.first_reminder_from_days", "stages.name_new_claim_before_days"} & own.keys()


@pytest.mark.parametrize("sector", [None, *Sector])
@pytest.mark.parametrize("last_moment_late", [None, *range(-6, 1)])
def test_a_new_claim_can_always_be_named_in_time(sector: str | None, last_moment_late: int | None) -> None:
    """For every due date and any last moment before it: a day is left on which the claim may be named in time.

    A moment after the due date names the claim itself; so only moments up to the due date stand in the way.
    """
    policy = loosest(sector)
    contacts, stages = policy.contacts, policy.stages
    for number in range((date(2028, 12, 1) - date(2025, 1, 8)).days):
        due_on = date(2025, 1, 8) + timedelta(days=number)
        late = range(stages.first_reminder_from_days, stages.name_new_claim_before_days)
        rest = contacts.days_between_moments_new_claim
        far_enough = [n for n in late if last_moment_late is None or n - last_moment_late >= rest]

        assert any(is_outreach_day(due_on + timedelta(days=n), policy) for n in far_enough), due_on


def test_a_new_claim_fits_in_the_weekly_cap() -> None:
    """The tightest week before: moments as close as allowed, the last on the due date; the cap still leaves a day."""
    contacts, stages = load(TODAY).contacts, load(TODAY).stages
    step = contacts.days_between_moments_new_claim
    before = [-step * n for n in range(contacts.moments_per_7_days)]
    first_free = next(
        late for late in range(step, 14) if sum(late - 6 <= day for day in before) < contacts.moments_per_7_days
    )

    assert first_free <= stages.first_reminder_from_days

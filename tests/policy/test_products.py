"""Ladders per product: which value holds, for whom, within which bounds, and what faulty tables say."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tijdig.policy import PolicyError, load
from tijdig.policy.loader import load_from
from tijdig.words import ClaimKind

TODAY = date(2026, 11, 23)
Edit = Callable[..., Path]
SECOND = "stages.second_reminder_after_days"
OWN_RISK = '[product.own_risk.second_reminder_after_days]\nvalue = 14\nunit = "days"\nsince = 2025-01-01'
ENERGY = "[product.energy.second_reminder_after_days]\nvalue = 14"


def second(sector: str | None, kind: str, **own: object) -> int:
    overrides = {SECOND: own["chosen"]} if own else None
    return load(TODAY, "x" if own else None, sector, overrides).for_product(kind).stages.second_reminder_after_days


def test_a_product_goes_before_its_sector_and_that_before_the_general_value() -> None:
    assert second(None, "own_risk") == 14
    assert second("health", "health_premium") == 21
    assert second("health", "own_risk") == 14


def test_a_creditor_chooses_over_a_product_within_the_bounds_of_that_product() -> None:
    assert second("health", "own_risk", chosen=30) == 30
    assert second("telecom", "energy", chosen=20) == 20
    assert second("telecom", "telecom", chosen=10) == 10
    assert second("telecom", "energy", chosen=10) == 14


def test_premiums_are_counted_for_a_health_premium_only() -> None:
    stages = {kind: load(TODAY).for_product(kind).stages for kind in ClaimKind}
    counted = {
        kind: (its.second_from_premiums, its.notice_from_premiums, its.person_from_premiums)
        for kind, its in stages.items()
    }

    assert counted.pop(ClaimKind.HEALTH_PREMIUM) == (2, 4, 6)
    assert set(counted.values()) == {(0, 0, 0)}


@pytest.mark.parametrize("sector", [None, "energy", "housing", "municipal"])
@pytest.mark.parametrize("choice", [0, 1])
def test_energy_keeps_three_reminders_of_fourteen_days_whatever_a_creditor_chooses(
    sector: str | None, choice: int
) -> None:
    """Each reminder leaves the customer fourteen days (LAW 1.7), also the last one without a term of its own."""
    keys = (SECOND, "stages.notice_after_days", "stages.person_after_last_days", "steps.reminders_before_end")
    bounds = {key: load(TODAY, None, sector).value(key).bounds for key in keys}
    own = {key: pair[choice] for key, pair in bounds.items() if pair}

    policy = load(TODAY, "x", sector, own).for_product("energy")

    assert policy.stages.second_reminder_after_days >= 14
    assert policy.stages.notice_after_days >= 14
    assert policy.stages.person_after_last_days >= 14
    assert policy.steps.reminders_before_end == 3


def test_water_and_rent_have_at_least_the_reminder_that_the_law_asks() -> None:
    for kind in ("water", "rent"):
        assert load(TODAY).for_product(kind).steps.reminders_before_end >= 1


def test_the_policy_of_a_product_is_made_once_and_only_when_something_differs() -> None:
    policy = load(TODAY, None, "health")

    assert policy.for_product("health_premium") is policy.for_product(ClaimKind.HEALTH_PREMIUM)
    assert policy.for_product("telecom") is policy
    assert load(TODAY, None, "mortgage").for_product("mortgage") is load(TODAY, None, "mortgage")


def test_the_policy_of_a_product_tells_where_its_values_come_from() -> None:
    policy = load(TODAY, "x", "energy", {"contacts.days_between_moments": 7}).for_product("energy")

    value = policy.value("steps.reminders_before_end")
    assert (value.value, value.scope, value.source[0]) == (3, "product:energy", "law:energy-reminders")
    assert (policy.product, policy.sector, policy.creditor) == ("energy", "energy", "x")
    assert policy.contacts.days_between_moments == 7
    assert policy.for_product("energy") is policy


def test_the_policy_of_a_product_has_a_version_of_its_own() -> None:
    policy = load(TODAY, None, "health")
    versions = {policy.for_product(kind).version for kind in ("telecom", "own_risk", "health_premium", "energy")}

    assert len(versions) == 4
    assert policy.version in versions


def test_the_version_of_the_whole_covers_every_product(edited: Edit) -> None:
    folder = edited("stages.toml", ENERGY, ENERGY.replace("14", "15"))

    assert load_from(folder, TODAY).version != load(TODAY).version
    assert load_from(folder, TODAY).for_product("energy").stages.second_reminder_after_days == 15


def test_a_product_value_begins_on_its_own_day(edited: Edit) -> None:
    folder = edited("stages.toml", OWN_RISK, OWN_RISK.replace("2025-01-01", "2026-12-01"))
    before, after = (load_from(folder, on, sector="health") for on in (TODAY, date(2026, 12, 1)))

    assert before.for_product("own_risk").stages.second_reminder_after_days == 21
    assert after.for_product("own_risk").stages.second_reminder_after_days == 14


def test_an_unknown_kind_of_claim_is_told() -> None:
    with pytest.raises(PolicyError, match=r"claims\.toml: boat: unknown kind of claim"):
        load(TODAY).for_product("boat")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("stages.toml", ENERGY, ENERGY.replace("energy", "boat"), "stages.toml: product.boat: unknown product; choose"),
        (
            "stages.toml",
            "[sector.energy.",
            "[sector.boats.",
            "stages.toml: sector.boats: unknown sector; choose from housing, energy",
        ),
        (
            "stages.toml",
            ENERGY,
            ENERGY.replace("14", "9"),
            "stages.toml: stages.second_reminder_after_days: 9 lies outside the bounds 10 to 45",
        ),
        (
            "stages.toml",
            OWN_RISK,
            OWN_RISK.replace("second_reminder_after_days", "third_reminder"),
            "stages.toml: stages.third_reminder: unknown key, set by product own_risk",
        ),
        (
            "stages.toml",
            ENERGY,
            ENERGY.replace("14", '"14"'),
            "stages.toml: stages.second_reminder_after_days: '14' must be of kind int",
        ),
        (
            "law.toml",
            "[notice_days]",
            '[product.energy.notice_days]\nvalue = 10\nunit = "days"\nsince = 2025-01-01\nwhy = "Korter."\n'
            'source = "law:bw6-96-6"\ncertainty = "low"\n\n[notice_days]',
            "law.toml: law.notice_days: is fixed by law; remove the value of product energy",
        ),
        (
            "contacts.toml",
            "[moments_per_day]",
            '[product.energy.moments_per_day]\nvalue = 2\nunit = "moments"\nsince = 2025-01-01\nwhy = "Vaker."\n'
            'source = "choice:contact-budget"\ncertainty = "low"\n\n[moments_per_day]',
            "contacts.toml: contacts.moments_per_day: has no bounds; remove the value of product energy",
        ),
    ],
)
def test_faulty_product_values_say_what_to_mend(file: str, old: str, new: str, message: str, edited: Edit) -> None:
    with pytest.raises(PolicyError) as fault:
        load_from(edited(file, old, new), TODAY)

    assert str(fault.value).startswith(message)

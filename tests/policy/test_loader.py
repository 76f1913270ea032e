"""The loader: dates, sectors, creditors, versions, and what faulty data say."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tijdig.policy import Policy, PolicyError, load
from tijdig.policy.loader import FOLDER, load_from

TODAY = date(2026, 11, 23)
Edit = Callable[..., Path]

SILENCE = """[silence_after_conversation_days]
value = 7
unit = "days"
since = 2025-01-01
"""
TWO_SILENCES = """[[silence_after_conversation_days]]
value = 10
unit = "days"
since = 2026-11-23
why = "Langer rust."
source = "choice:contact-budget"
certainty = "choice"
bounds = [7, 28]

[[silence_after_conversation_days]]
value = 7
unit = "days"
since = 2025-01-01
"""


def refused(folder: Path, on: date = TODAY, **more: Any) -> str:
    with pytest.raises(PolicyError) as fault:
        load_from(folder, on, **more)
    return str(fault.value)


def test_load_gives_typed_subjects() -> None:
    policy = load(TODAY)

    assert policy.contacts.days_between_moments == 4
    assert policy.contacts.window_from == time(7)
    assert policy.claims.of("rent").threatening
    assert policy.claims.signalling_kinds == ("rent", "energy", "water", "health_premium")
    assert policy.law.collection_costs_bands[0] == (250000, 1500)


def test_load_gives_the_same_policy_for_the_same_question() -> None:
    assert load(TODAY, "energie-noord", "energy") is load(TODAY, "energie-noord", "energy")


def test_value_tells_all_about_a_number() -> None:
    value = load(TODAY).value("contacts.silence_after_conversation_days")

    assert (value.value, value.unit, value.since, value.certainty) == (7, "days", date(2025, 1, 1), "choice")
    assert value.source == ("choice:contact-budget", "law:reg-f-1006-14")
    assert value.bounds == (7, 28)
    assert load(TODAY).source(value.source[0]).title == "Ons besluit over moment, hoe vaak en hoe veel rust"


def test_a_holiday_is_a_value_with_a_source() -> None:
    value = load(TODAY).value("holidays.2027-05-07")

    assert (value.value, value.source) == ("Gelijkgesteld met een feestdag", ("law:decree-2026-2028",))


@pytest.mark.parametrize(("on", "days"), [(date(2026, 11, 22), 7), (TODAY, 10), (date(2027, 1, 1), 10)])
def test_the_newest_value_that_has_begun_counts(on: date, days: int, edited: Edit) -> None:
    folder = edited("contacts.toml", SILENCE, TWO_SILENCES)

    assert load_from(folder, on).contacts.silence_after_conversation_days == days


def test_the_version_changes_with_a_value_on_the_day_it_begins(edited: Edit) -> None:
    folder = edited("contacts.toml", SILENCE, TWO_SILENCES)
    before, after = (load_from(folder, on).version for on in (date(2026, 11, 22), TODAY))

    assert before == load_from(FOLDER, date(2026, 11, 22)).version
    assert after != load_from(FOLDER, TODAY).version
    assert len(after) == 12
    assert int(after, 16) >= 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("contacts.toml", "value = 4", "value = 5"),
        ("claims.toml", "threatening = true", "threatening = false"),
        ("law.toml", "[250000, 1500]", "[250000, 1501]"),
        ("holidays.toml", "on = 2027-05-07", "on = 2027-05-14"),
    ],
)
def test_the_version_changes_with_every_kind_of_value(file: str, old: str, new: str, edited: Edit) -> None:
    assert load_from(edited(file, old, new), TODAY).version != load(TODAY).version


def test_the_version_stays_when_only_words_or_far_holidays_change(edited: Edit) -> None:
    edited("contacts.toml", "Tussen twee berichten zit genoeg tijd om te reageren.", "Er zit tijd tussen.")
    folder = edited("holidays.toml", "on = 2028-05-26", "on = 2028-05-29")

    assert load_from(folder, TODAY).version == load(TODAY).version


def test_a_sector_has_its_own_value_within_the_bounds() -> None:
    general, health = load(TODAY), load(TODAY, None, "health")

    assert (general.stages.second_reminder_after_days, health.stages.second_reminder_after_days) == (14, 21)
    assert health.value("stages.second_reminder_after_days").scope == "sector:health"
    assert health.version != general.version


def test_a_sector_may_have_narrower_bounds() -> None:
    own = {"stages.second_reminder_after_days": 10}

    assert load(TODAY, "telefoon", "telecom", own).stages.second_reminder_after_days == 10
    with pytest.raises(PolicyError, match="10 of creditor energie-noord lies outside the bounds 14 to 45"):
        load(TODAY, "energie-noord", "energy", own)


def test_a_sector_may_not_have_wider_bounds(edited: Edit) -> None:
    folder = edited("stages.toml", "bounds = [14, 45]", "bounds = [9, 45]")

    assert refused(folder) == "stages.toml: stages.second_reminder_after_days: 9 lies outside the bounds 10 to 45"


def test_a_sector_value_begins_on_its_own_day(edited: Edit) -> None:
    folder = edited(
        "stages.toml",
        '[sector.health.second_reminder_after_days]\nvalue = 21\nunit = "days"\nsince = 2025-01-01',
        '[sector.health.second_reminder_after_days]\nvalue = 21\nunit = "days"\nsince = 2026-12-01',
    )

    assert load_from(folder, TODAY, sector="health").stages.second_reminder_after_days == 14
    assert load_from(folder, date(2026, 12, 1), sector="health").stages.second_reminder_after_days == 21


def test_a_creditor_has_its_own_value_within_the_bounds() -> None:
    own = {"stages.first_reminder_from_days": 4, "contacts.window_from": "08:30", "costs.charges_interest": True}
    policy = load(TODAY, "energie-noord", "energy", own)

    assert policy.stages.first_reminder_from_days == 4
    assert policy.contacts.window_from == time(8, 30)
    assert policy.costs.charges_interest
    value = policy.value("stages.first_reminder_from_days")
    assert (value.scope, value.source, value.certainty) == (
        "creditor:energie-noord",
        ("choice:creditor-setting",),
        "choice",
    )


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "stages.first_reminder_from_days",
            9,
            "stages.toml: stages.first_reminder_from_days: 9 of creditor x lies outside the bounds 1 to 4",
        ),
        (
            "stages.first_reminder_from_days",
            "3",
            "stages.toml: stages.first_reminder_from_days: '3' of creditor x must be of kind int",
        ),
        (
            "contacts.window_until",
            "21:00",
            "contacts.toml: contacts.window_until: 21:00:00 of creditor x lies outside the bounds 13:00:00 to 20:00:00",
        ),
        ("contacts.window_from", "acht", "contacts.toml: contacts.window_from: write 'acht' as a time, like 08:00"),
        (
            "contacts.moments_per_day",
            2,
            "contacts.toml: contacts.moments_per_day: has no bounds; remove the value of creditor x or add bounds",
        ),
        ("law.vat_rate", 0, "law.toml: law.vat_rate: is fixed by law; remove the value of creditor x"),
        (
            "contacts.nope",
            1,
            "contacts.toml: contacts.nope: unknown key, set by creditor x; see docs/policy for all keys",
        ),
        ("claims.rent", [1], "claims.toml: claims.rent: has no bounds; remove the value of creditor x or add bounds"),
    ],
)
def test_a_creditor_value_outside_what_is_free_is_refused(key: str, value: object, message: str) -> None:
    with pytest.raises(PolicyError) as fault:
        load(TODAY, "x", None, {key: value})

    assert str(fault.value) == message


def test_an_unknown_key_or_source_is_told(edited: Edit) -> None:
    policy: Policy = load(TODAY)

    with pytest.raises(PolicyError, match=r"contacts\.toml: contacts\.nope: unknown key"):
        policy.value("contacts.nope")
    with pytest.raises(PolicyError, match=r"sources\.toml: law:nope: unknown source"):
        policy.source("law:nope")
    with pytest.raises(PolicyError, match=r"claims\.toml: nope: add a table"):
        policy.claims.of("nope")


MOMENTS = "[moments_per_day]\nvalue = 1"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "contacts.toml",
            "[moments_per_day]",
            "[moments_a_day]",
            "contacts.toml: contacts.moments_a_day: unknown key; add a field to Contacts or rename it",
        ),
        (
            "contacts.toml",
            MOMENTS,
            '[sector.water.window_from]\nvalue = 1\n[moments_per_day]\nvalue = "1"',
            "contacts.toml: contacts.window_from: add `unit`: a number without it cannot be used",
        ),
        (
            "contacts.toml",
            MOMENTS,
            '[moments_per_day]\nvalue = "1"',
            "contacts.toml: contacts.moments_per_day: '1' must be of kind int",
        ),
        (
            "contacts.toml",
            MOMENTS,
            "moments_per_day = 1\n[other]\nvalue = 1",
            "contacts.toml: contacts.days_between_moments_new_claim: remove or rename `moments_per_day`",
        ),
        (
            "contacts.toml",
            "# How often",
            "moments = 1\n# How often",
            "contacts.toml: contacts.moments: write a table with value, unit, since, why, source, certainty",
        ),
        (
            "contacts.toml",
            MOMENTS,
            MOMENTS + "\nnote = 1",
            "contacts.toml: contacts.moments_per_day: remove or rename `note`",
        ),
        (
            "contacts.toml",
            MOMENTS + '\nunit = "moments"\nsince = 2025-01-01',
            MOMENTS + '\nunit = "moments"\nsince = "2025-01-01"',
            "contacts.toml: contacts.moments_per_day: write `since` as a date without quotes, like 2026-01-01",
        ),
        (
            "contacts.toml",
            MOMENTS + '\nunit = "moments"',
            MOMENTS + '\nunit = "times a day"',
            "contacts.toml: contacts.moments_per_day: choose `unit` from attempts",
        ),
        (
            "contacts.toml",
            'certainty = "choice"',
            'certainty = "sure"',
            "contacts.toml: contacts.days_between_moments: choose `certainty` from high, moderate, low, choice",
        ),
        (
            "contacts.toml",
            "Eén bericht op een dag is genoeg; meer berichten geven druk.",
            " ",
            "contacts.toml: contacts.moments_per_day: fill in `why` with words",
        ),
        (
            "contacts.toml",
            '["choice:contact-budget", "study:MULLAINATHAN-2013"]',
            "[]",
            "contacts.toml: contacts.moments_per_day: name the `source` by a key of sources.toml",
        ),
        (
            "contacts.toml",
            '"study:MULLAINATHAN-2013"',
            '"study:NOBODY-2099"',
            "contacts.toml: contacts.moments_per_day: unknown source study:NOBODY-2099; name a study of evidence.toml",
        ),
        (
            "contacts.toml",
            "bounds = [2, 14]",
            "bounds = [2]",
            "contacts.toml: contacts.days_between_moments: write `bounds` as [lowest, highest], both of one kind",
        ),
        (
            "contacts.toml",
            "bounds = [2, 14]",
            "bounds = [5, 14]",
            "contacts.toml: contacts.days_between_moments: 4 lies outside the bounds 5 to 14",
        ),
        (
            "contacts.toml",
            "value = [1, 2, 3, 4, 5, 6]",
            "value = 6",
            "contacts.toml: contacts.outreach_weekdays: write a list: [ … ]",
        ),
        (
            "law.toml",
            "[250000, 1500]",
            "[250000, 1500, 1]",
            "law.toml: law.collection_costs_bands: write rows of 2 numbers",
        ),
        (
            "claims.toml",
            ", signalling = true",
            "",
            "claims.toml: claims.rent: write a table with fixed_cost, threatening, preferential, credit_",
        ),
        (
            "claims.toml",
            "fixed_cost = true",
            "fixed_cost = 1",
            "claims.toml: claims.rent.fixed_cost: 1 must be of kind bool",
        ),
        (
            "stages.toml",
            "[sector.health.second_reminder_after_days]\nvalue = 21",
            "[sector.health.second_reminder_after_days]\nvalue = 99",
            "stages.toml: stages.second_reminder_after_days: 99 lies outside the bounds 10 to 45",
        ),
        (
            "stages.toml",
            "[sector.health.second_reminder_after_days]",
            "[sector.health.third_reminder]",
            "stages.toml: stages.third_reminder: unknown key, set by sector health; see docs/policy for all keys",
        ),
        (
            "stages.toml",
            "[sector.health.second_reminder_after_days]",
            "[sector.health.name_new_claim_before_days]",
            "stages.toml: stages.name_new_claim_before_days: has no bounds; remove the value of sector health",
        ),
        (
            "law.toml",
            "since = 2009-07-01",
            "since = 2007-01-01",
            "law.toml: law.statutory_interest: give each value its own `since`",
        ),
        ("law.toml", "[notice_days]", "[notice_days", "law.toml: -: mend the TOML:"),
        (
            "sources.toml",
            'title = "Hoge Raad',
            'name = "Hoge Raad',
            "sources.toml: law:hr-2016-2704: give it a `title` and a `ref`, and nothing else",
        ),
        (
            "sources.toml",
            '[law."hr-2016-2704"]',
            '[study."hr-2016-2704"]',
            "sources.toml: study: keep only law and choice here; a study stands in evidence.toml",
        ),
        (
            "steps.toml",
            '"rule:P16"',
            '"rule:P99"',
            "steps.toml: steps.visit_from_cents: unknown source rule:P99; name a rule of rules.toml",
        ),
        (
            "holidays.toml",
            "on = 2026-01-02",
            "on = 2026-01-01",
            "holidays.toml: holidays.2026-01-01: remove one of the two rows of this day",
        ),
        (
            "holidays.toml",
            "last_year = 2028",
            "last_year = 2027",
            "holidays.toml: holidays.2028-01-01: lies outside the years of [covers]",
        ),
        (
            "holidays.toml",
            '"law:atw-3-2"',
            '"law:nowhere"',
            "holidays.toml: holidays.2025-04-18: unknown source law:nowhere; add it to sources.toml",
        ),
        (
            "holidays.toml",
            "easter_days = 39",
            "month = 5",
            "holidays.toml: yearly.Hemelvaartsdag: give it a name, a source, and either month and day or easter_days",
        ),
    ],
)
def test_faulty_data_say_file_key_and_mend(file: str, old: str, new: str, message: str, edited: Edit) -> None:
    assert refused(edited(file, old, new)).startswith(message)


def test_a_missing_value_is_told(edited: Edit) -> None:
    folder = edited("intake.toml", "value = 100000000", "value = 100000001")
    text = (folder / "intake.toml").read_text(encoding="utf-8")
    (folder / "intake.toml").write_text(text.split("[looked_at_minutes]")[0], encoding="utf-8")

    assert refused(folder) == "intake.toml: intake.looked_at_minutes: missing; add a table with this name"


def test_a_missing_file_is_told(edited: Edit) -> None:
    folder = edited("costs.toml", "value = 125", "value = 126")
    (folder / "costs.toml").unlink()

    assert refused(folder) == "costs.toml: -: put the file back; the policy is not complete without it"


def test_a_day_before_the_first_value_is_told() -> None:
    assert refused(FOLDER, date(2024, 12, 31)).endswith("has no value on 2024-12-31; add one with an older since")


def test_a_sector_may_not_change_the_law(edited: Edit) -> None:
    own = '[sector.energy.notice_days]\nvalue = 10\nunit = "days"\nsince = 2025-01-01\nwhy = "Korter."\n'
    own += 'source = "law:bw6-96-6"\ncertainty = "low"\n\n[notice_days]'

    message = refused(edited("law.toml", "[notice_days]", own))

    assert message == "law.toml: law.notice_days: is fixed by law; remove the value of sector energy"

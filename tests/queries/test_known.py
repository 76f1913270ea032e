"""What is noted, in the words that a colleague reads: what holds today, from whom, until when."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_consequence,
    make_customer,
    make_details,
    make_life_event,
    make_room,
    make_support_need,
)
from tijdig.models import Case
from tijdig.queries import known

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make_case()


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_known_tells_what_holds_with_its_source_and_end(case: Case) -> None:
    need = make_support_need(case.customer, kind="other_language", detail="in het Arabisch", source="staff")
    event = make_life_event(case.customer, kind="job_loss", source="helper")
    room = make_room(case, spare_cents=2_500, state="ok", has_seizure=True)
    consequence = make_consequence(case)

    found = known.of(case, TODAY)

    assert [(heading, [plain(item.text) for item in items]) for heading, items in found.groups] == [
        ("Wat gaat er gebeuren?", ["Dagvaarding op 8 december 2026"]),
        ("Wat helpt?", ["In een andere taal: in het Arabisch"]),
        ("Wat speelt er?", ["Werk kwijt"]),
        (
            "Is er ruimte om te betalen?",
            ["Er is iets over om te betalen. De klant kan € 25,00 per maand missen. Er ligt beslag."],
        ),
    ]  # fmt: skip
    assert [(item.source, item.until_text) for item in found.items[1:]] == [
        ("in een gesprek genoteerd", "tot 24 november 2027"),
        ("van een hulpverlener", "tot 24 mei 2027"),
        ("van de klant zelf", "tot 24 mei 2027"),
    ]
    assert [known.row(case, TODAY, item.key) for item in found.items] == [consequence, need, event, room]


@pytest.mark.parametrize(
    ("code", "noted", "words"),
    [
        ("ar", {}, "Spreekt liever Arabisch"),
        ("nl", {}, ""),
        ("ar", {"kind": "other_language"}, ""),
        ("ar", {"kind": "other_language", "expires_on": TODAY}, "Spreekt liever Arabisch"),
        ("ar", {"kind": "read_aloud"}, "Spreekt liever Arabisch"),
    ],
)
def test_known_names_a_language_until_somebody_noted_that_it_is_needed(
    code: str, noted: dict[str, Any], words: str, case: Case
) -> None:
    details = make_details(case.customer, language=code)
    if noted:
        make_support_need(case.customer, **noted)

    assert known.of(case, TODAY, details).language == words


def test_known_leaves_out_what_is_over_removed_or_of_somebody_else(case: Case) -> None:
    for make in (make_support_need, make_life_event):
        make(case.customer, expires_on=TODAY)
        make(case.customer, removed_at=NOW)
        make()
    make_room(case, noted_on=TODAY - timedelta(days=9))
    make_room(case, expires_on=TODAY)
    make_consequence(case, on_day=TODAY - timedelta(days=1))
    make_consequence(case, lifted_at=NOW, lifted_by="test")
    other = make_room()

    assert known.of(case, TODAY).groups == ()
    assert known.row(case, TODAY, f"ruimte-{other.pk}") is None
    assert known.row(case, TODAY, "van-alles") is None


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        (["evening"], "Bellen past het best in de avond"),
        (["evening", "morning"], "Bellen past het best in de ochtend en avond"),
    ],
)
def test_known_says_when_to_call(parts: list[str], words: str) -> None:
    assert known.of(make_case(make_customer(call_parts=parts)), TODAY).call_parts == words

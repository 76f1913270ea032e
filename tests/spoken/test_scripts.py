"""What the voice says: every letter for everybody, nothing of anybody; numbers and sites as people say them."""

import re
from dataclasses import replace

import pytest

from tests.messages import cases
from tijdig.messages import languages, templates
from tijdig.messages.templates import FIELDS
from tijdig.spoken import scripts
from tijdig.words import Sector

# What a text may know of the sender; all other values are a customer's, and the voice has words of its own for them.
OF_SENDER = {
    "sender", "team", "signer", "phone", "phone_link", "hours", "portal", "portal_short", "reply_address", "place",
    "iban_name", "registration", "on_behalf_of", "what", "passed_on",
}  # fmt: skip
SPOKEN = [(language, occasion) for language in languages.codes() for occasion in scripts.occasions(language)]


def test_dutch_letters_are_spoken() -> None:
    assert {"S0", "S1", "S2", "S3", "answer", "arranged", "paid"} <= set(scripts.occasions("nl"))


@pytest.mark.parametrize("language", languages.codes())
def test_every_value_of_a_customer_has_words_for_everybody(language: str) -> None:
    assert set(scripts._values(language, "u")) == FIELDS - OF_SENDER


@pytest.mark.parametrize("formality", ["u", "je"])
@pytest.mark.parametrize("sector", list(Sector))
@pytest.mark.parametrize(("language", "occasion"), SPOKEN)
def test_script_names_no_amount_no_day_and_nobody(language: str, occasion: str, sector: Sector, formality: str) -> None:
    sender = replace(cases.WOONSTEDE, formality=formality)

    script = scripts.script(language, occasion, sender, sector, charges_costs=True)

    words = " ".join(script.paragraphs)
    assert len(script.paragraphs) > 4
    assert not re.search(r"€|\d,\d\d|\b(?:19|20)\d\d\b|[{}|\[\]]", words)
    assert not re.search(r"NL\d\d|RF\d\d", words)
    assert cases.WOONSTEDE.phone in words
    assert cases.WOONSTEDE.name in words
    if language == "nl":
        assert not re.search(r"\b[Uu]w?\b" if formality == "je" else r"\b[Jj]ij?e?\b", words)


def test_voice_says_numbers_by_figure_and_sites_by_their_dots() -> None:
    spoken = scripts.read_out("Bel 0800 555 01 23, ma–vr 9.00 tot 17.30 uur. Kijk op mijn.woonstede.example.", "nl")

    assert spoken == (
        "Bel 0 8 0 0, 5 5 5, 0 1, 2 3, maandag tot en met vrijdag 9.00 tot 17 uur 30. "
        "Kijk op mijn punt woonstede punt example."
    )


def test_version_follows_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    first = scripts.script("nl", "S1", cases.WOONSTEDE, "housing")
    again = scripts.script("nl", "S1", cases.WOONSTEDE, "housing")
    other_phone = scripts.script("nl", "S1", replace(cases.WOONSTEDE, phone="030 123 45 67"), "housing")
    other_account = scripts.script("nl", "S1", replace(cases.WOONSTEDE, iban="NL02RABO0123456789"), "housing")

    assert first.version == again.version
    assert other_phone.version != first.version
    assert other_account.version == first.version  # it is not said


def test_letters_without_a_day_that_would_say_nothing_are_not_spoken() -> None:
    for language in languages.codes():
        there = {occasion for occasion, kind in templates.occasions(language) if kind == "letter"}
        assert set(scripts._data(language)["unspoken"]) <= there
    assert not {"represented", "S4b", "S5"} & set(scripts.occasions("nl"))

"""Every phrase that must bring a person at once, written out: one that quietly goes missing is missed here."""

import pytest

from tests.conftest import NOW
from tijdig.policy import load
from tijdig.rules.distress import suggests

POLICY = load(NOW.date())
PHRASES = (
    "niet meer zitten",
    "zelfmoord",
    "zelf moord",
    "zelfdoding",
    "suicide",
    "suicidaal",
    "dood wil",
    "wil dood",
    "wil ik dood",
    "dood wou",
    "wou dood",
    "was ik maar dood",
    "ik dood was",
    "dood zou zijn",
    "liever dood",
    "beter dood",
    "denk aan de dood",
    "denk aan dood",
    "wil niet meer leven",
    "wil ik niet meer leven",
    "niet langer leven",
    "zo niet meer leven",
    "niet meer verder leven",
    "niet meer wil leven",
    "wil er niet meer zijn",
    "er niet meer wil zijn",
    "er maar niet meer was",
    "geen zin meer in het leven",
    "geen zin meer in leven",
    "leven heeft geen zin",
    "leven geen zin meer",
    "leven hoeft voor mij niet",
    "leven hoeft niet meer",
    "uit het leven stappen",
    "eind aan mijn leven",
    "einde aan mijn leven",
    "eind maken aan mijn leven",
    "einde maken aan mijn leven",
    "maak er een eind aan",
    "maak er een einde aan",
    "er een eind aan maken",
    "er een einde aan maken",
    "er een eind aan te maken",
    "er een einde aan te maken",
    "mezelf iets aandoen",
    "mijzelf iets aandoen",
    "mezelf iets aan doe",
    "mezelf wat aandoen",
    "mezelf wat aan doe",
    "mezelf van kant",
    "me van kant",
    "voor de trein springen",
    "spring voor de trein",
    "voor een trein springen",
)


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase_is_heard_within_a_sentence(phrase: str) -> None:
    assert phrase in POLICY.messages.distress_phrases
    assert suggests(f"Dag. {phrase.capitalize()}, echt.", POLICY)


def test_no_phrase_of_the_policy_is_left_unproven() -> None:
    assert set(POLICY.messages.distress_phrases) == set(PHRASES)

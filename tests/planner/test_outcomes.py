"""Every code that comes out of the planner, or stands in its columns, has Dutch words."""

import pytest

from tijdig.planner.codes import Frame, HoldCode, Kind, Need, Option, Stage, Whether
from tijdig.planner.outcomes import KINDS, bits_text, hold_text, kinds_text, outcome_text
from tijdig.planner.plan import TABLES
from tijdig.words import ChannelKind, HoldKind


@pytest.mark.parametrize(
    ("dimension", "code", "text"),
    [
        ("whether", Whether.WAIT, "wachten"),
        ("stage", Stage.S2, "S2, tweede herinnering"),
        ("frame", Frame.NONE, "geen"),
        ("channels", Kind.LETTER | Kind.SMS, "brief + sms"),
        ("channels", Kind.NONE, "geen"),
        ("options", Option.PAY_LINK | Option.OFFER_HELP, "betaallink + hulp bij geldzaken"),
        ("options", Option.NONE, "geen"),
    ],
)
def test_outcome_in_words(dimension: str, code: int, text: str) -> None:
    assert outcome_text(dimension, code) == text


def test_outcome_of_every_rule_has_words() -> None:
    for dimension, table in TABLES.items():
        assert all(outcome_text(dimension, outcome) for outcome, _, _ in table)


def test_ways_have_the_words_of_the_house() -> None:
    assert {kind: ChannelKind[str(kind.name)].label for kind in Kind} == KINDS
    assert kinds_text(Kind.EMAIL | Kind.SMS) == "e-mail + sms"
    assert kinds_text(0) == "geen"


def test_needs_are_told_together() -> None:
    assert bits_text("Need bits", Need.CALL_RATHER | Need.PAPER) == "bel liever + op papier"
    assert bits_text("Need bits", Need.NONE) == "geen"


def test_holds_have_the_words_of_the_house() -> None:
    assert hold_text(77) == "een andere reden"
    assert {hold_text(code) for code in HoldCode} == {kind.label for kind in HoldKind} | {"geen", "een andere reden"}

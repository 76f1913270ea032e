"""A bill beside a plan for all together: each message says that the plan goes on, and a letter still fits."""

from dataclasses import replace
from itertools import product

import pytest

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.letter import pdf
from tijdig.messages import sms
from tijdig.messages.check import faults
from tijdig.messages.check.rules import Fault
from tijdig.messages.facts import ConsequenceFacts, Facts, Figure
from tijdig.messages.languages import DUTCH
from tijdig.messages.render import compose
from tijdig.messages.samples import WOONSTEDE
from tijdig.policy import load

POLICY = load(cases.DAY)
APART = "Dit staat apart van het plan voor alles samen."
BEFORE = ("S0", "S1", "S2", "S3")
NOTICES = [(1, 1), (2, 1), (2, 2), (3, 1), (12, 7)]  # so many bills, so many of them in the notice


def _beside(stage: str, **values: object) -> Facts:
    return replace(cases.anna(), stage=stage, beside_plan=True, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("via", ["", "Balans Bewind"])
@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
@pytest.mark.parametrize("stage", BEFORE)
def test_message_says_that_the_plan_goes_on_and_only_where_one_runs(stage: str, kind: str, via: str) -> None:
    beside = _beside(stage, recipient=replace(cases.ANNA, via=via))

    text, plain = (compose(stage, kind, facts, POLICY).text for facts in (beside, replace(beside, beside_plan=False)))

    assert f"{APART} Dat " in text
    assert "Zeg het ons" in text or kind == "sms"
    assert APART not in plain


@pytest.mark.parametrize("level", ["B1", "A2"])
@pytest.mark.parametrize("kind", ["letter", "email"])
@pytest.mark.parametrize("stage", BEFORE[1:])
def test_reminder_says_that_one_plan_with_others_can_be_made(stage: str, kind: str, level: str) -> None:
    text = compose(stage, kind, replace(cases.anna(), stage=stage, level=level), POLICY).text

    assert "in één plan " in text


@pytest.mark.parametrize("kind", ["letter", "email"])
def test_notice_over_bills_beside_a_plan_says_it_in_a_breath(kind: str) -> None:
    facts = replace(cases.emre(), beside_plan=True)
    content = compose("S3", kind, facts, POLICY)

    assert f"{APART} Dat " in content.text
    assert faults(content, facts, POLICY) == ()


@pytest.mark.parametrize("kind", ["letter", "email", "sms"])
@pytest.mark.parametrize("stage", ["S4b", "S5"])
def test_what_is_going_to_happen_is_never_said_to_stand_apart(stage: str, kind: str) -> None:
    """It may be about what is in the plan."""
    happens = ConsequenceFacts("summons" if stage == "S4b" else "eviction", cases.DAY, 18_240)

    assert "plan" not in compose(stage, kind, _beside(stage, consequence=happens), POLICY).text


@pytest.mark.parametrize("stage", BEFORE)
def test_text_message_beside_a_plan_is_short_and_betrays_nothing(stage: str) -> None:
    for carriers, formality in product([("letter", "sms"), ("email", "sms"), ("sms",)], ("u", "je")):
        sender = replace(WOONSTEDE, formality=formality)  # type: ignore[arg-type]
        facts = _beside(stage, carriers=carriers, sender=sender)
        content = compose(stage, "sms", facts, POLICY)

        assert faults(content, facts, POLICY) == ()
        assert sms.parts(content.text).parts <= POLICY.messages.sms_max_parts
        assert cases.ANNA.salutation in content.text  # nothing had to give way


def test_checker_finds_a_message_that_leaves_the_plan_out() -> None:
    facts = cases.anna()
    for kind in ("letter", "email", "sms"):
        content = compose("S1", kind, facts, POLICY)

        assert Fault("beside", "staat er niet in") in faults(content, replace(facts, beside_plan=True), POLICY)


# On one page ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow  # draws every letter
@pytest.mark.parametrize("code", ["nl", "en", "ar", "tr"])
@pytest.mark.parametrize("stage", BEFORE)
def test_letter_beside_a_plan_fits_whatever_else_it_has_to_say(stage: str, code: str) -> None:
    """Water and a third party have the most to say; what is asked or counted as well gives way to the plan."""
    options = [frozenset[str](), frozenset({"choose_slot"}), frozenset({"four_steps"})]
    for count, frame, along in product((1, 3, 6, 8), ("", "supportive"), options):
        facts = replace(
            cases.with_claims(cases.anna(), count), stage=stage, sector="water", beside_plan=True, frame=frame,
            options=along, figure=Figure(163, 204, cases.DAY), code="KTR 4WD 9FM",
            sender=replace(WOONSTEDE, registration="K-2024-0042", on_behalf_of="Zorgvast", drafts=(DUTCH, code)),
            recipient=replace(cases.ANNA, language=code),
        )  # fmt: skip

        assert pdf.fitted(message(facts, "letter")).pages <= 2


@pytest.mark.parametrize("code", ["nl", "en", "ar", "tr"])
@pytest.mark.parametrize(("count", "noticed"), NOTICES)
@pytest.mark.parametrize("sector", ["water", "health"])
def test_notice_beside_a_plan_takes_no_more_pages_than_without(
    sector: str, count: int, noticed: int, code: str
) -> None:  # fmt: skip
    facts = cases.part_notice(count, noticed)
    sender = replace(facts.sender, registration="K-2024-0042", on_behalf_of="Zorgvast", drafts=(DUTCH, code))
    facts = replace(facts, sector=sector, sender=sender, recipient=replace(cases.EMRE, language=code))

    pages = [pdf.fitted(message(replace(facts, beside_plan=beside), "letter")).pages for beside in (False, True)]

    assert pages[0] == pages[1]


def test_what_is_asked_as_well_gives_way_on_paper_and_stays_in_a_mail() -> None:
    facts = _beside("S1", options=frozenset({"ask_preference"}))

    letter, email = (compose("S1", kind, facts, POLICY).text for kind in ("letter", "email"))

    assert ("Hoort u liever van ons" in letter, "Hoort u liever van ons" in email) == (False, True)

"""The fourteen-day notice as the customer reads it, against the dates and sums of the law (LAW 1.1 and 1.2)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.messages import cases
from tijdig.messages.facts import Facts, NoticeFacts
from tijdig.messages.render import compose
from tijdig.policy import load
from tijdig.rules import dutch
from tijdig.rules.costs import collection_costs_cents
from tijdig.rules.money import euros
from tijdig.rules.notices import NoticeFault, notice_faults, notice_term

# Sent, presumed received, last day without costs.
DATES = [
    (date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 9)),
    (date(2026, 11, 26), date(2026, 11, 28), date(2026, 12, 14)),
    (date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 15)),
    (date(2026, 11, 28), date(2026, 12, 2), date(2026, 12, 16)),
    (date(2026, 12, 23), date(2026, 12, 29), date(2027, 1, 12)),
    (date(2026, 12, 24), date(2026, 12, 30), date(2027, 1, 13)),
    (date(2026, 4, 24), date(2026, 4, 28), date(2026, 5, 12)),
    # 5 May, Ascension and 7 May (equal by decree, DECISIONS 21) bring no post.
    (date(2027, 5, 4), date(2027, 5, 11), date(2027, 5, 25)),
]
SUMS = [
    (5_000, "40,00"),
    (26_670, "40,01"),
    (30_000, "45,00"),
    (82_000, "123,00"),
    (250_001, "375,00"),
    (600_000, "675,00"),
]


def _sent_on(sent_on: date, principal_cents: int = 31_800) -> Facts:
    policy = load(sent_on)
    term = notice_term(sent_on, policy)
    line = replace(cases.emre().lines[0], due_on=sent_on.replace(day=1), open_cents=principal_cents)
    notice = NoticeFacts(
        principal_cents=principal_cents,
        costs_cents=collection_costs_cents(principal_cents, policy),
        presumed_received_on=term.received_on,
        last_day=term.last_free_on,
        costs_from=term.costs_from,
    )
    return replace(cases.emre(), day=sent_on, lines=(line,), total_cents=principal_cents, notice=notice)


@pytest.mark.parametrize(("sent_on", "received_on", "last_day"), DATES)
def test_notice_says_when_it_comes_and_which_day_is_the_last(sent_on: date, received_on: date, last_day: date) -> None:
    text = compose("S3", "letter", _sent_on(sent_on), load(sent_on)).text

    assert f"uiterlijk {dutch.weekday(received_on)} bij u is. Dan is {dutch.weekday(last_day)} de laatste dag." in text


@pytest.mark.parametrize("formality", ["u", "je"])
@pytest.mark.parametrize(("principal_cents", "costs"), SUMS)
def test_notice_states_the_costs_of_the_law_and_holds(principal_cents: int, costs: str, formality: str) -> None:
    facts = _sent_on(cases.DAY, principal_cents)
    assert facts.notice is not None
    policy = load(cases.DAY)
    sender = replace(facts.sender, formality=formality)  # type: ignore[arg-type]

    content = compose("S3", "letter", replace(facts, sender=sender), policy)

    assert f"Is {euros(principal_cents)} dan nog niet betaald? Dan komt er €\u00a0{costs} aan incassokosten bij." in (
        content.text
    )
    assert (
        notice_faults(
            content.text,
            principal_cents=principal_cents,
            stated_costs_cents=facts.notice.costs_cents,
            due_on=facts.lines[0].due_on,
            sent_on=cases.DAY,
            policy=policy,
        )
        == ()
    )


@pytest.mark.parametrize("kind", ["letter", "email"])
@pytest.mark.parametrize("stage", ["S0", "S1", "S2"])
def test_other_texts_are_no_notice(stage: str, kind: str) -> None:
    policy = load(cases.DAY)
    text = compose(stage, kind, cases.emre(), policy).text

    faults = notice_faults(
        text,
        principal_cents=31_800,
        stated_costs_cents=4_770,
        due_on=date(2026, 10, 1),
        sent_on=cases.DAY,
        policy=policy,
    )

    assert faults == (NoticeFault.TERM_WORDING, NoticeFault.AMOUNT_NOT_STATED)

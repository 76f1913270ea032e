"""Every reason can be shown to the customer it is about, has an owner and a source, and is given by some rule."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.planner.cases import STANDARD
from tijdig.planner.codes import Owner, Whether
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.when import WAITS
from tijdig.planner.plan import GATE, TABLES
from tijdig.planner.reasons import Reason
from tijdig.policy.reasons import reasons

NOT_OUR_OWN = {Reason.NOTICE_NEEDS_LETTER, Reason.NEEDS_WRITING, Reason.NOTHING_NEAR}
"""Reasons to keep a step back that only a proposal of somebody else can meet; they wait within the days of a review."""

ROOT = Path(__file__).resolve().parents[2]
# Words that hurt, threaten or puzzle.
HURTING = re.compile(
    r"schuld|wanbetal|weiger|niet willen|deurwaarder|rechtbank|incasso|dreig|moeten betalen|eindelijk|helaas|"
    r"debiteur|vordering|capaciteit|dossier|policy|stage",
    re.IGNORECASE,
)


@pytest.mark.parametrize("reason", list(Reason))
def test_reason_is_a_plain_sentence_that_does_not_hurt(reason: Reason) -> None:
    sentences = re.findall(r"[^.?!]+[.?!]", reason.text)

    assert HURTING.search(reason.text) is None
    assert "".join(sentences) == reason.text
    assert max(len(sentence.split()) for sentence in sentences) <= 15
    assert max(len(word) for word in re.findall(r"\w+", reason.text)) <= 17


@pytest.mark.parametrize("reason", list(Reason))
def test_reason_has_sources_that_exist(reason: Reason) -> None:
    assert reason.sources
    assert all(STANDARD.source(key).title for key in reason.sources)


WORD_LISTS = tomllib.loads((ROOT / "tijdig/messages/check/words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("reason", list(Reason))
def test_reason_holds_no_word_that_messages_may_not_hold(reason: Reason) -> None:
    forbidden = [word for name in ("hard_words", "threats", "norms", "blame") for word in WORD_LISTS[name]]
    patterns = [rf"\b{re.escape(word.removesuffix('*'))}" + (r"\w*" if "*" in word else r"\b") for word in forbidden]

    assert [pattern for pattern in patterns if re.search(pattern, reason.text, re.IGNORECASE)] == []


def test_every_reason_is_given_by_a_rule_or_a_limit() -> None:
    given = {reason for table in (*TABLES.values(), GATE) for _, reason, _ in table}

    assert given | {one.reason for one in LIMITS} == set(Reason)


def test_every_reason_has_words_and_all_words_belong_to_a_reason() -> None:
    assert {reason.value for reason in Reason} == set(reasons())


def test_a_limit_that_keeps_a_step_back_asks_for_a_handler() -> None:
    """The step becomes a wait or a stop, and the case sleeps when nobody looks."""
    back = {one.reason for one in LIMITS if one.changes == "whether"}

    assert {reason.owner for reason in back} == {Owner.HANDLER}


@pytest.mark.parametrize("reason", list(Reason))
def test_only_who_waits_is_waited_for(reason: Reason) -> None:
    """A reason of a later dimension, or to say something, is of the team: nobody waits on it."""
    if reason not in WAITS and reason not in {one.reason for one in LIMITS}:
        assert reason.owner == Owner.TEAM


def test_each_limit_names_the_constraint_that_it_keeps() -> None:
    """With the id a lawyer finds it in the rules, and the bench can switch it off."""
    assert [one.reason for one in LIMITS if not any(re.match(r"HC|D|P15|P24", key) for key in one.reason.rules)] == []


def test_reasons_with_the_same_words_are_as_few_as_there_are() -> None:
    """Two reasons with one text would show a customer the same for two different things."""
    texts = Counter(reason.text for reason in Reason)

    assert [text for text, count in texts.items() if count > 1] == []


def test_every_reason_to_wait_says_until_when() -> None:
    waiting = {reason for outcome, reason, _ in TABLES["whether"] if outcome in (Whether.WAIT, Whether.STOP)}

    assert set(WAITS) == waiting
    assert {one.reason for one in LIMITS if one.changes == "whether"} - set(WAITS) == NOT_OUR_OWN

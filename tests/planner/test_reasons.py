"""Every reason can be shown to the customer it is about, has an owner and a source, and is given by some rule."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.planner.cases import STANDARD
from tijdig.planner.codes import Whether
from tijdig.planner.dimensions.when import WAITS
from tijdig.planner.plan import TABLES
from tijdig.planner.reasons import Reason

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


def test_every_reason_is_given_by_a_rule() -> None:
    given = {reason for table in TABLES.values() for _, reason, _ in table}

    assert given == set(Reason)


def test_every_reason_to_wait_says_until_when() -> None:
    waiting = {reason for outcome, reason, _ in TABLES["whether"] if outcome in (Whether.WAIT, Whether.STOP)}

    assert set(WAITS) == waiting

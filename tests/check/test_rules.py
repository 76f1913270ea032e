"""Every rule finds what it is for, and leaves what only looks like it."""

import tomllib
from pathlib import Path

import pytest

from tijdig.check import check

HERE = Path(__file__).parent
EXAMPLES = tomllib.loads((HERE / "examples.toml").read_text())
ABOUT_THE_WHOLE = {"no-phone", "no-sender", "no-solution"}


def codes(text: str, kind: str = "letter") -> list[str]:
    return [finding.code for finding in check(text, kind=kind)]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, row in EXAMPLES.items() for text in row.get("bad", ())]
)
def test_rule_finds(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, row in EXAMPLES.items() for text in row["good"]])
def test_rule_leaves(code: str, text: str) -> None:
    assert code not in codes(text)


@pytest.mark.parametrize("text", EXAMPLES["plain"]["good"])
def test_plain_sentence_gets_no_finding(text: str) -> None:
    assert set(codes(text)) <= ABOUT_THE_WHOLE


def test_every_rule_about_sentences_has_examples_of_both_kinds() -> None:
    assert all(min(len(row["bad"]), len(row["good"])) >= 3 for code, row in EXAMPLES.items() if code != "plain")

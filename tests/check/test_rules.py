"""Every rule finds what it is for, and leaves what only looks like it."""

import tomllib
from pathlib import Path
from time import process_time

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


def test_a_list_of_words_without_end_costs_no_time() -> None:
    before = process_time()

    check("wordt gedaan " * 4_000)

    assert process_time() - before < 5


@pytest.mark.parametrize(
    "text",
    [
        "Gemeente Voorbeeld\nBetaal nu, anders komt de deurwaarder.\n\nBeste Robin,\n\nBel ons op 020 555 01 23.",
        "Beste Robin,\n\nBel ons op 020 555 01 23.\n\nMet vriendelijke groet,\nGemeente Voorbeeld\n\n"
        "P.S. Anders komt de deurwaarder langs.",
    ],
    ids=["above the greeting", "below the closing"],
)
def test_a_sentence_is_read_wherever_it_stands(text: str) -> None:
    assert "threat" in codes(text)

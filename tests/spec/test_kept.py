"""What docs/rules says of constraints that no decision shows: the files and the tests that it names are there."""

import ast
import re
from pathlib import Path

import pytest

from tests.spec.kept import KEPT, Kept, told
from tijdig.policy.rules import load_rules

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "tijdig" / "messages" / "texts" / "nl"
FREE_HELP = {"0800-8115", "0800-8020", "0800-0113"}
"""Geldfit, the legal help desk (Juridisch Loket), and 113; the municipality has no number of its own here."""

OFFERS = (
    r"\b(aanbieding|korting|actieprijs|cadeau|bestel nu|proefabonnement|nieuw abonnement|nieuw contract"
    r"|nieuw krediet|lening|lenen|geld opnemen|roodstaan|achteraf betalen)"
)


def texts() -> dict[str, str]:
    """Every text that customers read; what a bill is called stands in phrases.toml and offers nothing."""
    found = {path.name: path.read_text(encoding="utf-8") for path in TEXTS.glob("*.toml")}
    del found["phrases.toml"]
    return found


def functions(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("key", sorted(KEPT))
def test_files_and_tests_that_are_named_are_there(key: str) -> None:
    kept = KEPT[key]
    tests = [proof.partition("::") for proof in kept.proof]

    assert [file for file in kept.where if not (ROOT / file).exists()] == []
    assert [f"{file}::{name}" for file, _, name in tests if name not in functions(file)] == []
    assert kept.where
    assert tests


def test_kept_says_what_is_judged_how_where_and_by_which_test() -> None:
    lines = list(told(load_rules().constraint("HC11")))

    assert [line.partition(":")[0] for line in lines] == [
        "* Oordeelt over",
        "* Hoe",
        "* Waar",
        "* Welke test dit laat zien",
        "* Nog niet",
    ]
    assert "hooguit 24 delen (`contacts.instalments_max`)" in lines[1]


def test_what_the_data_says_is_not_checked_is_said_here_too() -> None:
    rules = load_rules().constraints

    assert [key for key, kept in KEPT.items() if rules[key].later and not kept.not_yet] == []


def test_kept_is_about_constraints_that_exist() -> None:
    assert set(KEPT) <= load_rules().constraints.keys()
    assert all(isinstance(kept, Kept) and kept.how.endswith(".") for kept in KEPT.values())


def test_texts_of_the_house_offer_nothing_to_buy_or_borrow() -> None:
    """HC12; "een aanbod" of help or of paying in parts is no offer to buy."""
    assert {name for name, text in texts().items() if re.search(OFFERS, text, re.IGNORECASE)} == set()
    assert re.search(OFFERS, "Profiteer van onze korting.")


def test_texts_of_the_house_name_no_help_but_what_is_free() -> None:
    """HC14; numbers and addresses of the sender come from its card, and stand in the texts as {phone} and {portal}."""
    every = "".join(texts().values())

    assert set(re.findall(r"\b0[\d-]{8,}\b", every)) == FREE_HELP
    assert re.findall(r"https?://|www\.|\b[\w-]+\.(?:nl|com|org|eu)\b", every) == []

"""What is agreed about paying is called the same in a message as on the page that it leads to (GLOSSARY.md)."""

import re
from pathlib import Path

import pytest

import tijdig.messages
from tijdig.messages import samples
from tijdig.messages.occasions import table
from tijdig.messages.render import compose
from tijdig.policy import load

TEXTS = Path(tijdig.messages.__file__).parent / "texts" / "nl"
AGREED = re.compile(r"\bafspra(?:ak|ken)\b", re.IGNORECASE)
TOGETHER = re.compile(r"één regeling|regeling voor alles samen|regeling met \{sender\} en", re.IGNORECASE)


def lines() -> list[tuple[str, str]]:
    return [
        (path.name, line)
        for path in sorted(TEXTS.glob("*.toml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]


def test_an_arrangement_is_a_regeling_in_messages_too() -> None:
    found = [(name, line) for name, line in lines() if AGREED.search(re.sub(r"[Ww](at w)?ij afspraken", "", line))]

    assert len(lines()) > 500
    assert found == []


def test_what_is_agreed_with_all_together_is_a_plan_in_messages_too() -> None:
    joint = [(name, line) for name, line in lines() if name.startswith("joint_") or "voor alles samen" in line]

    assert len(joint) > 50
    assert [(name, line) for name, line in joint if TOGETHER.search(line)] == []


@pytest.mark.parametrize("name", ["joint_instalment", "joint_missed", "joint_back", "joint_resumed"])
def test_what_is_said_while_a_plan_runs_speaks_of_the_plan(name: str) -> None:
    occasion, policy = table()[name], load(samples.DAY)
    made = [
        compose(facts.stage, kind, facts, policy).text
        for look in samples.looks(occasion)
        for facts in [samples.facts(look)]
        for kind in occasion.kinds
    ]

    assert len(made) > 3
    assert [text for text in made if "regeling" in text] == []

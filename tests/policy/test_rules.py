"""The rules as data: all ids, what they stand on, that their checks exist, and what a faulty file says."""

import importlib.util
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tijdig.planner.reasons import Reason
from tijdig.policy import PolicyError
from tijdig.policy.loader import FOLDER
from tijdig.policy.reading import read
from tijdig.policy.rules import Constraint, Situation, load_rules

RULES = load_rules()
DATA = read(FOLDER)
OF_A_PERSON = r"\b(lvb|laaggeletterd|depress|eenzaam|verslaaf|autis|psychi|wanbetaler|notoir)"
Edit = Callable[..., Path]


def words_of(rule: Situation | Constraint) -> Iterator[str]:
    if isinstance(rule, Situation):
        yield from (rule.situation, rule.action)
    else:
        yield from (rule.rule, rule.later)
    yield rule.why
    yield from (amendment.how for amendment in rule.amended)


def test_all_thirty_situations_and_sixteen_constraints_are_there() -> None:
    assert list(RULES.situations) == [f"P{number:02}" for number in range(1, 31)]
    assert list(RULES.constraints) == [*(f"HC{number:02}" for number in range(1, 17)), "D02", "D07", "D10"]


def test_one_rule_is_found_by_its_id() -> None:
    assert RULES.situation("P20").situation == "De klant wil één vraag tegelijk"
    assert RULES.constraint("HC01").judges == ("decision", "template", "experiment")
    with pytest.raises(PolicyError, match=r"rules\.toml: P31: unknown situation; there are P01, P02"):
        RULES.situation("P31")
    with pytest.raises(PolicyError, match=r"rules\.toml: P01: unknown constraint; there are HC01"):
        RULES.constraint("P01")


@pytest.mark.parametrize("rule", RULES.every, ids=lambda rule: rule.key)
def test_a_rule_is_plain_dutch_without_a_label_for_a_person(rule: Situation | Constraint) -> None:
    for text in filter(None, words_of(rule)):
        assert max(len(part.split()) for part in re.split(r"[.?!;:]", text)) <= 20, text
        assert "schuld" not in text.lower(), text
        assert not re.search(OF_A_PERSON, text.lower()), text
    for text in (rule.why, *(amendment.how for amendment in rule.amended)):
        assert text.endswith("."), text


def test_every_constraint_names_a_check_that_exists_or_says_why_there_is_none() -> None:
    named = {module for rule in RULES.constraints.values() for module in rule.checked}

    assert {module for module in named if not module.startswith("tijdig.") or not importlib.util.find_spec(module)} == (
        set()
    )
    assert all(rule.checked or rule.later for rule in RULES.constraints.values())


def test_a_constraint_on_decisions_that_the_planner_checks_is_given_as_a_reason() -> None:
    """Only HC15 is kept by what is absent: no column holds what may not count."""
    given = {key for reason in Reason for key in reason.rules}
    checked = {
        key
        for key, rule in RULES.constraints.items()
        if "decision" in rule.judges and any(module.startswith("tijdig.planner") for module in rule.checked)
    }

    assert checked - given == {"HC15"}


def test_every_situation_is_given_as_a_reason_and_every_reason_names_a_rule_that_exists() -> None:
    given = {key for reason in Reason for key in reason.rules}

    assert given >= RULES.situations.keys()
    assert given <= RULES.situations.keys() | RULES.constraints.keys()


def test_a_number_that_names_a_rule_is_among_the_numbers_of_that_rule() -> None:
    by_rule = {rule.key: rule.numbers for rule in RULES.every}
    values = [value for values in DATA.values.values() for value in values]
    named = {(source[5:], value.key) for value in values for source in value.source if source.startswith("rule:")}

    assert len(named) > 8
    assert {(rule, key) for rule, key in named if key not in by_rule[rule]} == set()


def test_a_rule_that_can_only_be_strict_is_no_rule() -> None:
    """Critical reading of the evidence: no study shows that strict works later; so no situation asks for it."""
    assert {key for key, rule in RULES.situations.items() if re.search(r"\bstreng\b", rule.action)} == set()
    assert "choice:pressure-and-notice" in {amendment.decision for amendment in RULES.situation("P11").amended}
    assert RULES.situation("P11").grade == "C"


def test_rules_are_sources_that_a_number_may_name() -> None:
    assert DATA.sources["rule:P20"].title == "Regel P20: De klant wil één vraag tegelijk"
    assert DATA.sources["rule:D07"].ref == "docs/policy/rules.md"


P01 = "[situation.P01]"
GRADE = 'grade = "C"\nsources = ["study:DUO-CURACAO", "study:BIT18-L1-LONG"'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (P01, "[situation.P1]", "situation.P1: name it P and two digits, like P05"),
        ("[constraint.HC02]", "[constraint.X02]", "constraint.X02: name it HC or D and two digits, like HC01"),
        (GRADE, GRADE.replace('"C"', '"F"'), "situation.P01.grade: 'F' is not known; choose from A, B, C, D, E, H"),
        (
            "study:DUO-CURACAO",
            "study:NOBODY-2099",
            "situation.P01.sources: unknown source study:NOBODY-2099; name a study, a law or a choice that exists",
        ),
        (
            "study:DUO-CURACAO",
            "rule:P02",
            "situation.P01.sources: unknown source rule:P02; name a study, a law or a choice that exists",
        ),
        (
            "contacts.announce_within_days",
            "contacts.nope",
            "situation.P01.numbers: unknown number contacts.nope; see docs/policy for all keys",
        ),
        (
            '"choice:contact-budget" = "Alles',
            '"law:bki-4-2" = "Alles',
            "situation.P01.amended: unknown decision law:bki-4-2; name a choice of sources.toml",
        ),
        (P01, f"{P01}\nnote = 1", "situation.P01.note: remove or rename it; nothing reads it"),
        ('judges = ["template"]', 'judges = ["letters"]', "constraint.HC02.judges: 'letters' is not known; choose"),
        (
            'judges = ["template"]\nchecked = ["tijdig.messages.check.rules"]',
            'judges = ["template"]',
            "constraint.HC02.checked: name the modules that check it, or say `later` why none does",
        ),
        (P01, '[situation.P01]\nsituation = " "\n[situation.P99]', "situation.P01.situation: fill in with words"),
        (P01, f"[other]\nx = 1\n\n{P01}", "rules.other: remove or rename it; nothing reads it"),
    ],
)
def test_faulty_rules_say_key_and_mend(old: str, new: str, message: str, edited: Edit) -> None:
    with pytest.raises(PolicyError) as fault:
        load_rules(edited("rules.toml", old, new))

    assert str(fault.value).startswith(f"rules.toml: {message}")

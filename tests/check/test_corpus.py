"""Letters with what should be found in them, made before the rules; what is reached may not get worse.

The first corpus holds 60 faulty and 40 good ones, of all rules; the third 20 and 10, of threats, far things, promises.
"""

from collections import Counter

import pytest

from tests.check.measure import FIRST, THIRD, Measured, corpus, faults, measure, table
from tijdig.check import ERROR, check
from tijdig.check.rules import LOOKS, rule

PRECISION, RECALL = 0.98, 0.98
RULE_PRECISION, RULE_RECALL = 0.9, 0.9
ABOUT = ("threat", "far-consequence", "unkept-promise")


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(corpus())


def test_corpus_holds_what_it_should() -> None:
    letters = corpus()
    expected = Counter(each.code for letter in letters for each in letter.expected)

    assert (sum(letter.is_good for letter in letters), len(letters)) == (40, 100)
    assert set(expected) == set(LOOKS)
    assert min(expected.values()) >= 4
    assert not any(letter.expected for letter in letters if letter.is_good)


def test_precision_and_recall_overall(measured: Measured) -> None:
    assert measured.overall.precision >= PRECISION, faults(measured)
    assert measured.overall.recall >= RECALL, faults(measured)


@pytest.mark.parametrize("code", LOOKS)
def test_precision_and_recall_of_each_rule(code: str, measured: Measured) -> None:
    score = measured.scores[code]

    assert score.precision >= RULE_PRECISION, faults(measured)
    assert score.recall >= RULE_RECALL, faults(measured)


def test_no_false_alarm_of_an_error(measured: Measured) -> None:
    assert [(letter.file, one.code) for letter, one in measured.false_alarms if one.severity == ERROR] == []


def test_good_letters_get_no_finding() -> None:
    found = {letter.file: check(letter.text, kind=letter.kind) for letter in corpus() if letter.is_good}

    assert {name: findings for name, findings in found.items() if findings} == {}


def test_table_names_every_rule(measured: Measured) -> None:
    lines = table(measured).splitlines()

    assert [line.split()[0] for line in lines] == ["rule", *LOOKS, "all"]
    assert (FIRST / "expected.toml").exists()


def test_every_rule_is_told() -> None:
    for code in LOOKS:
        told = rule(code)
        assert told is not None
        assert all(len(said) > 10 for said in (told.title, told.why, told.bad, told.good)), code


def test_third_corpus_holds_what_it_should() -> None:
    letters = corpus(THIRD)
    expected = Counter(each.code for letter in letters for each in letter.expected)

    assert (sum(letter.is_good for letter in letters), len(letters)) == (10, 30)
    assert min(expected[code] for code in ABOUT) >= 15


def test_third_corpus_is_found_and_its_good_letters_get_no_error() -> None:
    measured = measure(corpus(THIRD))

    assert measured.overall.recall >= RECALL, faults(measured)
    assert all(measured.scores[code].precision >= PRECISION for code in ABOUT), faults(measured)
    assert [one.code for letter, one in measured.false_alarms if letter.is_good and one.severity == ERROR] == []

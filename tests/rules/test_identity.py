"""Whether two sets of facts are about one person."""

from dataclasses import replace
from datetime import date

import pytest

from tijdig.rules.identity import Facts, agree, is_one_person, same_family

ANNA = Facts(date(1984, 5, 17), "1288 AW", "de Wit")


def test_all_the_same_is_one_person() -> None:
    assert agree(ANNA, Facts(date(1984, 5, 17), "1288aw", "Wit"))


@pytest.mark.parametrize("told", [replace(ANNA, postcode=""), replace(ANNA, family_name="")])
def test_one_fact_beside_the_birth_date_is_enough(told: Facts) -> None:
    assert agree(ANNA, told)


@pytest.mark.parametrize(
    "told",
    [
        Facts(),
        Facts(birth_on=date(1984, 5, 17)),
        replace(ANNA, birth_on=None),
        replace(ANNA, birth_on=date(1984, 5, 18)),
        replace(ANNA, postcode="1288 AX"),
        replace(ANNA, family_name="Wittema"),
        Facts(postcode="1288 AW", family_name="de Wit"),
    ],
)
def test_too_little_or_something_else_is_not(told: Facts) -> None:
    assert not agree(ANNA, told)


def test_nothing_known_agrees_with_nobody() -> None:
    assert not agree(Facts(), Facts())
    assert not agree(replace(ANNA, birth_on=None), replace(ANNA, birth_on=None))
    assert not agree(replace(ANNA, postcode="", family_name=""), ANNA)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("de Wit", "Wit"), ("van der Berg", "Berg"), ("Wit", "Jansen-de Wit"), ("Öztürk", "Ozturk"),
        ("in 't Veld", "in \N{RIGHT SINGLE QUOTATION MARK}t Veld"), ("VAN DIJK", "van Dijk"), ("El Amrani", "Amrani"),
        ("Mensah Owusu", "Mensah  Owusu"), ("El", "el"),
    ],
)  # fmt: skip
def test_family_names_are_the_same_however_they_are_written(ours: str, theirs: str) -> None:
    assert same_family(ours, theirs)
    assert same_family(theirs, ours)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("de Wit", "de Groot"), ("Berg", "Bergsma"), ("", ""), ("-", "-"), ("de Wit", "de"), ("", "Wit")],
)
def test_other_family_names_are_not(ours: str, theirs: str) -> None:
    assert not same_family(ours, theirs)


@pytest.mark.parametrize("other", [ANNA, replace(ANNA, postcode="1288aw"), replace(ANNA, family_name="Wit-Bakker")])
def test_who_is_the_same_on_both_sides_is_one_person(other: Facts) -> None:
    assert is_one_person(ANNA, other)
    assert is_one_person(other, ANNA)


@pytest.mark.parametrize(
    "other",
    [
        replace(ANNA, family_name="Bakker"),
        replace(ANNA, family_name=" "),
        replace(ANNA, postcode=""),
        replace(ANNA, postcode="1288 AX"),
        replace(ANNA, birth_on=None),
        replace(ANNA, birth_on=date(1984, 5, 18)),
        Facts(),
    ],
)
def test_what_is_not_known_on_both_sides_or_differs_is_not_surely_one_person(other: Facts) -> None:
    assert not is_one_person(ANNA, other)
    assert not is_one_person(other, ANNA)

"""How the trail names a colleague."""

import pytest

from tijdig.rules import actors


@pytest.mark.parametrize(
    ("actor", "number"),
    [("user:7", 7), ("customer:7", None), ("system", None), ("user:", None), ("user:x", None), ("7", None)],
)
def test_only_a_colleague_has_an_account(actor: str, number: int | None) -> None:
    assert actors.number_of(actor) == number


def test_name_of_a_colleague_leads_back_to_the_account() -> None:
    assert actors.number_of(actors.colleague(12)) == 12


def test_everybody_has_a_name_of_their_own_kind() -> None:
    assert (actors.colleague(7), actors.customer(5), actors.helper(3)) == ("user:7", "customer:5", "helper:3")


@pytest.mark.parametrize(
    ("actor", "number"), [("helper:3", 3), ("user:3", None), ("helper:", None), ("helper:x", None), ("3", None)]
)
def test_only_a_helper_looks_along(actor: str, number: int | None) -> None:
    assert actors.helper_of(actor) == number


@pytest.mark.parametrize(
    ("actor", "is_answer"),
    [("user:7", True), ("helper:3", True), ("customer:5", True), ("system", False), ("night", False), ("user:", False)],
)
def test_what_somebody_did_with_or_for_the_customer_is_answered_at_once(actor: str, is_answer: bool) -> None:
    assert actors.is_for_customer(actor) is is_answer


def test_somebody_elsewhere_is_named_by_the_organisation() -> None:
    assert actors.organisation(4) == "creditor:4"
    assert actors.is_for_customer(actors.organisation(4)) is False

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

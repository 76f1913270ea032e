"""Names of bills in another language: what is plain is said in it, what a creditor wrote itself stays as it is."""

from types import SimpleNamespace

import pytest

from tijdig.languages import DUTCH, EASY, speaking
from tijdig.queries.billnames import of


def named(description: str) -> str:
    return of(SimpleNamespace(description=description, reference="WS-1"))


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Huur oktober 2026", "Rent October 2026"),
        ("huur mei 2026", "Rent May 2026"),
        ("Servicekosten 2025-2026", "Service costs 2025-2026"),
        ("Termijn energie maart 2027", "Energy instalment March 2027"),
        ("Zorgpremie januari 2026", "Health insurance premium January 2026"),
        ("Hypotheek 2026", "Mortgage 2026"),
        ("", "Bill WS-1"),
        # Words of a creditor's own, and what only looks plain.
        ("Huur oktober 2025-2026", "Huur oktober 2025-2026"),
        ("Huur oktober 0000", "Huur oktober 0000"),
        ("Huur oktober 2026, tweede helft", "Huur oktober 2026, tweede helft"),
        ("Parkeerplaats mei 2026", "Parkeerplaats mei 2026"),
        ("Huur", "Huur"),
    ],
)
def test_plain_name_is_said_in_english_and_every_other_stays(dutch: str, english: str) -> None:
    with speaking("en"):
        assert named(dutch) == english


@pytest.mark.parametrize("code", [DUTCH, EASY])
def test_name_is_as_the_creditor_wrote_it_in_dutch(code: str) -> None:
    with speaking(code):
        assert named("huur mei 2026") == "huur mei 2026"

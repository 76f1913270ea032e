"""A letter on a plan with several organisations, each with its account: on one page, or with the list on the next."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pdfplumber
import pytest

from tests.channels.messages import message
from tijdig.channels.letter import pdf
from tijdig.messages import samples, values
from tijdig.messages.facts import Facts, House
from tijdig.messages.languages import DUTCH
from tijdig.messages.occasions import table
from tijdig.rules.arrangements import Part

PLANS = ("joint_agreed", "joint_changed")
TOLD = ("joint_instalment", "joint_missed", "joint_back", "joint_resumed")
MOST = values.HOUSES_ON_FIRST_PAGE
SHARES = ("each", "mostly", "first_mostly", "later", "later_mostly", "later_first_mostly", "in_all")


def _house(place: int, share: str) -> House:
    known = House(
        f"Organisatie nummer {place}", "pays", 1_520, "NL91 ABNA 0417 1643 00", f"Stichting {place}", "RF71104233"
    )
    if place % 3 == 0:
        known = replace(known, now="asks")
    return replace(
        known, contact="Nadia Bos, 0800 555 03 45", share=share, count=6, on=date(2027, 3, 1), first_cents=2_005
    )


def _plan(occasion: str, houses: int, parts: int = 6, code: str = DUTCH) -> Facts:
    facts = samples.facts(next(samples.looks(table()[occasion])))
    days = tuple(Part(place + 1, date(2027 + place // 12, place % 12 + 1, 15), 6_000) for place in range(parts))
    shares = SHARES if occasion in PLANS else ("",)
    where = tuple(_house(place, shares[place % len(shares)]) for place in range(houses))
    names = tuple(one.name for one in where[1:]) or ("Zorgvast",)
    sender = replace(facts.sender, registration="K-2024-0042", on_behalf_of="Zorgvast", drafts=(DUTCH, code))
    return replace(
        facts, sender=sender, parts=days if facts.parts else (), houses=where, others=names,
        recipient=replace(facts.recipient, language=code),
    )  # fmt: skip


def _shown(facts: Facts) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf.pdf(message(facts, "letter")))) as document:
        return [" ".join(page.extract_text().split()) for page in document.pages]


def _hard() -> Iterator[tuple[str, int, int, str]]:
    yield from product(PLANS, (1, 4, MOST, 12), (1, 12, 24), (DUTCH, "ar"))
    yield from product((*TOLD, "joint_ended"), (1, MOST, 12), (1,), (DUTCH, "ar"))


@pytest.mark.slow  # draws every letter
@pytest.mark.parametrize(("occasion", "houses", "parts", "code"), list(_hard()))
def test_letter_on_a_plan_fits_however_many_take_part(occasion: str, houses: int, parts: int, code: str) -> None:
    assert pdf.fitted(message(_plan(occasion, houses, parts, code), "letter")).pages <= 2


def test_usual_plan_stands_on_one_page_with_every_account() -> None:
    (page,) = _shown(_plan("joint_agreed", 3))

    assert page.count("NL91 ABNA 0417 1643 00") == 2
    assert "Nadia Bos, 0800 555 03 45" in page


@pytest.mark.parametrize("occasion", [*PLANS, *TOLD])
def test_list_that_is_too_long_goes_to_the_next_page_and_the_first_says_so(occasion: str) -> None:
    first, second = _shown(_plan(occasion, MOST + 1))

    assert "staat op de volgende bladzijde" in first
    assert "NL91" not in first
    assert second.count("NL91 ABNA 0417 1643 00") == sum(place % 3 > 0 for place in range(MOST + 1))

"""A solution as JSON and back: every kind of fact, and every way in which it may be wrong, by a small example."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tijdig.rules.solutions.facts import IncompleteError, as_facts, from_facts
from tijdig.words import Rhythm


@dataclass(frozen=True)
class Bit:
    """A piece of the whole."""

    cents: int


@dataclass(frozen=True)
class Whole:
    """One of every kind of fact."""

    bits: tuple[Bit, ...]
    days: frozenset[date]
    rhythm: Rhythm
    until: date | None
    is_sure: bool
    note: str


WHOLE = Whole(
    (Bit(2), Bit(1)), frozenset({date(2026, 12, 2), date(2026, 12, 1)}), Rhythm.WEEKLY, date(2027, 1, 4), True, "a b"
)  # fmt: skip
FACTS = {
    "bits": [{"cents": 2}, {"cents": 1}],
    "days": ["2026-12-01", "2026-12-02"],
    "rhythm": Rhythm.WEEKLY.value,
    "until": "2027-01-04",
    "is_sure": True,
    "note": "a b",
}


def test_whole_goes_into_plain_facts_and_comes_out_of_them_again() -> None:
    assert as_facts(WHOLE) == FACTS
    assert type(as_facts(WHOLE)["rhythm"]) is str
    assert from_facts(Whole, FACTS) == WHOLE


def test_whole_keeps_the_order_of_a_row_and_the_kinds_of_what_it_holds() -> None:
    found = from_facts(Whole, FACTS)

    assert (found.bits[0], type(found.bits), type(found.days), type(found.rhythm)) == (Bit(2), tuple, frozenset, Rhythm)


def test_nothing_is_nothing_only_where_it_may_be() -> None:
    assert from_facts(Whole, FACTS | {"until": None}).until is None
    assert as_facts(from_facts(Whole, FACTS | {"until": None}))["until"] is None
    with pytest.raises(IncompleteError, match=r"^Whole\.note: should be str, and is None$"):
        from_facts(Whole, FACTS | {"note": None})


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"note": 1}, "Whole.note: should be str, and is 1"),
        ({"is_sure": 1}, "Whole.is_sure: should be bool, and is 1"),
        ({"bits": [{"cents": True}]}, "Bit.cents: should be int, and is True"),
        ({"bits": [{"cents": 1.5}]}, "Bit.cents: should be int, and is 1.5"),
        ({"bits": [{}]}, "Bit: lacks cents"),
        ({"bits": [7]}, "Bit: holds no facts"),
        ({"bits": {"cents": 1}}, "Whole.bits: should be a list, and is {'cents': 1}"),
        ({"days": "2026-12-01"}, "Whole.days: should be a list, and is '2026-12-01'"),
        ({"until": "tomorrow"}, "Whole.until: knows no 'tomorrow'"),
        ({"until": 3}, "Whole.until: should be date, and is 3"),
        ({"rhythm": "daily"}, "Whole.rhythm: knows no 'daily'"),
        ({"rhythm": 3}, "Whole.rhythm: should be Rhythm, and is 3"),
        ({"z": 1, "more": 1}, "Whole: does not know more, z"),
    ],
)
def test_wrong_fact_is_named_with_its_place(other: dict[str, Any], message: str) -> None:
    with pytest.raises(IncompleteError) as found:
        from_facts(Whole, FACTS | other)

    assert str(found.value) == message
    assert (found.value.where, found.value.what) == tuple(message.split(": ", 1))


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(IncompleteError, match=r"^Whole: lacks bits, days, rhythm, until, is_sure, note$"):
        from_facts(Whole, {})


@pytest.mark.parametrize("found", [None, [], "{}", 3])
def test_what_is_no_table_of_facts_is_refused(found: Any) -> None:
    with pytest.raises(IncompleteError, match=r"^Whole: holds no facts$"):
        from_facts(Whole, found)

"""The same money from a bank twice, or twice at once: it is booked once, in every file, and the plan knows it once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import scenes

pytestmark = [pytest.mark.slow, pytest.mark.both]
Play = Callable[[str], Any]
BOTH, KNOWN = "booked 2, known 0, back 0", "booked 0, known 2, back 0"


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Play a scene of payment_processes.py with a database and a folder of its own."""
    return lambda name: scenes.play("tests.actions.payment_processes", tmp_path, name)


def is_once(found: dict[str, Any]) -> bool:
    """The payment for all and the one beside it stand in the book once, and the plan is whole."""
    booked = [tuple(row) for row in found["booked"]]
    is_split = sorted(cents for mark, cents in booked if mark == "B-1") == [625, 1_250]
    beside = [cents for mark, cents in booked if mark == "B-2"]
    return is_split and beside == [9_952] and found["linked"] == 2 and bool(found["is_whole"])


def test_same_file_twice_at_once_is_booked_once(play: Play) -> None:
    for found in play("same_file"):
        assert BOTH in found["said"]
        assert set(found["said"]) <= {BOTH, "busy", "again"}
        assert (found["then"], found["files"], found["paid"]) == (["again"], 1, [4_500])
        assert is_once(found)


def test_same_lines_in_two_files_at_once_are_booked_once(play: Play) -> None:
    for found in play("same_lines"):
        assert BOTH in found["said"]
        assert set(found["said"]) <= {BOTH, "busy", KNOWN}
        assert set(found["then"]) <= {"again", KNOWN}
        assert (found["files"], found["paid"]) == (2, [4_500])
        assert is_once(found)


def test_file_while_a_colleague_books_the_same_payment_for_all_books_it_once(play: Play) -> None:
    for found in play("file_and_person"):
        told, by_hand = found["said"]
        assert (told, by_hand) in {(BOTH, 4_500), ("booked 1, known 1, back 0", 4_500)}
        assert (found["then"], found["paid"]) == (["again"], [4_500])
        assert is_once(found)


def test_files_of_two_houses_at_once_are_both_booked_and_heard_once(play: Play) -> None:
    for found in play("two_houses"):
        assert found["said"] == [BOTH, "booked 1, known 0, back 0"]
        assert found["then"] == ["again", "again", "heard", "heard"]
        assert found["paid"] == [1_000, 4_500]
        assert [cents for mark, cents in found["booked"] if mark == "E-1"] == [1_000]
        assert [cents for mark, cents in found["booked"] if mark == "B-2"] == [9_952]
        assert found["is_whole"]


def test_storno_twice_at_once_goes_back_once_and_its_file_brings_nothing_again(play: Play) -> None:
    for found in play("storno_twice"):
        assert sorted(found["said"]) == ["4500", "already_done"]
        assert (found["then"], found["back"], found["paid"]) == (["again"], 2, [4_500, 4_500])
        assert is_once(found)

"""Killed, and at the same time: real processes on a real database of the engine under test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import scenes

pytestmark = [pytest.mark.slow, pytest.mark.both]
Play = Callable[[str], Any]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Play a scene of processes.py with a database and a folder of its own."""
    return lambda name: scenes.play("tests.actions.processes", tmp_path, name)


def test_night_that_is_killed_anywhere_ends_the_same(play: Play) -> None:
    found = play("night_killed")

    assert (found["differing"], found["ends"]) == ([], [-9])
    assert found["messages"] > 20


def test_sending_that_is_killed_anywhere_sends_once(play: Play) -> None:
    found = play("sending_killed")

    assert (found["differing"], found["ends"], found["once"]) == ([], [-9], True)


def test_two_nights_at_once_plan_once(play: Play) -> None:
    assert play("two_nights") == {"first": True, "second": "night_runs", "third": 0}


def test_two_senders_at_once_send_once(play: Play) -> None:
    assert play("two_senders") == {"sent": True, "once": True}


def test_payment_while_a_message_goes_out_stops_the_rest(play: Play) -> None:
    assert play("paid_while_sending") == {
        "booked": "booked",
        "sent": 1,
        "left": [["handed_over", "part_paid"], ["stopped", "part_paid"], ["stopped", "part_paid"]],
    }


def test_two_handlers_at_once_one_is_told(play: Play) -> None:
    assert play("two_handlers") == {"said": ["conflict", "paused"], "holds": 1}


def test_two_arrangements_at_once_are_one_and_told_once(play: Play) -> None:
    assert play("two_arrangements") == {"made": 1, "told": [["handed_over"]]}

"""Killed, together, and without room on the disk: real processes on a real database of the engine under test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import scenes

pytestmark = [pytest.mark.slow, pytest.mark.both]
Play = Callable[[str], Any]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Play a scene of intake_processes.py with a database and a folder of its own."""
    return lambda name: scenes.play("tests.actions.intake_processes", tmp_path, name)


def test_intake_that_is_killed_anywhere_ends_the_same_and_shows_nothing_half(play: Play) -> None:
    assert play("killed") == {"ends": [-9], "half": [], "differing": [], "steps": True}


def test_two_files_at_once_one_waits(play: Play) -> None:
    assert play("together") == {"first": 2, "second": "busy", "third": True}


def test_full_disk_shows_nothing_and_the_next_try_works(play: Play, engine: str) -> None:
    if engine != "sqlite":
        pytest.skip(
            "the disk of a PostgreSQL server is not ours to fill; test_full_disk_is_told_plainly covers its error"
        )
    closed_and_new = 60 + 3000

    assert play("full") == {
        "pages": ["disk_full", True, "2", closed_and_new],
        "size": ["disk_full", True, "2", closed_and_new],
    }

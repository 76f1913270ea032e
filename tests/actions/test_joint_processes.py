"""Two at once on one joint arrangement: nothing is lost, nothing is double, and there is one version."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import scenes

pytestmark = [pytest.mark.slow, pytest.mark.both]
Play = Callable[[str], Any]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Play a scene of joint_processes.py with a database and a folder of its own."""
    return lambda name: scenes.play("tests.actions.joint_processes", tmp_path, name)


def is_whole(found: dict[str, Any]) -> bool:
    """The newest version holds; who is in the plan gets what is left there to the cent, who is not gets nothing."""
    exact = all(planned == left for planned, left in found["sums"])
    return found["is_newest"] and found["no_others"] and exact


def test_two_organisations_that_answer_at_once_are_both_heard(play: Play) -> None:
    for found in play("two_answers"):
        assert found["said"] == ["accepted", "accepted"]
        assert (found["state"], found["parts"]) == ("offered", ["accepted"] * 4)
        assert is_whole(found)


def test_two_pages_of_one_version_one_looks_again(play: Play) -> None:
    for found in play("two_pages"):
        assert sorted(found["said"]) == ["accepted", "conflict"]
        assert sorted(found["parts"]) == ["accepted"] * 3 + ["proposed"]
        assert is_whole(found)


def test_yes_while_an_organisation_steps_out_is_a_yes_to_what_was_shown(play: Play) -> None:
    for found in play("yes_while_one_goes"):
        said, gone = found["said"]
        assert (gone, found["parts"][3]) == ("left", "left")
        assert (said, found["state"]) in {("active", "active"), ("conflict", "offered")}
        assert found["active"] == (2 if said == "active" else 0)
        assert is_whole(found)


def test_payment_while_the_plan_is_made_anew_is_in_the_new_plan(play: Play) -> None:
    for found in play("paid_while_revised"):
        assert found["said"] == [4_500, "offered"]
        assert (found["paid"], found["shares"]) == ([4_500], 4_500)
        assert is_whole(found)


def test_same_payment_booked_twice_at_once_counts_once(play: Play) -> None:
    for found in play("paid_twice"):
        first, second = found["said"]
        assert isinstance(first, int)
        assert first == second
        assert (found["paid"], found["shares"]) == ([4_500], 4_500)
        assert len(found["booked"]) == 2
        assert is_whole(found)


def test_yes_for_an_organisation_that_is_left_out_at_once_stops_nobody(play: Play) -> None:
    found = play("agreed_while_left_out")
    assert found["said"] in (["not_now", "gone"], ["agreed", "gone"])
    assert found["state"] == "left"


def test_file_found_in_the_night_costs_nobody_an_answer(play: Play) -> None:
    assert play("found_while_answered") == {"said": [[], "accepted"], "file": "W-1"}


def test_plan_begun_in_two_files_at_once_begins_in_both(play: Play) -> None:
    assert play("begun_on_both_sides") == {"said": ["2", "2"]}


def test_nothing_is_told_a_second_after_a_consent_was_taken_back(play: Play) -> None:
    assert play("taken_back") == {
        "before": "mailed",
        "code": "over",
        "answer": "not_now",
        "told": 0,
        "file": [None, "", ""],
        "left": [],
        "state": "left",
    }

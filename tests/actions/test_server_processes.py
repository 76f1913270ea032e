"""A web server answers first and sends afterwards: killed or stopped in between, every message goes out once."""

from pathlib import Path

import pytest

from tests import scenes

pytestmark = [pytest.mark.slow, pytest.mark.both]
SCENES = "tests.actions.server_processes"


def test_rest_is_told_once_wherever_the_server_is_killed(tmp_path: Path) -> None:
    found = scenes.play(SCENES, tmp_path, "rest_killed")

    assert (found["differing"], found["ends"], found["once"], found["messages"]) == ([], [-9], True, 1)


def test_server_that_is_stopped_first_does_what_it_still_owes(tmp_path: Path) -> None:
    found = scenes.play(SCENES, tmp_path, "server_stopped")

    assert found["said"] == 302
    assert found["then"] in (["planned"], ["claimed"])
    assert (found["stopped"], found["manifest"]) == (["handed_over"], 1)

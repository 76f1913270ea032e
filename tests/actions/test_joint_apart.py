"""A plan that cannot go on in the night keeps no other waiting, and is not lost from sight."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from tests.actions.test_joint import FIRST, asked, running
from tests.factories import NOW, TODAY, make_case
from tijdig.actions import joint as acts
from tijdig.actions import night
from tijdig.actions.joint import keeping
from tijdig.actions.joint.apart import Apart
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.logs import Json
from tijdig.models import Joint, JointPart

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def other(asked: Joint) -> Joint:
    """A plan of somebody else, whose day has come too."""
    made = Joint.objects.get(pk=asked.pk)
    made.pk, made.case, made._state.adding = None, make_case(), True
    made.save()
    return made


def broken(monkeypatch: pytest.MonkeyPatch, number: int, error: Exception) -> None:
    """One plan whose money cannot be read."""
    hear = keeping.hear_money

    def hear_money(work: Any) -> Any:
        if work.row.pk == number:
            raise error
        return hear(work)

    monkeypatch.setattr(keeping, "hear_money", hear_money)


def test_others_go_on(asked: Joint, other: Joint, monkeypatch: pytest.MonkeyPatch) -> None:
    late = NOW + timedelta(days=30)
    broken(monkeypatch, other.pk, TypeError("half a plan"))

    stuck = acts.pass_all(late, by="night")

    assert stuck == {other.pk}
    assert "silent" in set(JointPart.objects.filter(joint=asked).values_list("state", flat=True))


def test_log_says_which_plan_and_where(
    asked: Joint, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken(monkeypatch, asked.pk, TypeError("of Anna de Wit"))

    with caplog.at_level(logging.WARNING):
        acts.pass_all(NOW + timedelta(days=30), by="night")

    line = json.loads(Json().format(caplog.records[-1]))
    assert (line["level"], line["event"], line["joint"]) == ("error", "joint.not_passed", asked.pk)
    assert any("passing.py" in place for place in line["where"])
    assert "Anna" not in json.dumps(line)


def test_our_own_no_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    apart = Apart()

    with caplog.at_level(logging.WARNING), apart.one(7, "joint.not_passed"):
        raise RefusedError(Refusal.ALREADY_DONE)

    line = json.loads(Json().format(caplog.records[-1]))
    assert (line["level"], line["joint"], "where" in line) == ("warning", 7, False)
    assert apart.stuck == {7}


def test_who_runs_the_night_reads_of_it(asked: Joint, monkeypatch: pytest.MonkeyPatch) -> None:
    joint = running(asked)
    broken(monkeypatch, joint.pk, ValueError("no number"))

    counts = night.run(FIRST + timedelta(days=7), at=NOW + (FIRST - TODAY) + timedelta(days=7), by="test")

    assert f"1 plan voor alles samen kon niet verder: nummer {joint.pk}. Het log zegt waarom." in counts.notes


def test_nothing_is_said_where_all_went_on() -> None:
    assert acts.stuck_note(set()) == ()
    assert acts.stuck_note({3, 2})[0].startswith("2 plannen voor alles samen konden niet verder: nummer 2, 3.")

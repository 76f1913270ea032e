"""Team hours: set once, refused clearly, with a trace."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY, make_creditor
from tijdig.actions import audit, teamhours
from tijdig.actions.refusals import MOST_DAYS, MOST_MINUTES, Refusal, RefusedError
from tijdig.actions.teamhours import TeamTime
from tijdig.models import AuditEvent, TeamHours
from tijdig.words import Skill

pytestmark = pytest.mark.django_db


def wish(**values: Any) -> TeamTime:
    facts: dict[str, Any] = {"from_on": TODAY, "until_on": TODAY, "skill": Skill.CALL, "minutes": 60}
    return TeamTime(**facts | values)


def test_hours_stand_on_days_on_which_somebody_may_be_reached() -> None:
    outcome = teamhours.put(make_creditor(), wish(until_on=TODAY + timedelta(days=6)), by="user:1", at=NOW)

    assert (outcome.days, list(outcome.skipped)) == (6, [date(2026, 11, 29)])
    assert AuditEvent.objects.get().what == "team.hours"


def test_last_who_sets_hours_is_right_and_other_skills_stay() -> None:
    creditor = make_creditor()
    for minutes, skill in ((60, Skill.CALL), (90, Skill.VISIT), (15, Skill.CALL)):
        teamhours.put(creditor, wish(minutes=minutes, skill=skill), by="user:1", at=NOW)

    assert set(TeamHours.objects.values_list("skill", "minutes")) == {("call", 15), ("visit", 90)}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"until_on": TODAY - timedelta(days=1)}, Refusal.DAYS_TURNED),
        ({"until_on": TODAY + timedelta(days=MOST_DAYS)}, Refusal.DAYS_TOO_MANY),
        ({"from_on": TODAY - timedelta(days=1)}, Refusal.HOURS_PASSED),
        ({"minutes": -1}, Refusal.MINUTES_NEEDED),
        ({"minutes": MOST_MINUTES + 1}, Refusal.MINUTES_NEEDED),
        ({"from_on": date(2026, 11, 29), "until_on": date(2026, 11, 29)}, Refusal.NO_CALL_DAY),
        ({"from_on": date(2099, 1, 5), "until_on": date(2099, 1, 5)}, Refusal.YEAR_UNKNOWN),
    ],
)
def test_impossible_hours_are_refused(values: dict[str, Any], code: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        teamhours.put(make_creditor(), wish(**values), by="user:1", at=NOW)

    assert (refused.value.code, TeamHours.objects.count()) == (code, 0)


def test_nothing_is_set_without_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        teamhours.put(make_creditor(), wish(), by="user:1", at=NOW)

    assert TeamHours.objects.count() == 0

"""What of joint arrangements stands on the list of today: what waits, what the night could not bring on, last days."""

from datetime import date, timedelta

import pytest

from tests.cast import Cast, make_cast
from tests.factories import NOW, TODAY, make_consent, make_creditor, make_hold, make_joint, make_joint_part
from tijdig.models import JointPart
from tijdig.queries import jointquiet, policies, worklist, worksources
from tijdig.queries.worklist import Item, Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.rules.joint.drafts import OVER
from tijdig.words import JointPartState, JointState

pytestmark = pytest.mark.django_db
YESTERDAY, ONE = TODAY - timedelta(days=1), timedelta(days=1)
ASKS_NOW = frozenset({JointState.WEIGHED, JointState.MISSED, JointState.REVISING})


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def joints(cast: Cast) -> list[Item]:
    """Everything of joint arrangements on the list of the team of Woonstede."""
    viewer = Viewer(cast.woonstede.pk, cast.samira.pk)
    policy = policies.of(cast.woonstede, TODAY)
    rows = worklist._items(cast.woonstede, viewer, TODAY, policy, 1)
    return [row for row in rows if row.kind == WorkKind.JOINT]


@pytest.mark.parametrize("state", [state for state in JointState if state not in OVER])
def test_plan_that_the_night_could_not_bring_on_is_on_the_list_in_every_state(state: JointState, cast: Cast) -> None:
    joint = make_joint(cast.anna, state=state, due_on=YESTERDAY)

    (row,) = joints(cast)

    assert (row.who, row.ref) == (cast.anna.pk, joint.pk)
    assert row.code == (state if state in ASKS_NOW else "stuck")


@pytest.mark.parametrize("state", [state for state in JointState if state not in OVER | ASKS_NOW])
def test_plan_that_goes_on_by_itself_is_on_no_list(state: JointState, cast: Cast) -> None:
    make_joint(cast.anna, state=state, due_on=TODAY)

    assert joints(cast) == []


@pytest.mark.parametrize("state", sorted(OVER))
def test_plan_that_is_over_is_on_no_list(state: JointState, cast: Cast) -> None:
    make_joint(cast.anna, state=state, due_on=YESTERDAY)

    assert joints(cast) == []


def test_advice_says_that_the_plan_stands_still(cast: Cast) -> None:
    make_joint(cast.anna, state=JointState.ACTIVE, due_on=YESTERDAY)

    (row,) = worklist.today(Viewer(cast.woonstede.pk, cast.samira.pk), "Samira Kaya", NOW).rows

    assert (row.name, row.title) == ("Anna de Wit", "Kijk waarom het gezamenlijke plan stilstaat")


QUIET_UNTIL = TODAY + timedelta(days=20)


def silent(cast: Cast, due_on: date, *, is_late: bool = False, is_here: bool = False) -> JointPart:
    """Another organisation that stays silent: quiet by its word or by a hold here, asked with all or later."""
    standstill_until = QUIET_UNTIL if not is_late else TODAY - timedelta(days=60)
    joint = make_joint(cast.anna, state=JointState.ACTIVE, due_on=QUIET_UNTIL, standstill_until=standstill_until)
    energy = make_creditor(code="bosstroom", name="Bosstroom")
    given = NOW - timedelta(days=42) + (QUIET_UNTIL - TODAY) if is_late else NOW - timedelta(days=22)
    consent = make_consent(cast.anna.customer, other=energy, purpose="joint", given_at=given)
    hold = make_hold(cast.anna, kind="paused", reason="joint", until_on=QUIET_UNTIL) if is_here else None
    return make_joint_part(
        joint, creditor=energy, state=JointPartState.SILENT, due_on=due_on, consent=consent, standstill=hold
    )


@pytest.mark.parametrize("how", [{}, {"is_late": True}, {"is_late": True, "is_here": True}])
def test_last_quiet_day_of_who_stays_silent_is_the_day_before_its_end(how: dict[str, bool], cast: Cast) -> None:
    silent(cast, QUIET_UNTIL, **how)

    assert [row.due_on for row in joints(cast)] == [QUIET_UNTIL - ONE]


def test_last_day_to_ask_who_is_silent_is_that_day_itself(cast: Cast) -> None:
    silent(cast, TODAY + timedelta(days=3))

    assert [row.due_on for row in joints(cast)] == [TODAY + timedelta(days=3)]


def test_states_in_the_list_are_those_of_the_rules_in_one_order() -> None:
    assert worksources._STATES["joint_over"] == "IN ('completed', 'ended', 'referred')"
    assert set(worksources._STATES) == {
        "joint_asks", "joint_over", "part_asks", "part_awaited", "part_balance", "part_lasts", "part_mailed",
        "part_silent",
    }  # fmt: skip
    sources = "".join(worksources._SOURCES)
    assert [state for state in JointState if f"j.state IN ('{state.value}'" in sources] == []


@pytest.mark.parametrize("is_here", [True, False])
def test_organisation_reads_the_same_last_day(is_here: bool, cast: Cast) -> None:
    part = silent(cast, QUIET_UNTIL, is_here=is_here)
    assert jointquiet.last_to_answer(part) == QUIET_UNTIL - ONE

    part.due_on = TODAY + timedelta(days=3)
    assert jointquiet.last_to_answer(part) == part.due_on

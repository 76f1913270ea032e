"""A day that is past is explained with what a hold was meant to last on that day, whatever became of it since."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.actions.conftest import carry, late, make_late_case
from tests.actions.test_joint import WHO, asked, running
from tests.actions.test_joint_share import share_of
from tests.factories import NOW, TODAY, make_request
from tijdig.actions import arrangements, holds, joint, night, requests, stops
from tijdig.models import Arrangement, Case, Hold, Joint
from tijdig.planner.codes import NEVER, HoldCode
from tijdig.planner.columns import AccountRow
from tijdig.queries import explain, frames
from tijdig.words import HoldKind, PauseReason

__all__ = ["asked", "carry", "late"]
pytestmark = pytest.mark.django_db
END = TODAY + timedelta(days=20)
Change = Callable[[Hold, datetime], object]


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def fresh(case: Case) -> Case:
    return Case.objects.select_related("creditor").get(pk=case.pk)


def then(case: Case, days: int) -> AccountRow:
    return frames.known_then(fresh(case), on(days)).accounts.plain(0)


def paused(case: Case, **values: object) -> Hold:
    pause = {"reason": PauseReason.DISTRESS, "until_on": END} | values
    return stops.paused(case, **pause, by="user:1", at=NOW)  # type: ignore[arg-type]


CHANGES: dict[str, Change] = {
    "prolonged": lambda hold, when: holds.end_on(hold, on(40), by="user:1", at=when),
    "cut": lambda hold, when: holds.end_on(hold, on(6), by="user:1", at=when),
    "lifted": lambda hold, when: holds.lift(hold, by="user:1", at=when),
    "prolonged and lifted": lambda hold, when: [
        holds.end_on(hold, on(40), by="user:1", at=when),
        holds.lift(Hold.objects.get(pk=hold.pk), by="user:1", at=when),
    ],
}


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("nights", [(4,), (0, 2, 4)])
def test_day_before_a_change_is_explained_as_it_was(how: str, nights: tuple[int, ...]) -> None:
    case = make_late_case()
    hold = paused(case)
    for days in nights:
        night.run(on(days), at=at(days), by="test")
    told, known = explain.text(fresh(case), on(2)), then(case, 2)

    CHANGES[how](hold, at(5))

    assert (known.hold, known.hold_days_left, known.is_distressed) == (HoldCode.PAUSED, 18, True)
    assert then(case, 2) == known
    assert explain.text(fresh(case), on(2)) == told
    assert "Rust tot 14 december: " in told


def test_each_day_has_the_end_that_it_knew() -> None:
    case = make_late_case()
    hold = paused(case)
    holds.end_on(hold, on(40), by="user:1", at=at(5))
    holds.end_on(Hold.objects.get(pk=hold.pk), on(12), by="user:1", at=at(10))

    assert [then(case, days).hold_days_left for days in (0, 4, 5, 9, 10, 11)] == [20, 16, 35, 31, 2, 1]
    assert [then(case, days).hold for days in (11, 12)] == [HoldCode.PAUSED, HoldCode.NONE]


def test_hold_that_was_over_when_it_was_made_longer_is_not_over_on_the_day_before() -> None:
    """It was known to end on a day that it then did not end on."""
    case = make_late_case()
    hold = paused(case, until_on=on(3))
    holds.end_on(hold, on(9), by="user:1", at=at(2))

    assert [then(case, days).hold_days_left for days in (1, 2, 8)] == [2, 7, 1]


def test_hold_of_a_reaction_has_no_end_until_it_was_answered() -> None:
    case = make_late_case()
    request = make_request(case)
    holds.place(case, HoldKind.REACTED, by="customer:1", at=NOW)
    before = then(case, 2)

    requests.answer(request, "Dat kan.", by="user:1", at=at(4))

    assert then(case, 2) == before
    assert (before.hold_has_end, then(case, 4).hold_has_end) == (False, True)


@pytest.mark.parametrize("days", [3, 60])
def test_share_of_a_plan_is_a_share_on_the_days_on_which_it_was_one(days: int, asked: Joint) -> None:
    made = running(asked)
    case = share_of(made).case
    known = then(case, days)

    joint.end(Joint.objects.get(pk=made.pk), by="user:1", at=at(70))

    assert (known.hold, known.hold_has_end) == (HoldCode.AGREED, False)
    assert then(case, days) == known
    assert then(case, 71).hold_has_end == frames.of_case(fresh(case), on(71)).accounts.plain(0).hold_has_end


def test_share_that_left_the_plan_was_one_before(asked: Joint) -> None:
    made = running(asked)
    energy = made.parts.exclude(case=made.case).get(case__isnull=False)
    assert energy.case is not None
    known = then(energy.case, 3)

    joint.withdraw(energy, **WHO | {"at": at(10)})

    assert not known.hold_has_end
    assert then(energy.case, 3) == known
    assert then(energy.case, 11).hold_has_end


def test_part_that_was_missed_was_missed_on_that_day_whatever_was_agreed_since() -> None:
    case = make_late_case()
    arrangements.agree(case, first_on=on(1), instalment_cents=2_000, by="user:1", at=NOW)
    known = then(case, 12)

    arrangements.end(Arrangement.objects.get(), by="user:1", at=at(20))

    assert known.missed_instalment_days == 11
    assert then(case, 12) == known
    assert then(case, 21).missed_instalment_days == NEVER


def test_today_is_read_as_it_stands() -> None:
    case = make_late_case()
    hold = paused(case)
    Hold.objects.filter(pk=hold.pk).update(until_on=on(7))

    assert frames.of_case(fresh(case), TODAY).accounts.plain(0).hold_days_left == 7

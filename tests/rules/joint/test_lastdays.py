"""The last days as the judge counts them: whose day is a whole one, and who was cut short."""

from datetime import date, timedelta

import pytest

from tijdig.rules.joint.facts import Joint, Part, Plan
from tijdig.rules.joint.lastdays import is_cut, too_late_on, whole_too_late_on
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

DAY = date(2026, 11, 23)
NEXT, BEFORE = DAY + timedelta(days=1), DAY - timedelta(days=1)
RUNNING = Plan(1, 100, (), DAY)


@pytest.mark.parametrize(
    ("state", "due_on", "too_late"),
    [
        (S.INVENTORY, DAY, NEXT),
        (S.WEIGHED, DAY, NEXT),
        (S.PROPOSED, DAY, NEXT),
        (S.MISSED, DAY, NEXT),
        (S.REVISING, DAY, NEXT),
        (S.REQUESTED, DAY, DAY),
        (S.OFFERED, DAY, DAY),
        (S.ACTIVE, DAY, DAY),
        (S.PAUSED, DAY, DAY),
        (S.MISSED, None, None),
        (S.ENDED, None, None),
    ],
)
def test_whole_is_too_late_after_a_last_day_or_on_a_first_day(
    state: S, due_on: date | None, too_late: date | None
) -> None:
    assert whole_too_late_on(Joint(state, (), due_on)) == too_late


@pytest.mark.parametrize(
    ("part", "too_late"),
    [
        (Part(1, P.ASKED, due_on=DAY), NEXT),
        (Part(1, P.PROPOSED, due_on=DAY, hold_until=DAY), NEXT),
        (Part(1, P.PICKED, due_on=DAY), DAY),
        (Part(1, P.SILENT, due_on=DAY, hold_until=DAY), DAY),
        (Part(1, P.UNDECIDED, due_on=DAY, hold_until=DAY), DAY),
        (Part(1, P.SILENT, due_on=DAY, hold_until=NEXT), NEXT),
        (Part(1, P.RUNNING), None),
    ],
)
def test_organisation_is_too_late_after_its_last_day_but_for_a_wish_and_the_end_of_quiet(
    part: Part, too_late: date | None
) -> None:
    assert too_late_on(part) == too_late


def cut(before: Part, then: P, *, standstill_until: date | None = None, running: Plan | None = None) -> bool:
    """Whether it was cut short on DAY, when it became this."""
    was = Joint(S.PROPOSED, (before,), DAY, standstill_until=standstill_until, running=running)
    return is_cut(was, was._replace(parts=(before._replace(state=then),)), DAY)


def test_silence_on_the_last_day_itself_is_cut_and_a_day_later_it_is_not() -> None:
    assert cut(Part(1, P.ASKED, due_on=DAY), P.SILENT)
    assert cut(Part(1, P.PROPOSED, due_on=NEXT), P.UNDECIDED)
    assert not cut(Part(1, P.ASKED, due_on=BEFORE), P.SILENT)
    assert not cut(Part(1, P.PROPOSED), P.UNDECIDED)


def test_silence_that_was_there_before_or_did_not_come_is_no_cut() -> None:
    assert not cut(Part(1, P.SILENT, due_on=NEXT), P.SILENT)
    assert not cut(Part(1, P.PROPOSED, due_on=NEXT), P.ACCEPTED)
    assert not cut(Part(1, P.PROPOSED, due_on=NEXT), P.PROPOSED)


@pytest.mark.parametrize(
    ("standstill_until", "running", "is_short"),
    [
        (None, None, True),
        (NEXT, None, True),
        (DAY, None, False),
        (BEFORE, None, False),
        (DAY, RUNNING, True),
        (BEFORE, RUNNING, True),
    ],
)
def test_end_of_all_quiet_ends_the_waiting_for_an_answer_where_nothing_runs(
    standstill_until: date | None, running: Plan | None, *, is_short: bool
) -> None:
    part = Part(1, P.PROPOSED, due_on=NEXT)

    assert cut(part, P.UNDECIDED, standstill_until=standstill_until, running=running) == is_short


def test_end_of_all_quiet_ends_no_question_about_a_balance() -> None:
    assert cut(Part(1, P.ASKED, due_on=NEXT), P.SILENT, standstill_until=DAY)


def test_one_of_many_that_was_cut_is_enough() -> None:
    fine, short = Part(1, P.ASKED, due_on=BEFORE), Part(2, P.ASKED, due_on=NEXT)
    before = Joint(S.INVENTORY, (fine, short), DAY)
    silent = before._replace(parts=(fine._replace(state=P.SILENT), short._replace(state=P.SILENT)))

    assert is_cut(before, silent, DAY)
    assert not is_cut(before, before._replace(parts=(silent.parts[0], short)), DAY)


def test_who_came_in_just_now_was_not_cut() -> None:
    before = Joint(S.INVENTORY, (), DAY)

    assert not is_cut(before, before._replace(parts=(Part(9, P.SILENT, due_on=NEXT),)), DAY)

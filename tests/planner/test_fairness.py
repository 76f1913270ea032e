"""What is promised whatever the case: history never makes a step stricter, and nobody passes the hard limits."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pytest

from tests.planner.cases import (
    DAYS,
    FOR_STEPS,
    MONDAY,
    POLICIES,
    STANDARD,
    accounts_around,
    accounts_ordinary,
    columns_of,
)
from tests.planner.proposing import proposals
from tests.planner.test_invariance import changed, everything
from tijdig.planner.codes import (
    NEVER,
    ByWhom,
    Form,
    Frame,
    HoldCode,
    Kind,
    Need,
    Room,
    Stage,
    Tone,
    ToWhom,
    Weight,
    Whether,
)
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import judge, plan, plan_block
from tijdig.planner.today import Today

SIZE = 20_000
HISTORY = {
    "customer_months": (NEVER, 60, 12, 3, 2, 0),
    "late_bills": (0, 1, 2, 5, 6, 9),
    "late_in_a_row": (0, 1, 2, 3, 7),
    "bills_on_time": (0, 2, 3, 12),
    "handed_over_days": (NEVER, NEVER, 0, 1_094, 1_095),
    "had_arrears": (False, True),
}
"""What went before these arrears; payment behaviour alone never makes a message stricter (HC13)."""

REACTIONS = {
    "letters_without_reaction": (0, 1, 2, 3, 9),
    "calls_unanswered": (0, 1, 3, 9),
    "visits": (0, 2, 5),
    "last_form": tuple(int(form) for form in Form),
}
"""What happened since these arrears began, and says nothing of why somebody does not pay."""

SAID = {"says_no": (False, True), "room": (int(Room.OK), int(Room.OK), int(Room.UNKNOWN), int(Room.NONE))}
"""What customers said themselves, more often than usual, so that what depends on it is seen."""

FRAME_STRICTNESS = {
    Frame.NONE: 0,
    Frame.SOLUTION: 0,
    Frame.SUPPORTIVE: 0,
    Frame.EXPLAIN: 0,
    Frame.DETAILS: 0,
    Frame.PREPARE: 0,
    Frame.NEUTRAL_NOTICE: 1,
    Frame.CONSEQUENCE_HELP: 2,
}
TONE_STRICTNESS = {
    Tone.NONE: 0,
    Tone.THANKFUL: 0,
    Tone.FRIENDLY: 0,
    Tone.CONCERNED: 0,
    Tone.FORMAL: 1,
    Tone.FACTUAL: 1,
    Tone.FIRM: 2,
}
PERSON = (Form.CALLED, Form.PERSONAL, Form.VISITED)


def strictness(decisions: Decisions) -> tuple[np.ndarray, np.ndarray]:
    """How strict frame and tone are, per case."""
    frames, tones = decisions.frame.tolist(), decisions.tone.tolist()
    return (
        np.array([FRAME_STRICTNESS[Frame(frame)] for frame in frames]),
        np.array([TONE_STRICTNESS[Tone(tone)] for tone in tones]),
    )


def swapped(accounts: Accounts, columns: Mapping[str, Sequence[object]], seed: int) -> Accounts:
    """The same accounts with another past, drawn anew."""
    chance, size = np.random.default_rng([seed, 3]), len(accounts)
    return changed(
        accounts,
        **{name: np.array(values)[chance.integers(0, len(values), size)] for name, values in columns.items()},
    )


@pytest.mark.parametrize("name", ["standard", "lowest", "highest"])
def test_history_never_makes_a_step_stricter(name: str) -> None:
    accounts = accounts_around(seed=31, size=SIZE)
    before, after = (plan(these, POLICIES[name], MONDAY) for these in (accounts, swapped(accounts, HISTORY, 32)))
    both = before.acts & after.acts

    assert both.sum() > SIZE / 4
    assert before.stage[both].tolist() == after.stage[both].tolist()
    for one, other in zip(strictness(before), strictness(after), strict=True):
        assert one[both].tolist() == other[both].tolist()


def test_history_changes_something_all_the_same() -> None:
    """Milder or more personal: so the test above is not about nothing."""
    accounts = accounts_ordinary(seed=33, size=SIZE)
    before, after = (plan(these, STANDARD, MONDAY) for these in (accounts, swapped(accounts, HISTORY, 34)))

    for name in ("history", "channels", "frame", "by_whom", "form", "options", "rank"):
        assert before.columns[name].tolist() != after.columns[name].tolist()


def test_silence_never_makes_a_step_stricter() -> None:
    """Letters, calls and visits that brought nothing lead to a person or another form, not to a harder text."""
    accounts = accounts_ordinary(seed=35, size=SIZE)
    before, after = (plan(these, STANDARD, MONDAY) for these in (accounts, swapped(accounts, REACTIONS, 36)))
    both = before.acts & after.acts

    assert both.sum() > SIZE / 2
    assert before.stage[both].tolist() == after.stage[both].tolist()
    for one, other in zip(strictness(before), strictness(after), strict=True):
        assert one[both].tolist() == other[both].tolist()


def test_the_strictest_there_is_comes_from_stage_room_and_what_was_said() -> None:
    """And from nothing that somebody else says or guesses about a customer."""
    accounts = accounts_around(seed=37, size=SIZE)
    decisions = plan(accounts, STANDARD, MONDAY)
    firm, consequence = decisions.tone == Tone.FIRM, decisions.frame == Frame.CONSEQUENCE_HELP

    assert firm.sum() > 10
    assert consequence.sum() > 10
    assert (accounts.says_no & (accounts.room == Room.OK))[firm].all()
    assert (decisions.stage == Stage.S2)[firm].all()
    assert (decisions.stage >= Stage.S4B)[consequence].all()
    assert (accounts.room == Room.OK)[consequence].all()
    assert not (accounts.is_distressed | (accounts.distress_days < STANDARD.histories.distress_days))[
        firm | consequence
    ].any()


@pytest.mark.parametrize("day", DAYS)
def test_the_next_approach_differs_in_form_unless_a_person_comes(day: date) -> None:
    accounts = accounts_around(seed=38, size=SIZE)
    decisions = plan(accounts, STANDARD, day)
    is_reminder = (decisions.stage == Stage.S1) | (decisions.stage == Stage.S2)  # a notice is always in writing
    again = decisions.acts & is_reminder & (decisions.form == accounts.last_form)

    assert np.isin(decisions.form[again], PERSON).all()
    assert (decisions.form[decisions.acts] != Form.NONE).all()


def test_a_call_on_top_of_a_call_is_one_that_was_asked_for_or_that_is_urgent() -> None:
    """Nobody is called twice in a row for the sum alone."""
    accounts = accounts_ordinary(seed=39, size=SIZE)
    decisions = plan(accounts, STANDARD, MONDAY)
    talks = (accounts.needs & int(Need.CALL_RATHER | Need.SOMEONE_WITH_ME | Need.ONE_QUESTION)) != 0
    talks |= (accounts.needs & int(Need.READ_ALOUD | Need.OTHER_LANGUAGE)) != 0
    asked = talks | (accounts.prefers == Kind.PHONE) | (accounts.prefers == Kind.VIDEO)
    is_home = (accounts.weights & int(Weight.HOME)) != 0  # a visit that is not possible becomes a call
    again = decisions.acts & (accounts.last_form == Form.CALLED) & (decisions.form == Form.CALLED)

    assert again.sum() > 10
    assert (asked | is_home | (decisions.stage >= Stage.S3))[again].all()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(POLICIES))
def test_judging_what_the_planner_itself_decided_changes_nothing(name: str, day: date) -> None:
    accounts = accounts_around(seed=day.toordinal(), size=1_000)
    today = Today.of(POLICIES[name], day)
    own = plan_block(accounts, today)

    assert everything(judge(accounts, today, own)) == everything(own)


@pytest.mark.parametrize("day", DAYS)
def test_judging_twice_is_judging_once(day: date) -> None:
    accounts = accounts_around(seed=40, size=SIZE)
    today = Today.of(STANDARD, day)
    once = judge(accounts, today, proposals(accounts, day, seed=41))

    assert everything(judge(accounts, today, once)) == everything(once)


def judged(seed: int, day: date) -> tuple[Accounts, Decisions, Decisions]:
    """Accounts, what somebody proposes for them, and what is left of that."""
    accounts = swapped(accounts_around(seed=seed, size=3 * SIZE), SAID, seed)
    proposed = proposals(accounts, day, seed=seed)
    return accounts, proposed, judge(accounts, Today.of(STANDARD, day), proposed)


@pytest.fixture(scope="module")
def monday() -> tuple[Accounts, Decisions, Decisions]:
    return judged(42, MONDAY)


Judged = tuple[Accounts, Decisions, Decisions]


def test_nothing_that_others_propose_goes_out_when_nothing_may(monday: Judged) -> None:
    a, _, left = monday
    acts, contacts = left.acts, STANDARD.contacts
    is_active = ~a.hold_has_end | (a.hold_days_left > 0)
    held = is_active & (a.hold != HoldCode.NONE) & (a.hold != HoldCode.REPRESENTED)

    assert acts.sum() > 1_000
    for stop in (held, a.is_distressed, a.has_disputed_all, ~a.is_safe, a.is_handed_over, a.by_hand, ~a.is_open):
        assert stop.sum() > 1_000
        assert not stop[acts].any()
    assert (a.open_cents > 0)[acts].all()
    assert not (a.is_represented & ~a.representative_reachable)[acts].any()
    assert (a.moments_7d < contacts.moments_per_7_days)[acts].all()
    assert not a.moment_today[acts].any()
    assert (a.days_since_conversation >= contacts.silence_after_conversation_days)[acts].all()
    assert (a.days_since_inbound >= contacts.quiet_after_reaction_days)[acts].all()
    assert (a.days_since_moment >= contacts.days_between_moments_new_claim)[acts].all()


def test_no_room_and_a_joint_arrangement_keep_every_ordinary_step_back(monday: Judged) -> None:
    a, _, left = monday
    is_ordinary = left.acts & (left.stage < Stage.S4A)

    assert not (a.room == Room.NONE)[is_ordinary].any()
    assert not (a.joint_creditors > 0)[is_ordinary].any()


def test_nothing_goes_out_on_a_rest_day_whoever_proposes_it() -> None:
    _, proposed, left = judged(43, DAYS[2])

    assert proposed.acts.sum() > 1_000
    assert not left.acts.any()


def test_no_proposal_uses_a_way_that_is_refused_or_not_there(monday: Judged) -> None:
    a, _, left = monday

    assert not (left.channels & ~a.usable)[left.acts].any()
    assert ((left.channels & (Kind.LETTER | Kind.EMAIL)) != 0)[left.acts].all()
    assert ((left.channels & Kind.LETTER) != 0)[left.acts & (left.stage >= Stage.S3)].all()


def test_no_proposal_tells_of_what_is_not_near_and_recorded(monday: Judged) -> None:
    a, _, left = monday
    near = (a.consequence != 0) & (a.consequence_in_days <= STANDARD.stages.tell_consequence_within_days)
    further = left.acts & (left.stage >= Stage.S4A)

    assert further.sum() > 10
    assert near[further].all()
    assert (a.overdue_cents > 0)[left.acts & (left.stage >= Stage.S3)].all()
    assert near[left.acts & (left.frame == Frame.CONSEQUENCE_HELP)].all()


def test_no_proposal_puts_pressure_on_anybody_it_may_not(monday: Judged) -> None:
    a, _, left = monday
    distressed = a.is_distressed | (a.distress_days < STANDARD.histories.distress_days)
    pressed = left.acts & (left.frame == Frame.CONSEQUENCE_HELP)
    firm = left.acts & (left.tone == Tone.FIRM)

    assert pressed.sum() > 10
    assert firm.sum() > 10
    for strict in (pressed, firm):
        assert (a.room == Room.OK)[strict].all()
        assert not distressed[strict].any()
        assert (left.stage >= Stage.S2)[strict].all()
    assert a.says_no[firm].all()


def test_no_proposal_sends_anybody_to_a_door_or_a_number_that_is_closed(monday: Judged) -> None:
    a, _, left = monday
    calls = left.acts & ((left.by_whom == ByWhom.CALLER) | (left.by_whom == ByWhom.SAME_PERSON))
    visits = left.acts & (left.by_whom == ByWhom.VISITOR)

    assert calls.sum() > 10
    assert visits.sum() > 10
    assert (a.has_phone & ((a.not_by & Kind.PHONE) == 0))[calls].all()
    assert (a.calls_today < STANDARD.contacts.call_attempts_per_day)[calls].all()
    assert (a.call_days_7d < STANDARD.contacts.call_days_per_7_days)[calls].all()
    assert ((a.weights & Weight.HOME) != 0)[visits].all()
    assert (a.overdue_cents >= STANDARD.steps.visit_from_cents)[visits].all()
    assert ((a.not_by & Kind.VISIT) == 0)[visits].all()


def test_no_proposal_goes_to_anybody_but_who_looks_after_the_money(monday: Judged) -> None:
    a, proposed, left = monday
    represented, alone = left.acts & a.is_represented, left.acts & ~a.is_represented

    assert (proposed.to_whom == ToWhom.CUSTOMER)[represented].sum() > 10
    assert (proposed.to_whom == ToWhom.ADMINISTRATOR)[alone].sum() > 10
    assert (left.to_whom == ToWhom.ADMINISTRATOR)[represented].all()
    assert (left.to_whom == ToWhom.CUSTOMER)[alone].all()


def test_no_heavy_step_comes_without_a_person_for_who_has_no_room_or_was_in_distress(monday: Judged) -> None:
    a, _, left = monday
    hard = (a.room == Room.NONE) | a.is_distressed | (a.distress_days < STANDARD.histories.distress_days)
    heavy = left.acts & (left.stage >= Stage.S3) & hard & ~a.is_represented

    assert heavy.sum() > 10
    assert (left.by_whom[heavy] > ByWhom.TEAM).all()


def test_a_proposal_that_is_kept_back_waits_for_somebody_and_says_nothing_else(monday: Judged) -> None:
    _, proposed, left = monday
    back = proposed.acts & ~left.acts

    assert back.sum() > 1_000
    assert not left.channels[back].any()
    assert (left.stage[back] == Stage.NONE).all()
    waits = back & (left.whether != Whether.CLOSE)
    assert (left.wait_until[waits] > MONDAY.toordinal()).all()


def test_a_proposal_to_do_nothing_stays_that(monday: Judged) -> None:
    _, proposed, left = monday
    rests = ~proposed.acts

    assert rests.sum() > 1_000
    assert all(np.array_equal(left.columns[name][rests], proposed.columns[name][rests]) for name in proposed.columns)


def test_the_columns_of_history_are_all_there() -> None:
    assert set(HISTORY) | set(REACTIONS) <= set(columns_of(accounts_ordinary(seed=1, size=1)))
    assert set(HISTORY) <= set(FOR_STEPS)

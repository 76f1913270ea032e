"""Two policies beside each other: who is counted where, and the same answer however the cases are cut up."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from tests.planner.cases import accounts_around, policy_with
from tijdig.planner.codes import ByWhom, HoldCode, Kind, Option, Stage, ToWhom, Whether
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.compare import Comparison, Effect, Why, compare, segments_of, step_codes
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import plan
from tijdig.planner.reasons import Reason
from tijdig.policy import load

DAY = date(2026, 11, 24)
NOW = load(DAY)
SOME = accounts_around(seed=21, size=3_000)
LATE = AccountRow(
    case_id=7,
    open_cents=40_000,
    overdue_cents=40_000,
    oldest_overdue_days=9,
    unnamed_overdue_days=9,
    customer_months=40,
    size_percent=80,
)


def alone(row: AccountRow, key: str, value: int, nights: int = 1) -> Comparison:
    """One case under today's policy and under one other number."""
    one = Accounts.from_rows([row])
    return compare((one, one), (NOW, load(DAY, overrides={key: value})), DAY, nights=nights)


def test_the_same_policy_changes_nothing() -> None:
    found = compare((SOME, SOME), (NOW, NOW), DAY, nights=5)

    assert found.effects == {Effect.SAME: len(SOME)}
    assert (found.whys, found.examples) == ({}, {})
    assert found.before == found.after
    assert found.before.moments > 0


def test_other_cases_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="different cases"):
        compare((SOME, SOME.take(slice(1, None))), (NOW, NOW), DAY)


def test_who_is_not_late_enough_gets_fewer() -> None:
    found = alone(LATE._replace(unnamed_overdue_days=3, oldest_overdue_days=3), "stages.first_reminder_from_days", 4)

    assert found.effects == {Effect.FEWER: 1}
    assert (found.before.moments, found.after.moments) == (1, 0)
    ((why, count),) = found.whys.items()
    assert (count, why.dimension, why.before, why.after) == (1, "whether", Reason.SAY_FIRST, Reason.TOO_EARLY)
    (example,) = found.examples[why]
    assert (example.case_id, example.day) == (7, DAY)
    assert (example.before.whether, example.before.stage) == (Whether.ACT, Stage.S1)
    assert (example.after.whether, example.after.channels) == (Whether.WAIT, Kind.NONE)


def test_who_gets_it_a_day_later_gets_the_same_on_another_day() -> None:
    row = LATE._replace(unnamed_overdue_days=3, oldest_overdue_days=3)

    found = alone(row, "stages.first_reminder_from_days", 4, nights=5)

    assert found.effects == {Effect.OTHER_DAY: 1}
    assert found.before.counts == found.after.counts


def test_plans_part_on_the_night_on_which_they_differ_first() -> None:
    row = LATE._replace(unnamed_overdue_days=2, oldest_overdue_days=2)

    found = alone(row, "stages.first_reminder_from_days", 4, nights=3)

    ((example,),) = found.examples.values()
    assert example.day == DAY + timedelta(days=1)
    assert (example.before.whether, example.after.whether) == (Whether.ACT, Whether.WAIT)


def test_the_other_way_round_is_more() -> None:
    row = LATE._replace(unnamed_overdue_days=2, oldest_overdue_days=2)

    assert alone(row, "stages.first_reminder_from_days", 2).effects == {Effect.MORE: 1}


def test_another_person_is_another_step() -> None:
    row = LATE._replace(late_bills=1)

    found = alone(row, "steps.call_from_cents", 50_000)

    assert found.effects == {Effect.OTHER: 1}
    ((why, _),) = found.whys.items()
    assert (why.dimension, why.before) == ("by_whom", Reason.FIRST_TIME_CALL)
    assert found.before.totals.calls == 1
    assert found.after.totals.calls == 0


def test_a_person_who_waits_for_a_case_counts_once() -> None:
    row = LATE._replace(
        named_unresolved=True, unnamed_overdue_days=0, stage_reached=3, days_since_stage=40, days_since_moment=40
    )
    one = Accounts.from_rows([row])

    found = compare((one, one), (NOW, NOW), DAY, nights=6)

    assert found.before.totals.looks == 1
    assert found.before.moments == 0


def test_a_person_who_looks_again_counts_again_and_is_a_step_more() -> None:
    """Both look while the hold runs; more days for the bank make one of them stop, and look again after those."""
    row = LATE._replace(
        named_unresolved=True,
        named_overdue_cents=40_000,
        unnamed_overdue_days=0,
        stage_reached=3,
        days_since_stage=40,
        days_since_moment=40,
        notice_over_days=2,
        hold=int(HoldCode.OTHER),
        hold_has_end=True,
        hold_days_left=1,
    )
    one, fewer_days = Accounts.from_rows([row]), policy_with(NOW, "stages.gate_after_notice_days", 2)

    found = compare((one, one), (fewer_days, NOW), DAY, nights=4)

    decides = Reason.PERSON_DECIDES
    assert found.whys == {Why(Effect.OTHER, "whether", decides, decides): 1}
    assert [side.of("by_whom") for side in (found.before, found.after)] == [{ByWhom.HANDLER: 1}, {ByWhom.HANDLER: 2}]


def test_only_steps_by_a_person_count_as_such() -> None:
    rows = [LATE._replace(case_id=1, late_bills=2, size_percent=0), LATE._replace(case_id=2), LATE._replace(case_id=3)]
    some = Accounts.from_rows(rows)

    found = compare((some, some), (NOW, NOW), DAY)

    assert found.before.moments == 3
    assert found.before.of("by_whom") == {ByWhom.CALLER: 2}


def test_every_count_fits_with_the_others() -> None:
    found = compare((SOME, SOME), (NOW, load(DAY, overrides={"contacts.days_between_moments": 14})), DAY, nights=8)

    assert sum(found.effects.values()) == found.cases == len(SOME)
    assert sum(found.whys.values()) == len(SOME) - found.effects[Effect.SAME]
    for side in (found.before, found.after):
        for table in ("stage", "history", "size", "product"):
            assert sum(side.of(table).values()) == side.moments
        assert side.of("kind")[int(Kind.LETTER)] == side.totals.letters
    for table in ("history", "size", "product"):
        assert sum(count for (name, _, _), count in found.by_segment.items() if name == table) == len(SOME)


def test_parts_add_up_to_the_whole_in_any_order() -> None:
    policies = (NOW, load(DAY, overrides={"stages.second_reminder_after_days": 21}))
    whole = compare((SOME, SOME), policies, DAY, nights=6)
    found = Comparison()
    for rows in np.array_split(np.random.default_rng(5).permutation(len(SOME)), 4):
        part = SOME.take(rows)
        found.add(compare((part, part), policies, DAY, nights=6), shown=1)

    for name in ("cases", "effects", "by_segment", "whys", "before", "after"):
        assert getattr(found, name) == getattr(whole, name)
    assert found.examples.keys() == whole.examples.keys()
    assert all(len(examples) == 1 for examples in found.examples.values())


def test_the_first_night_is_the_plan_of_that_night() -> None:
    decisions = plan(SOME, NOW, DAY)

    found = compare((SOME, SOME), (NOW, NOW), DAY)

    assert found.before.moments == int(decisions.acts.sum())


def test_step_codes_differ_when_any_part_of_a_step_does() -> None:
    day = DAY + timedelta(days=1)
    some = accounts_around(seed=31, size=20_000)
    decisions = plan(some, NOW, day)
    names = ("whether", "stage", "channels", "frame", "tone", "by_whom", "form", "options", "to_whom")
    acts = decisions.acts
    told = np.stack([decisions.columns[name][acts] for name in names], axis=1)

    codes = step_codes(decisions)[acts]

    assert len(np.unique(codes)) == len(np.unique(told, axis=0))
    assert codes.min() > 0


def test_step_codes_of_steps_that_differ_never_meet() -> None:
    """Nothing, one, and all of what there is, of each part beside each other part."""
    highest = {
        "stage": max(Stage),
        "channels": sum(Kind),
        "by_whom": max(ByWhom),
        "options": sum(Option),
        "to_whom": max(ToWhom),
    }
    choices: list[list[int]] = [[Whether.WAIT, Whether.ACT]]
    choices += [sorted({-1, 0, 1, int(most)}) for most in highest.values()]
    steps = np.array(list(product(*choices)), dtype=np.int16)
    columns = {name: np.zeros(len(steps), dtype=np.int16) for name in ("frame", "tone", "form")}
    columns |= dict(zip(("whether", *highest), steps.T, strict=True))

    codes = step_codes(Decisions(DAY, np.arange(len(steps)), columns))

    assert len(np.unique(codes)) == len(steps)
    assert codes.min() > 0


def test_segments_are_known_also_where_nothing_goes_out() -> None:
    rows = [LATE, LATE._replace(is_open=False, size_percent=0), LATE._replace(customer_months=1, product=4)]

    found = segments_of(Accounts.from_rows(rows), NOW, DAY)

    assert found["history"].tolist() == [1, 1, 0]
    assert found["size"].tolist() == [1, 0, 1]
    assert found["product"].tolist() == [0, 0, 4]


def test_segments_of_a_comparison_are_those_of_today() -> None:
    """Large before, and small under a policy that sees another sum or calls another sum large: it counts as large."""
    one, other = (Accounts.from_rows([LATE._replace(size_percent=percent)]) for percent in (80, 0))
    stricter = load(DAY, overrides={"steps.large_from_percent": 90})

    for accounts, policies in (((one, other), (NOW, NOW)), ((one, one), (NOW, stricter))):
        found = compare(accounts, policies, DAY)

        assert {code for name, code, _ in found.by_segment if name == "size"} == {1}


def test_of_each_group_as_many_examples_are_kept_as_were_asked_for() -> None:
    late = [LATE._replace(case_id=n, unnamed_overdue_days=3, oldest_overdue_days=3) for n in range(3)]
    some, policies = Accounts.from_rows(late), (NOW, load(DAY, overrides={"stages.first_reminder_from_days": 4}))

    (one,), (two,) = (
        found.examples.values()
        for found in (compare((some, some), policies, DAY), compare((some, some), policies, DAY, shown=2))
    )

    assert [example.case_id for example in one] == [0]
    assert [example.case_id for example in two] == [0, 1]

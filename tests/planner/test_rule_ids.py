"""Every rule P01 to P30, and every constraint that judges decisions, occurs in a decision that is explained."""

import re
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.planner.cases import MONDAY, ORDINARY, STANDARD
from tijdig.planner.codes import (
    ByWhom,
    ConsequenceCode,
    Event,
    Form,
    Frame,
    HoldCode,
    Kind,
    Need,
    ProductCode,
    Room,
    Stage,
    Tone,
    Weight,
)
from tijdig.planner.columns import Accounts
from tijdig.planner.explain import Line, explain
from tijdig.planner.plan import decision_at, judge, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today
from tijdig.policy.rules import load_rules

RULES = load_rules()
TESTS = Path(__file__).resolve().parents[1]
SUNDAY = date(2026, 11, 22)
AGREED = int(HoldCode.AGREED)
HOME = int(Weight.FIXED_COST | Weight.THREATENING | Weight.HOME)
Facts = Mapping[str, Any]

EXPLAINED: Mapping[str, tuple[str, Facts]] = {
    "P01": ("second", {"late_bills": 2}),
    "P02": ("first", {"prefers": int(Kind.EMAIL)}),
    "P03": ("second", {"late_bills": 2, "weights": int(Weight.FIXED_COST), "has_seizure": True}),
    "P04": ("second", {"size_percent": 90}),
    "P05": ("first", {}),
    "P06": ("first", {"late_bills": 3, "overdue_cents": 4_000}),
    "P07": ("second", {"late_in_a_row": 4}),
    "P08": ("first", {"handed_over_days": 400}),
    "P09": ("first", {"customer_months": 1}),
    "P10": ("before", {"had_arrears": False, "events": int(Event.TURNING_18)}),
    "P11": ("notice", {}),
    "P12": ("near", {"product": int(ProductCode.RENT), "room": int(Room.OK)}),
    "P13": ("near", {}),
    "P14": ("loss", {"room": int(Room.OK)}),
    "P15": ("second", {"room": int(Room.NONE)}),
    "P16": ("second", {"weights": HOME, "size_percent": 90, "letters_without_reaction": 2}),
    "P17": ("second", {"product": int(ProductCode.PURCHASE), "late_bills": 2}),
    "P18": ("first", {"has_post": False}),
    "P19": ("first", {"needs": int(Need.READ_ALOUD)}),
    "P20": ("first", {"needs": int(Need.ONE_QUESTION)}),
    "P21": ("second", {"needs": int(Need.PAPER)}),
    "P22": ("second", {"calls_unanswered": 3}),
    "P23": ("second", {"letters_without_reaction": 2, "last_form": int(Form.WRITTEN)}),
    "P24": ("second", {"joint_creditors": 2}),
    "P25": ("second", {"hold": AGREED, "missed_instalment_days": 6}),
    "P26": ("second", {"says_no": True, "days_since_conversation": 30, "room": int(Room.OK)}),
    "P27": ("second", {"weights": HOME, "letters_without_reaction": 3, "visits": 2}),
    "P28": ("second", {"is_distressed": True, "distress_days": 2}),
    "P29": ("second", {"prefers": int(Kind.VIDEO)}),
    "P30": ("second", {"late_bills": 2, "has_email": True}),
    "HC01": ("loss", {}),
    "HC07": ("notice", {"not_by": int(Kind.LETTER)}),
    "HC08": ("second", {"is_safe": False}),
    "HC09": ("second", {"moments_7d": 3}),
    "HC10": ("second", {"weights": HOME, "size_percent": 90, "letters_without_reaction": 2, "overdue_cents": 20_000}),
    "HC13": ("second", {"says_no": True, "room": int(Room.UNKNOWN)}),
    "HC16": ("second", {"by_hand": True}),
    "D02": ("loss", {"distress_days": 100}),
    "D07": ("second", {"hold": int(HoldCode.DIED)}),
    "D10": ("second", {"room": int(Room.NONE)}),
}
"""Rule id -> an ordinary case and what is different about this customer: the decision on it stands on that rule."""

PROPOSED: Mapping[str, tuple[str, Facts, Facts]] = {
    "HC05": ("second", {}, {"stage": Stage.S5, "frame": Frame.CONSEQUENCE_HELP}),
    "HC06": ("second", {}, {"channels": Kind.SMS}),
}
"""What our own rules never do, so that only what somebody else proposes shows it: a case, and what is proposed."""

BY_ABSENCE = {"HC15"}
"""Kept by columns that are not there: see test_invariance.py."""

JUDGING = {key for key, rule in RULES.constraints.items() if "decision" in rule.judges}


def explained(name: str, facts: Facts, day: date = MONDAY) -> list[Line]:
    account = Accounts.from_rows([ORDINARY[name]._replace(case_id=1, **facts)])
    return [line for line in explain(account, STANDARD, day).lines if line.decides]


def judged(name: str, facts: Facts, proposal: Facts) -> set[Reason]:
    """The reasons that are given when our own decision on this case, with this proposed instead, is judged."""
    account, today = Accounts.from_rows([ORDINARY[name]._replace(case_id=1, **facts)]), Today.of(STANDARD, MONDAY)
    proposed = plan_block(account, today)
    assert proposed.acts.all()
    for dimension, outcome in proposal.items():
        proposed.columns[dimension] = np.array([outcome], dtype=np.int16)
    return set(decision_at(judge(account, today, proposed), 0).reasons.values())


def test_the_list_of_ids_is_whole() -> None:
    assert {key for key in EXPLAINED if key.startswith("P")} == set(RULES.situations)
    assert set(RULES.situations) == {f"P{number:02}" for number in range(1, 31)}
    assert {key for key in EXPLAINED if not key.startswith("P")} | set(PROPOSED) | BY_ABSENCE == JUDGING
    assert {"HC01", "HC05", "HC06", "HC07", "HC08", "HC09", "HC10", "HC13", "HC16", "D02", "D07", "D10"} <= JUDGING


@pytest.mark.parametrize("key", sorted(EXPLAINED))
def test_an_explained_decision_stands_on_the_rule(key: str) -> None:
    name, facts = EXPLAINED[key]

    lines = [line for line in explained(name, facts) if key in line.reason.rules]

    assert lines
    assert all(line.holds for line in lines)
    assert all(f"rule:{key}" in [source.key for source in line.sources] for line in lines)


@pytest.mark.parametrize("key", sorted(EXPLAINED))
def test_without_what_is_different_another_decision_or_another_reason_comes_out(key: str) -> None:
    """Each example shows its own rule: what is different about this customer is what brings it about."""
    name, facts = EXPLAINED[key]
    if facts:
        ordinary, special = ([line.reason for line in explained(name, some)] for some in ({}, facts))

        assert ordinary != special


@pytest.mark.parametrize("key", sorted(PROPOSED))
def test_what_only_others_would_propose_is_held_against_the_limit(key: str) -> None:
    name, facts, proposal = PROPOSED[key]

    assert key in {rule for reason in judged(name, facts, proposal) for rule in reason.rules}
    assert key not in {rule for reason in judged(name, facts, {}) for rule in reason.rules}


@pytest.mark.parametrize("key", sorted(PROPOSED))
def test_a_limit_that_holds_for_nobody_is_shown_in_the_explanation_all_the_same(key: str) -> None:
    account = Accounts.from_rows([ORDINARY["second"]._replace(case_id=1)])
    limits = [line for line in explain(account, STANDARD, MONDAY).lines if line.is_limit and key in line.reason.rules]

    assert limits
    assert not any(line.decides for line in limits)


@pytest.mark.parametrize(
    ("proposal", "facts", "reason"),
    [
        ({"channels": Kind.EMAIL, "stage": Stage.S3}, {}, Reason.NOTICE_NEEDS_LETTER),
        ({"channels": Kind.LETTER | Kind.WHATSAPP}, {}, Reason.ONLY_PERMITTED),
        ({"stage": Stage.S4A}, {}, Reason.NOTHING_NEAR),
        ({"frame": Frame.CONSEQUENCE_HELP}, {}, Reason.NOT_TRUE_ENOUGH),
        ({"tone": Tone.FIRM}, {}, Reason.NOT_BY_GUESS),
        ({"by_whom": ByWhom.VISITOR}, {}, Reason.NO_VISIT),
        ({"by_whom": ByWhom.CALLER}, {"has_phone": False}, Reason.NO_NUMBER),
        ({"by_whom": ByWhom.SAME_PERSON}, {"calls_today": 2, "call_days_7d": 1}, Reason.CALLED_ENOUGH),
        ({"stage": Stage.S3, "by_whom": ByWhom.TEAM}, {"distress_days": 9}, Reason.PERSON_WITH_NOTICE),
    ],
)
def test_each_limit_says_why_it_changes_a_proposal(proposal: Facts, facts: Facts, reason: Reason) -> None:
    assert reason in judged("second", facts, proposal)


def test_a_rest_day_is_explained_by_the_day() -> None:
    (line,) = [line for line in explained("second", {}, SUNDAY) if line.dimension == "whether"]

    assert line.reason == Reason.REST_DAY
    assert "HC09" in line.reason.rules


@pytest.mark.parametrize("key", sorted(set(RULES.constraints) - JUDGING))
def test_a_constraint_on_texts_or_arrangements_is_held_by_modules_with_tests_or_says_why_not_yet(key: str) -> None:
    """These do not judge decisions, so no example of the planner shows them."""
    rule = RULES.constraints[key]

    assert rule.checked or rule.later
    assert [module for module in rule.checked if not (find_spec(module) and is_tested(module))] == []


def is_tested(module: str) -> bool:
    """Some test imports it, or its folder."""
    names = re.compile(rf"^from ({re.escape(module)}|{re.escape(module.rpartition('.')[0])}) import", re.MULTILINE)
    return any(names.search(path.read_text(encoding="utf-8")) for path in TESTS.rglob("test_*.py"))


def test_consequences_that_are_told_are_of_the_kind_that_was_recorded() -> None:
    """A summons that was recorded is not told as an eviction, nor the other way round (HC05)."""
    near = {"stage": Stage.S5}, {"stage": Stage.S4B}
    recorded = ({"consequence": int(code)} for code in (ConsequenceCode.SUMMONS, ConsequenceCode.DISCONNECTION))

    for proposal, facts in zip(near, recorded, strict=True):
        assert Reason.NOTHING_NEAR in judged("near", facts, proposal)

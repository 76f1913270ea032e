"""The checker of constraints by itself: it stands alone, finds each thing that may not happen, and lets the rest be."""

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tijdig.bench import checker
from tijdig.bench.checker import codes
from tijdig.bench.checker.cases import invented
from tijdig.bench.checker.constraints import CHECKS, violations
from tijdig.bench.checker.facts import Decided, Facts, days_until_outreach, is_rest_day
from tijdig.planner import codes as planner
from tijdig.planner.checks import contradictions
from tijdig.planner.columns import DEFAULTS, Accounts

FOLDER = Path(checker.__path__[0])
MONDAY, SUNDAY, LIBERATION = date(2026, 11, 23), date(2026, 11, 22), date(2027, 5, 5)
NEVER = 30_000
NUMBERS = {
    "contacts.call_attempts_per_day": 2,
    "contacts.call_days_per_7_days": 3,
    "contacts.days_between_moments": 4,
    "contacts.days_between_moments_new_claim": 2,
    "contacts.moments_per_7_days": 3,
    "contacts.moments_per_day": 1,
    "contacts.quiet_after_reaction_days": 7,
    "contacts.silence_after_conversation_days": 7,
    "histories.distress_days": 365,
    "stages.first_reminder_from_days": 3,
    "stages.name_new_claim_before_days": 8,
    "stages.tell_consequence_within_days": 42,
    "steps.visit_from_cents": 50_000,
}
SECOND = {"open_cents": 60_000, "overdue_cents": 60_000, "room": 1, "says_no": True, "weights": 16}
"""A second reminder about rent that is worth a visit, for somebody who said to be able to pay and not to want to."""

NEAR = {"consequence": 2, "consequence_in_days": 42}
MESSAGE = {"whether": 3, "stage": 2, "channels": 3, "frame": 0, "tone": 2, "by_whom": 0, "to_whom": 0}
LOSS = {"stage": 6, "channels": 1, "frame": 1, "tone": 3, "by_whom": 1}

PLANTED: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    **{f"D07 {name.lower()}": [({"hold": code}, {}), ({"hold": code, "hold_has_end": True, "hold_days_left": 1}, {})]
       for name, code in codes.HOLDS.items() if name not in ("NONE", "REPRESENTED")},
    "D07 closed": [({"is_open": False}, {}), ({"open_cents": 0}, {})],
    "D07 represented": [
        ({"is_represented": True}, {"to_whom": 1}),
        ({"hold": 12}, {}),
        ({"hold": 12, "is_represented": True}, {"to_whom": 1}),
    ],
    "D07 to_administrator": [({"is_represented": True, "representative_reachable": True}, {})],
    "D07 to_customer": [({}, {"to_whom": 1}), ({}, {"to_whom": -1})],
    "D07 disputed_all": [({"has_disputed_all": True}, {})],
    "D07 with_agency": [({"is_handed_over": True}, {})],
    "D10 no_room": [
        ({"room": 2}, {}),
        ({"room": 2, **NEAR, "consequence_told": True}, LOSS),
        ({"room": 2, **NEAR, "not_by": 1, "has_post": True}, LOSS),
        ({"room": 2, **NEAR}, {"stage": 3, "channels": 1, "by_whom": 1}),
    ],
    "P24 joint_first": [({"joint_creditors": 1}, {}), ({"joint_creditors": 2, **NEAR}, {})],
    "P28 in_distress": [({"is_distressed": True, "distress_days": 0}, {})],
    "HC16 by_hand": [({"by_hand": True}, {})],
    "HC08 not_safe": [({"is_safe": False}, {})],
    "HC09 moment_today": [({"moment_today": True}, {})],
    "HC09 enough_this_week": [({"moments_7d": 3}, {})],
    "HC09 after_conversation": [({"days_since_conversation": 6}, {}), ({"days_since_conversation": 0}, {})],
    "HC09 after_reaction": [({"days_since_inbound": 6}, {}), ({"days_since_inbound": 0}, {})],
    "HC09 days_between": [
        ({"days_since_moment": 3}, {}),
        ({"days_since_moment": 1, "unnamed_overdue_days": 3}, {}),
        ({"days_since_moment": 3, "unnamed_overdue_days": 2}, {}),
    ],
    "HC09 called_today": [({"calls_today": 2}, {"by_whom": 2}), ({"calls_today": 2}, {"by_whom": 3})],
    "HC09 called_this_week": [({"call_days_7d": 3}, {"by_whom": 2}), ({"call_days_7d": 4}, {"by_whom": 3})],
    "HC06 needs_writing": [({}, {"channels": 4}), ({"has_iban": True}, {"channels": 64}), ({}, {"channels": 0})],
    "HC07 notice_needs_letter": [({}, {"stage": 3, "channels": 2}), (NEAR, LOSS | {"channels": 2})],
    "HC08 only_permitted": [
        ({"has_post": False}, {"channels": 3}),
        ({"has_email": False}, {"channels": 3}),
        ({"has_mobile": False}, {"channels": 7}),
        ({}, {"channels": 65}),
        ({"not_by": 1}, {"channels": 3}),
        ({"not_by": 2}, {"channels": 3}),
        ({"not_by": 4}, {"channels": 7}),
        ({"not_by": 64, "has_iban": True}, {"channels": 65}),
        *(({}, {"channels": 3 | other}) for other in (8, 16, 32, 128)),
    ],
    "HC08 no_number": [({"has_phone": False}, {"by_whom": 2}), ({"not_by": 16}, {"by_whom": 3})],
    "HC08 no_video": [({"not_by": 128}, {"by_whom": 5})],
    "HC05 nothing_near": [
        ({}, LOSS),
        ({**NEAR, "consequence_in_days": 43}, LOSS),
        ({**NEAR, "consequence": 1}, LOSS),
        (NEAR, LOSS | {"stage": 5}),
        (NEAR, LOSS | {"stage": 4}),
    ],
    "HC05 nothing_overdue": [({"overdue_cents": 0}, {"stage": 3, "channels": 1})],
    "HC05 frame_not_true": [({}, {"frame": 3}), ({**NEAR, "consequence_in_days": 43}, {"frame": 3})],
    "HC01 pressure_at_first": [(NEAR, {"frame": 3, "stage": 1})],
    "HC01 pressure_without_room": [({**NEAR, "room": 0}, {"frame": 3})],
    "HC01 pressure_in_distress": [({**NEAR, "distress_days": 364}, {"frame": 3})],
    "HC13 firm_by_guess": [({"says_no": False}, {"tone": 5})],
    "HC13 firm_without_room": [({"room": 0}, {"tone": 5})],
    "HC13 firm_in_distress": [({"distress_days": 364}, {"tone": 5})],
    "HC13 firm_at_first": [({}, {"tone": 5, "stage": 1}), ({}, {"tone": 5, "stage": 0})],
    "HC10 no_visit": [
        ({"weights": 0}, {"by_whom": 4}),
        ({"overdue_cents": 49_999}, {"by_whom": 4}),
        ({"has_post": False}, {"by_whom": 4, "channels": 2}),
        ({"not_by": 32}, {"by_whom": 4}),
    ],
    "D02 person_with_notice": [
        ({**NEAR, "room": 2}, LOSS | {"by_whom": 0}),
        ({**NEAR, "room": 2}, LOSS | {"by_whom": -1}),
        ({"distress_days": 364}, {"stage": 3, "channels": 1}),
    ],
}  # fmt: skip
ALSO = {"D10 no_room": {"D02 person_with_notice", "HC08 only_permitted"}, "HC09 moment_today": {"HC09 days_between"}}
"""What is wrong as well in some of these."""

GOOD: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({}, {"tone": 5}),
    ({"hold": 9, "hold_has_end": True, "hold_days_left": 0}, {}),
    ({"is_represented": True, "representative_reachable": True, "hold": 12}, {"to_whom": 1}),
    ({"is_represented": True, "representative_reachable": True, "room": 2, **NEAR}, LOSS | {"to_whom": 1}),
    ({"room": 2, **NEAR}, LOSS),
    ({"joint_creditors": 2, **NEAR}, LOSS),
    ({**NEAR, "consequence": 1, "consequence_in_days": 0}, LOSS | {"stage": 5}),
    (NEAR, {"frame": 3}),
    (NEAR, LOSS | {"frame": 3}),
    ({"distress_days": 365}, {"stage": 3, "channels": 1, "by_whom": 0}),
    ({"distress_days": 364}, {"stage": 3, "channels": 1, "by_whom": 2}),
    ({"days_since_moment": 4}, {}),
    ({"days_since_moment": 2, "unnamed_overdue_days": 3}, {}),
    ({"moments_7d": 2, "calls_today": 1, "call_days_7d": 2}, {"by_whom": 2}),
    ({"calls_today": 9, "call_days_7d": 9, "not_by": 16, "has_phone": False}, {"by_whom": 0}),
    ({"days_since_conversation": 7, "days_since_inbound": 7}, {}),
    ({"overdue_cents": 50_000}, {"by_whom": 4}),
    ({"has_iban": True}, {"channels": 65}),
    ({"prefers": 128}, {"by_whom": 5}),
]


def judged(facts: dict[str, Any], decided: dict[str, Any], day: date = MONDAY) -> set[str]:
    """What the checker says of one case."""
    known = {name: np.array([value]) for name, value in (dict(DEFAULTS) | SECOND | facts).items()}
    made = {name: np.array([value]) for name, value in (MESSAGE | decided).items()}
    numbers = {key: [value] * len(codes.PRODUCTS) for key, value in NUMBERS.items()}
    return set(violations(Facts(known, numbers, day), Decided(made)))


@pytest.mark.parametrize(("facts", "decided"), GOOD)
def test_what_may_go_out_is_left_alone(facts: dict[str, Any], decided: dict[str, Any]) -> None:
    assert judged(facts, decided) == set()


@pytest.mark.parametrize(
    ("name", "facts", "decided"), [(name, *each) for name, several in PLANTED.items() for each in several]
)
def test_what_may_not_happen_is_found_and_nothing_else(
    name: str, facts: dict[str, Any], decided: dict[str, Any]
) -> None:
    found = judged(facts, decided)

    assert name in found
    assert found - {name} <= ALSO.get(name, set())


def test_every_check_is_planted_at_least_once() -> None:
    assert {f"{check.constraint} {check.name}" for check in CHECKS} == {*PLANTED, "HC09 rest_day"}


@pytest.mark.parametrize("day", [SUNDAY, LIBERATION, date(2027, 5, 7), date(2026, 12, 25), date(2027, 3, 26)])
def test_nothing_goes_out_on_a_sunday_or_holiday(day: date) -> None:
    assert judged({}, {}, day) == {"HC09 rest_day"}


def test_a_new_claim_may_come_sooner_before_days_of_rest() -> None:
    before_christmas = date(2026, 12, 24)

    assert days_until_outreach(before_christmas) == 4
    assert judged({"days_since_moment": 2, "unnamed_overdue_days": 1}, {}, before_christmas) == {"HC09 days_between"}
    late = NUMBERS | {"stages.first_reminder_from_days": 6}
    facts = {name: np.array([value]) for name, value in (dict(DEFAULTS) | SECOND).items()}
    facts |= {"days_since_moment": np.array([2]), "unnamed_overdue_days": np.array([4])}
    made = Decided({name: np.array([value]) for name, value in MESSAGE.items()})
    numbers = {key: [value] * len(codes.PRODUCTS) for key, value in late.items()}
    assert violations(Facts(facts, numbers, before_christmas), made) == {}
    assert set(violations(Facts(facts, numbers, MONDAY), made)) == {"HC09 days_between"}


def test_a_number_holds_for_the_product_that_has_it() -> None:
    numbers = {key: [value] * len(codes.PRODUCTS) for key, value in NUMBERS.items()}
    numbers["contacts.days_between_moments"][codes.PRODUCTS["ENERGY"]] = 10
    facts = {name: np.array([value] * 2) for name, value in (dict(DEFAULTS) | SECOND).items()}
    facts |= {"case_id": np.array([7, 8]), "days_since_moment": np.array([9, 9]), "product": np.array([0, 4])}
    made = {name: np.array([value] * 2) for name, value in MESSAGE.items()}

    found = violations(Facts(facts, numbers, MONDAY), Decided(made))

    assert {name: ids.tolist() for name, ids in found.items()} == {"HC09 days_between": [8]}


def test_a_case_that_waits_breaks_nothing() -> None:
    chance, size = np.random.default_rng(5), 20_000
    numbers = {key: [value] * len(codes.PRODUCTS) for key, value in NUMBERS.items()}
    anything = {name: chance.integers(-1, 8, size) for name in MESSAGE} | {"whether": chance.integers(0, 3, size)}
    facts = {**{name: np.full(size, value) for name, value in DEFAULTS.items()}, **invented(5, size)}

    assert violations(Facts(facts, numbers, SUNDAY), Decided(anything)) == {}


def test_invented_cases_do_not_contradict_themselves() -> None:
    assert contradictions(Accounts.from_columns(**invented(3, 50_000))) == {}


def test_the_same_seed_invents_the_same_cases() -> None:
    once, again, other = invented(3, 1_000), invented(3, 1_000), invented(4, 1_000)

    assert all(np.array_equal(once[name], again[name]) for name in once)
    assert not np.array_equal(once["overdue_cents"], other["overdue_cents"])


def test_rest_days_are_sundays_and_holidays_only() -> None:
    assert not any(is_rest_day(day) for day in (MONDAY, date(2026, 11, 28), date(2026, 12, 24), date(2026, 12, 31)))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (codes.WHETHER, planner.Whether),
        (codes.STAGES, planner.Stage),
        (codes.KINDS, planner.Kind),
        (codes.FRAMES, planner.Frame),
        (codes.TONES, planner.Tone),
        (codes.PEOPLE, planner.ByWhom),
        (codes.TO_WHOM, planner.ToWhom),
        (codes.HOLDS, planner.HoldCode),
        (codes.ROOMS, planner.Room),
        (codes.CONSEQUENCES, planner.ConsequenceCode),
        (codes.PRODUCTS, planner.ProductCode),
    ],
)
def test_codes_are_those_of_the_planner(ours: codes.Codes, theirs: Any) -> None:
    assert dict(ours) == {name: int(code) for name, code in theirs.__members__.items()}
    assert int(planner.Weight.HOME) == codes.HOME
    assert planner.NEVER == codes.NEVER


def imported(path: Path) -> set[str]:
    """The modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_checker_knows_nothing_of_planner_rules_or_policy() -> None:
    ours = {name for path in FOLDER.glob("*.py") for name in imported(path) if name.startswith(("tijdig", "tests"))}

    assert len(list(FOLDER.glob("*.py"))) >= 4
    assert {name for name in ours if not name.startswith("tijdig.bench.checker")} == set()


def test_importing_the_checker_brings_in_nothing_of_them_either() -> None:
    code = "import sys, tijdig.bench.checker.constraints as c, tijdig.bench.checker.cases; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in done.stdout.split() if name.startswith("tijdig")}

    assert "tijdig.bench.checker.facts" in ours
    assert {name for name in ours if not name.startswith("tijdig.bench")} == {"tijdig"}

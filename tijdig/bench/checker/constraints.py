"""What may never go out: each hard constraint that judges a decision, as the law and our own decisions say it.

A case that waits breaks nothing here: that no case sleeps is another question (planner.checks).
"""
# ruff: noqa: ARG005 - every check takes the same two arguments

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tijdig.bench.checker import codes
from tijdig.bench.checker.facts import Decided, Facts, Flags, days_until_outreach, is_rest_day

Breaks = Callable[[Facts, Decided], Any]

S1, S2, S3 = codes.STAGES["S1"], codes.STAGES["S2"], codes.STAGES["S3"]
S4A, S4B, S5 = codes.STAGES["S4A"], codes.STAGES["S4B"], codes.STAGES["S5"]
LETTER, EMAIL, SMS, TRANSFER = (codes.KINDS[name] for name in ("LETTER", "EMAIL", "SMS", "TRANSFER"))
PHONE, VISIT, VIDEO = (codes.KINDS[name] for name in ("PHONE", "VISIT", "VIDEO"))
PRESSURE, FIRM = codes.FRAMES["CONSEQUENCE_HELP"], codes.TONES["FIRM"]
NO_HUMAN = (codes.PEOPLE["NONE"], codes.PEOPLE["TEAM"])
CALLS = (codes.PEOPLE["CALLER"], codes.PEOPLE["SAME_PERSON"])
NO_ROOM, HAS_ROOM = codes.ROOMS["NONE"], codes.ROOMS["OK"]
SUMMONS = codes.CONSEQUENCES["SUMMONS"]


class Check(NamedTuple):
    """One thing that may not happen: the constraint it belongs to, its own name, and when it happened."""

    constraint: str
    name: str
    breaks: Breaks


def violations(facts: Facts, decided: Decided) -> dict[str, NDArray[np.int64]]:
    """Per check ("HC09 moment_today") the cases that go out although they may not; empty when all is well."""
    goes_out = decided.whether == codes.WHETHER["ACT"]
    found = {}
    for check in CHECKS:
        broken = goes_out & check.breaks(facts, decided)
        if broken.any():
            found[f"{check.constraint} {check.name}"] = facts.case_id[broken]
    return found


# Facts in words.


def has(bits: NDArray[Any], kind: int) -> Flags:
    """This kind is among the bits."""
    found: Flags = (bits & kind) != 0
    return found


def is_held(f: Facts, hold: int) -> Flags:
    """This reason to rest was noted, and has not ended."""
    still_runs = ~f.hold_has_end | (f.hold_days_left >= 1)
    found: Flags = (f.hold == hold) & still_runs
    return found


def may_use(f: Facts, kind: int) -> Flags:
    """We have such an address, and the customer did not refuse this way."""
    known = {LETTER: f.has_post, EMAIL: f.has_email, SMS: f.has_mobile, TRANSFER: f.has_iban}[kind]
    found: Flags = known & ~has(f.not_by, kind)
    return found


def something_is_near(f: Facts) -> Flags:
    """Somebody entitled to it recorded what will happen, on a day that is near."""
    found: Flags = (f.consequence != codes.CONSEQUENCES["NONE"]) & (
        f.consequence_in_days <= f.number("stages.tell_consequence_within_days")
    )
    return found


def is_true_notice(f: Facts, d: Decided) -> Flags:
    """The message tells, for the first time and on paper, of something near that somebody recorded (D02)."""
    found: Flags = is_owed_now(f) & np.isin(d.stage, (S4B, S5))
    return found


def is_owed_now(f: Facts) -> Flags:
    """Something near was recorded that this customer was not told of yet, and a letter can bring it."""
    found: Flags = (f.overdue_cents > 0) & something_is_near(f) & ~f.consequence_told & may_use(f, LETTER)
    return found


def was_in_distress(f: Facts) -> Flags:
    """Acute distress is noted, or was not long ago."""
    found: Flags = f.is_distressed | (f.distress_days < f.number("histories.distress_days"))
    return found


def calls(d: Decided) -> Flags:
    """Somebody is going to call."""
    return np.isin(d.by_whom, CALLS)


def comes_too_soon(f: Facts) -> Flags:
    """Less time since the last moment than was agreed; a new claim that must be named may come a little sooner."""
    late = f.unnamed_overdue_days
    is_old = late >= f.number("stages.first_reminder_from_days")
    is_last_chance = late + days_until_outreach(f.day) >= f.number("stages.name_new_claim_before_days")
    must_be_named = (f.overdue_cents > 0) & (is_old | ((late > 0) & is_last_chance))
    rest = np.where(
        must_be_named | is_owed_now(f),
        f.number("contacts.days_between_moments_new_claim"),
        f.number("contacts.days_between_moments"),
    )
    found: Flags = f.days_since_moment < rest
    return found


def is_unreachable(f: Facts) -> Flags:
    """Somebody else looks after the money, and we do not know how to reach that person."""
    somebody_else = f.is_represented | is_held(f, codes.HOLDS["REPRESENTED"])
    found: Flags = somebody_else & ~(f.is_represented & f.representative_reachable)
    return found


def uses_what_it_may_not(f: Facts, d: Decided) -> Flags:
    """A carrier that does not exist for this customer, that was refused, or that never carries a moment."""
    wrong = has(d.channels, ~(LETTER | EMAIL | SMS | TRANSFER))
    for kind in (LETTER, EMAIL, SMS, TRANSFER):
        wrong |= has(d.channels, kind) & ~may_use(f, kind)
    return wrong


def may_be_visited(f: Facts) -> Flags:
    """A home hangs on it, the sum is worth the journey, and the customer does not mind."""
    worth_it = has(f.weights, codes.HOME) & (f.overdue_cents >= f.number("steps.visit_from_cents"))
    found: Flags = worth_it & f.has_post & ~has(f.not_by, VISIT)
    return found


def is_not_what_was_recorded(f: Facts, d: Decided) -> Flags:
    """A stage that speaks of a summons, an eviction or an end of supply which nobody recorded."""
    other_kind = ((d.stage == S4B) & (f.consequence != SUMMONS)) | ((d.stage == S5) & (f.consequence == SUMMONS))
    found: Flags = (d.stage >= S4A) & (~something_is_near(f) | other_kind | (d.stage == S4A))
    return found


def needs_a_person(f: Facts, d: Decided) -> Flags:
    """A notice for who cannot pay or was in distress; with an administrator there is somebody already."""
    found: Flags = (d.stage >= S3) & ((f.room == NO_ROOM) | was_in_distress(f)) & ~f.is_represented
    return found


def held_by(hold: int) -> Breaks:
    """This reason to rest, as something that may not be passed."""
    return lambda f, d: is_held(f, hold)


# Full stops: one check per reason to rest.
HOLDS = tuple(
    Check("D07", name.lower(), held_by(hold))
    for name, hold in codes.HOLDS.items()
    if name not in ("NONE", "REPRESENTED")
)
STOPS = (
    *HOLDS,
    Check("D07", "closed", lambda f, d: ~f.is_open | (f.open_cents <= 0)),
    Check("D07", "represented", lambda f, d: is_unreachable(f)),
    Check(
        "D07",
        "to_administrator",
        lambda f, d: f.is_represented & (d.to_whom != codes.TO_WHOM["ADMINISTRATOR"]),
    ),
    Check("D07", "to_customer", lambda f, d: ~f.is_represented & (d.to_whom != codes.TO_WHOM["CUSTOMER"])),
    Check("D07", "disputed_all", lambda f, d: f.has_disputed_all),
    Check("D07", "with_agency", lambda f, d: f.is_handed_over),
    Check("D10", "no_room", lambda f, d: (f.room == NO_ROOM) & ~is_true_notice(f, d)),
    Check("P24", "joint_first", lambda f, d: (f.joint_creditors > 0) & ~is_true_notice(f, d)),
    Check("P28", "in_distress", lambda f, d: f.is_distressed),
    Check("HC16", "by_hand", lambda f, d: f.by_hand),
    Check("HC08", "not_safe", lambda f, d: ~f.is_safe),
)

# Days and counts (HC09, DECISIONS 4 and 5): moments, conversations, answers, calls.
REST = (
    Check("HC09", "rest_day", lambda f, d: np.full(len(f.case_id), is_rest_day(f.day))),
    Check("HC09", "moment_today", lambda f, d: f.moment_today >= f.number("contacts.moments_per_day")),
    Check("HC09", "enough_this_week", lambda f, d: f.moments_7d >= f.number("contacts.moments_per_7_days")),
    Check(
        "HC09",
        "after_conversation",
        lambda f, d: f.days_since_conversation < f.number("contacts.silence_after_conversation_days"),
    ),
    Check("HC09", "after_reaction", lambda f, d: f.days_since_inbound < f.number("contacts.quiet_after_reaction_days")),
    Check("HC09", "days_between", lambda f, d: comes_too_soon(f)),
    Check(
        "HC09", "called_today", lambda f, d: calls(d) & (f.calls_today >= f.number("contacts.call_attempts_per_day"))
    ),
    Check(
        "HC09",
        "called_this_week",
        lambda f, d: calls(d) & (f.call_days_7d >= f.number("contacts.call_days_per_7_days")),
    ),
)

# How it goes out: carriers, truth, pressure, people.
MANNER = (
    Check("HC06", "needs_writing", lambda f, d: ~has(d.channels, LETTER | EMAIL)),
    Check("HC07", "notice_needs_letter", lambda f, d: (d.stage >= S3) & ~has(d.channels, LETTER)),
    Check("HC08", "only_permitted", uses_what_it_may_not),
    Check("HC08", "no_number", lambda f, d: calls(d) & (~f.has_phone | has(f.not_by, PHONE))),
    Check("HC08", "no_video", lambda f, d: (d.by_whom == codes.PEOPLE["VIDEO_CALLER"]) & has(f.not_by, VIDEO)),
    Check("HC05", "nothing_near", is_not_what_was_recorded),
    Check("HC05", "nothing_overdue", lambda f, d: (d.stage >= S3) & (f.overdue_cents <= 0)),
    Check("HC05", "frame_not_true", lambda f, d: (d.frame == PRESSURE) & ~something_is_near(f)),
    Check("HC01", "pressure_at_first", lambda f, d: (d.frame == PRESSURE) & (d.stage <= S1)),
    Check("HC01", "pressure_without_room", lambda f, d: (d.frame == PRESSURE) & (f.room != HAS_ROOM)),
    Check("HC01", "pressure_in_distress", lambda f, d: (d.frame == PRESSURE) & was_in_distress(f)),
    Check("HC13", "firm_by_guess", lambda f, d: (d.tone == FIRM) & ~f.says_no),
    Check("HC13", "firm_without_room", lambda f, d: (d.tone == FIRM) & (f.room != HAS_ROOM)),
    Check("HC13", "firm_in_distress", lambda f, d: (d.tone == FIRM) & was_in_distress(f)),
    Check("HC13", "firm_at_first", lambda f, d: (d.tone == FIRM) & (d.stage < S2)),
    Check("HC10", "no_visit", lambda f, d: (d.by_whom == codes.PEOPLE["VISITOR"]) & ~may_be_visited(f)),
    Check("D02", "person_with_notice", lambda f, d: np.isin(d.by_whom, NO_HUMAN) & needs_a_person(f, d)),
)

CHECKS: tuple[Check, ...] = STOPS + REST + MANNER

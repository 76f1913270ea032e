"""The gate: hard constraints on how something goes out, which no rule, experiment or person passes.

A limit belongs to one dimension and is judged right after it. It makes the step milder, moves it to another carrier,
or keeps it for a person; never more. Whether anything goes out at all is judged by stops.py.
"""
# ruff: noqa: ARG005 - every limit takes the same three arguments

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tijdig.planner.codes import ByWhom, ConsequenceCode, Frame, Kind, Option, Room, Stage, Tone, ToWhom, Whether
from tijdig.planner.columns import Accounts
from tijdig.planner.customers import can_be_called, has_room, home_is_at_stake, was_in_distress
from tijdig.planner.decisions import Decisions, Test
from tijdig.planner.reasons import Reason
from tijdig.planner.steps import has_overdue, is_permitted, lever_is_concrete
from tijdig.planner.today import Today

Amend = Callable[[Accounts, Today, Decisions], Any]


class Limit(NamedTuple):
    """One hard constraint: after which dimension it is judged, what it changes, why, when, and into what."""

    after: str
    changes: str
    reason: Reason
    test: Test
    amend: Amend
    keeps_reason: bool = False  # it only leaves something out: why the rest was chosen stays the reason


def plain_or_kind(_a: Accounts, _p: Today, d: Decisions) -> Any:
    """A notice near costs or a loss, a friendly word before that."""
    return np.where(d.stage >= Stage.S3, Frame.NEUTRAL_NOTICE, Frame.SOLUTION)


def phones(d: Decisions) -> Any:
    """Somebody is going to call."""
    return (d.by_whom == ByWhom.CALLER) | (d.by_whom == ByWhom.SAME_PERSON)


def is_untrue(a: Accounts, p: Today, d: Decisions) -> Any:
    """A notice without arrears, or a stage that speaks of something that nobody recorded for a day that is near."""
    is_its_kind = (d.stage == Stage.S4B) == (a.consequence == ConsequenceCode.SUMMONS)
    is_recorded = lever_is_concrete(a, p) & is_its_kind & (d.stage != Stage.S4A)
    return ((d.stage >= Stage.S3) & ~has_overdue(a)) | ((d.stage >= Stage.S4A) & ~is_recorded)


PAPER = Option.CARD | Option.OUTSIDE_WORDS | Option.FOUR_STEPS | Option.BY_HAND | Option.PLAIN_ENVELOPE


def misfits(a: Accounts, d: Decisions) -> Any:
    """What cannot go along: a card without a letter, a moment to be called for who is not to be called."""
    paper = np.where((d.channels & Kind.LETTER) == 0, PAPER, Option.NONE)
    slots = np.where(~a.has_phone | ((a.not_by & Kind.PHONE) != 0), Option.CHOOSE_SLOT, Option.NONE)
    return paper | slots


def without_misfits(a: Accounts, _p: Today, d: Decisions) -> Any:
    """All the rest of it."""
    return d.options & ~misfits(a, d)


def right_reader(a: Accounts) -> Any:
    """Who looks after the money reads it, and nobody else."""
    return np.where(a.is_represented, ToWhom.ADMINISTRATOR, ToWhom.CUSTOMER)


WRITTEN = Kind.LETTER | Kind.EMAIL
LIMITS: tuple[Limit, ...] = (
    Limit(
        "channels",
        "channels",
        Reason.ONLY_PERMITTED,
        lambda a, p, d: (d.channels & ~is_permitted(a)) != 0,
        lambda a, p, d: d.channels & is_permitted(a),
    ),
    Limit(
        "channels",
        "whether",
        Reason.NOTICE_NEEDS_LETTER,
        lambda a, p, d: (d.stage >= Stage.S3) & ((d.channels & Kind.LETTER) == 0),
        lambda a, p, d: Whether.WAIT,
    ),
    Limit(
        "channels",
        "whether",
        Reason.NEEDS_WRITING,
        lambda a, p, d: (d.channels & WRITTEN) == 0,
        lambda a, p, d: Whether.WAIT,
    ),
    Limit(
        "channels",
        "whether",
        Reason.NOTHING_NEAR,
        is_untrue,
        lambda a, p, d: Whether.WAIT,
    ),
    Limit(
        "channels",
        "whether",
        Reason.NO_ROOM,
        lambda a, p, d: has_room(a, Room.NONE) & (d.stage <= Stage.S3),
        lambda a, p, d: Whether.STOP,
    ),
    Limit(
        "channels",
        "whether",
        Reason.JOINT_FIRST,
        lambda a, p, d: (a.joint_creditors > 0) & (d.stage <= Stage.S3),
        lambda a, p, d: Whether.STOP,
    ),
    Limit(
        "frame",
        "frame",
        Reason.NOT_TRUE_ENOUGH,
        lambda a, p, d: (d.frame == Frame.CONSEQUENCE_HELP) & ~lever_is_concrete(a, p),
        plain_or_kind,
    ),
    Limit(
        "frame",
        "frame",
        Reason.NO_PRESSURE,
        lambda a, p, d: (
            (d.frame == Frame.CONSEQUENCE_HELP)
            & ((d.stage <= Stage.S1) | ~has_room(a, Room.OK) | was_in_distress(a, p))
        ),
        plain_or_kind,
    ),
    Limit(
        "tone",
        "tone",
        Reason.NOT_BY_GUESS,
        lambda a, p, d: (
            (d.tone == Tone.FIRM) & ~((d.stage >= Stage.S2) & a.says_no & has_room(a, Room.OK) & ~was_in_distress(a, p))
        ),
        lambda a, p, d: Tone.CONCERNED,
    ),
    Limit(
        "by_whom",
        "by_whom",
        Reason.NO_VISIT,
        lambda a, p, d: (d.by_whom == ByWhom.VISITOR) & ~home_is_at_stake(a, p),
        lambda a, p, d: np.where(can_be_called(a, p), ByWhom.CALLER, ByWhom.TEAM),
    ),
    Limit(
        "by_whom",
        "by_whom",
        Reason.NO_NUMBER,
        lambda a, p, d: (
            (phones(d) & (~a.has_phone | ((a.not_by & Kind.PHONE) != 0)))
            | ((d.by_whom == ByWhom.VIDEO_CALLER) & ((a.not_by & Kind.VIDEO) != 0))
        ),
        lambda a, p, d: ByWhom.TEAM,
    ),
    Limit(
        "by_whom",
        "by_whom",
        Reason.CALLED_ENOUGH,
        lambda a, p, d: (
            phones(d)
            & (
                (a.calls_today >= p.contacts.call_attempts_per_day)
                | (a.call_days_7d >= p.contacts.call_days_per_7_days)
            )
        ),
        lambda a, p, d: np.where(d.stage == Stage.S5, ByWhom.HANDLER, ByWhom.TEAM),
    ),
    Limit(
        "by_whom",
        "by_whom",
        Reason.PERSON_WITH_NOTICE,
        lambda a, p, d: (
            (d.stage >= Stage.S3)
            & (d.by_whom <= ByWhom.TEAM)
            & (has_room(a, Room.NONE) | was_in_distress(a, p))
            & ~a.is_represented
        ),
        lambda a, p, d: ByWhom.HANDLER,
    ),
    Limit(
        "options",
        "options",
        Reason.FITS_THE_WAY,
        lambda a, p, d: (d.options & misfits(a, d)) != 0,
        without_misfits,
        keeps_reason=True,
    ),
    Limit(
        "to_whom",
        "to_whom",
        Reason.RIGHT_READER,
        lambda a, p, d: d.to_whom != right_reader(a),
        lambda a, p, d: right_reader(a),
    ),
)

"""Hard constraints on whether anything goes out: full stops, and the days on which people are left alone.

Each line cites the constraint it keeps (rule:D07, rule:HC09, ...; see docs/policy/rules.md).
"""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import HoldCode, Room, Whether
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason
from tijdig.planner.steps import (
    can_be_written_to,
    has_overdue,
    is_held,
    is_held_somehow,
    lever_is_concrete,
    missed_instalment,
    must_name_claim,
    must_tell_consequence,
    reaches_administrator,
)

STOP, WAIT = Whether.STOP, Whether.WAIT

# Full stops: nothing may go out, and what is queued must be stopped. Strongest first, so that the reason shown is
# the one that lasts. A hold past its end date no longer holds: that is how every stop starts again.
STOPS: Table = (
    (STOP, Reason.DIED, lambda a, p, d: is_held(a, HoldCode.DIED)),
    (STOP, Reason.SETTLEMENT, lambda a, p, d: is_held(a, HoldCode.SETTLEMENT)),
    (STOP, Reason.MORATORIUM, lambda a, p, d: is_held(a, HoldCode.MORATORIUM)),
    (STOP, Reason.COLLECTION_PAUSE, lambda a, p, d: is_held(a, HoldCode.COLLECTION_PAUSE)),
    (STOP, Reason.DEBT_HELP, lambda a, p, d: is_held(a, HoldCode.DEBT_HELP)),
    (STOP, Reason.IN_DISTRESS, lambda a, p, d: a.is_distressed),
    (STOP, Reason.DISPUTED, lambda a, p, d: is_held(a, HoldCode.DISPUTED)),
    (STOP, Reason.MOVED, lambda a, p, d: is_held(a, HoldCode.MOVED)),
    (STOP, Reason.MISSED_WITH_SEIZURE, lambda a, p, d: missed_instalment(a, p) & a.has_seizure),
    (STOP, Reason.MISSED_INSTALMENT, lambda a, p, d: missed_instalment(a, p)),
    (STOP, Reason.AGREED, lambda a, p, d: is_held(a, HoldCode.AGREED)),
    (STOP, Reason.PAUSED, lambda a, p, d: is_held(a, HoldCode.PAUSED)),
    (STOP, Reason.REACTED, lambda a, p, d: is_held(a, HoldCode.REACTED)),
    (STOP, Reason.OTHER_HOLD, lambda a, p, d: is_held_somehow(a)),
    (STOP, Reason.REPRESENTED, lambda a, p, d: is_held(a, HoldCode.REPRESENTED) & ~reaches_administrator(a)),
    (STOP, Reason.REPRESENTED, lambda a, p, d: a.is_represented & ~a.representative_reachable),
    (STOP, Reason.DISPUTED_ALL, lambda a, p, d: a.has_disputed_all),
    (STOP, Reason.NOT_SAFE, lambda a, p, d: ~a.is_safe),
    (STOP, Reason.WITH_AGENCY, lambda a, p, d: a.is_handed_over),
    (STOP, Reason.BY_HAND, lambda a, p, d: a.by_hand),
    (
        STOP,
        Reason.NEAR_AND_TOLD,
        lambda a, p, d: has_overdue(a) & lever_is_concrete(a, p) & a.consequence_told,
    ),
    (STOP, Reason.NO_ROOM, lambda a, p, d: (a.room == Room.NONE) & ~must_tell_consequence(a, p)),
    (STOP, Reason.JOINT_FIRST, lambda a, p, d: (a.joint_creditors > 0) & ~must_tell_consequence(a, p)),
)

# May we say it today? Holidays, caps and rest.
NOT_NOW: Table = (
    (WAIT, Reason.NOBODY_REACHABLE, lambda a, p, d: ~can_be_written_to(a)),
    (WAIT, Reason.REST_DAY, lambda a, p, d: a.is_open & (not p.is_outreach_day)),
    (WAIT, Reason.MOMENT_TODAY, lambda a, p, d: a.moment_today >= p.contacts.moments_per_day),
    (WAIT, Reason.ENOUGH_THIS_WEEK, lambda a, p, d: a.moments_7d >= p.contacts.moments_per_7_days),
    (
        WAIT,
        Reason.AFTER_CONVERSATION,
        lambda a, p, d: a.days_since_conversation < p.contacts.silence_after_conversation_days,
    ),
    (WAIT, Reason.AFTER_REACTION, lambda a, p, d: a.days_since_inbound < p.contacts.quiet_after_reaction_days),
    (
        WAIT,
        Reason.NEW_CLAIM_SOON,
        lambda a, p, d: (
            (must_name_claim(a, p) | must_tell_consequence(a, p))
            & (a.days_since_moment < p.contacts.days_between_moments_new_claim)
        ),
    ),
    (
        WAIT,
        Reason.DAYS_BETWEEN,
        lambda a, p, d: (
            ~must_name_claim(a, p)
            & ~must_tell_consequence(a, p)
            & (a.days_since_moment < p.contacts.days_between_moments)
        ),
    ),
)

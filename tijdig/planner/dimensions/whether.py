"""Whether: does a moment go out today, do we wait (until when, for whom), is it a full stop, or is the case done?"""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import HoldCode, Stage, Whether
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason
from tijdig.planner.steps import (
    can_be_written_to,
    has_overdue,
    is_held,
    is_held_somehow,
    may_speak_before_due,
    must_name_claim,
    reaches_administrator,
    ready_for_notice,
    ready_for_second,
    rests,
)

CLOSE, STOP, WAIT, ACT = Whether.CLOSE, Whether.STOP, Whether.WAIT, Whether.ACT

# Nothing left to arrange.
DONE: Table = (
    (CLOSE, Reason.ALREADY_CLOSED, lambda a, p, d: ~a.is_open),
    (CLOSE, Reason.NOTHING_OPEN, lambda a, p, d: a.open_cents <= 0),
)

# Full stops: nothing may go out, and what is queued must be stopped. Strongest first, so that the reason shown is
# the one that lasts. A hold past its end date no longer holds: that is how every stop starts again.
STOPS: Table = (
    (STOP, Reason.DIED, lambda a, p, d: is_held(a, HoldCode.DIED)),
    (STOP, Reason.SETTLEMENT, lambda a, p, d: is_held(a, HoldCode.SETTLEMENT)),
    (STOP, Reason.MORATORIUM, lambda a, p, d: is_held(a, HoldCode.MORATORIUM)),
    (STOP, Reason.COLLECTION_PAUSE, lambda a, p, d: is_held(a, HoldCode.COLLECTION_PAUSE)),
    (STOP, Reason.DEBT_HELP, lambda a, p, d: is_held(a, HoldCode.DEBT_HELP)),
    (STOP, Reason.DISPUTED, lambda a, p, d: is_held(a, HoldCode.DISPUTED)),
    (STOP, Reason.MOVED, lambda a, p, d: is_held(a, HoldCode.MOVED)),
    (STOP, Reason.AGREED, lambda a, p, d: is_held(a, HoldCode.AGREED)),
    (STOP, Reason.PAUSED, lambda a, p, d: is_held(a, HoldCode.PAUSED)),
    (STOP, Reason.REACTED, lambda a, p, d: is_held(a, HoldCode.REACTED)),
    (STOP, Reason.OTHER_HOLD, lambda a, p, d: is_held_somehow(a)),
    (STOP, Reason.REPRESENTED, lambda a, p, d: is_held(a, HoldCode.REPRESENTED) & ~reaches_administrator(a)),
    (STOP, Reason.REPRESENTED, lambda a, p, d: a.is_represented & ~a.representative_reachable),
    (STOP, Reason.DISPUTED_ALL, lambda a, p, d: a.has_disputed_all),
    (STOP, Reason.NOT_SAFE, lambda a, p, d: ~a.is_safe),
)

# Is there something to say? `rests` means: all that is overdue was named, or is too young to be named.
NOTHING_TO_SAY: Table = (
    (WAIT, Reason.NOTHING_DUE, lambda a, p, d: ~has_overdue(a) & ~may_speak_before_due(a, p)),
    (WAIT, Reason.TOO_EARLY, lambda a, p, d: rests(a, p) & ~a.named_unresolved),
    (WAIT, Reason.NOTICE_RUNNING, lambda a, p, d: rests(a, p) & (a.notice_running_days_left > 0)),
    (WAIT, Reason.BANK_DAYS, lambda a, p, d: rests(a, p) & (a.notice_over_days <= p.stages.gate_after_notice_days)),
    (
        WAIT,
        Reason.TIME_AFTER_LAST,
        lambda a, p, d: (
            rests(a, p) & (a.stage_reached >= Stage.S3) & (a.days_since_stage < p.stages.person_after_last_days)
        ),
    ),
    (WAIT, Reason.PERSON_DECIDES, lambda a, p, d: rests(a, p) & (a.stage_reached >= Stage.S3)),
    (WAIT, Reason.PART_PAID, lambda a, p, d: rests(a, p) & (a.part_paid_days < p.contacts.part_payment_wait_days)),
    (
        WAIT,
        Reason.TIME_AFTER_FIRST,
        lambda a, p, d: rests(a, p) & (a.stage_reached <= Stage.S1) & ~ready_for_second(a, p),
    ),
    (
        WAIT,
        Reason.TIME_AFTER_SECOND,
        lambda a, p, d: rests(a, p) & (a.stage_reached == Stage.S2) & (a.days_since_stage < p.stages.notice_after_days),
    ),
    (
        WAIT,
        Reason.SMALL_AMOUNT,
        lambda a, p, d: (
            rests(a, p) & (a.stage_reached == Stage.S2) & (a.named_overdue_cents < p.stages.notice_from_cents)
        ),
    ),
    (
        WAIT,
        Reason.NO_POST_FOR_NOTICE,
        lambda a, p, d: rests(a, p) & (a.stage_reached == Stage.S2) & ~ready_for_notice(a, p),
    ),
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
        lambda a, p, d: must_name_claim(a, p) & (a.days_since_moment < p.contacts.days_between_moments_new_claim),
    ),
    (
        WAIT,
        Reason.DAYS_BETWEEN,
        lambda a, p, d: ~must_name_claim(a, p) & (a.days_since_moment < p.contacts.days_between_moments),
    ),
)

# Say it today.
SAY_IT: Table = (
    (ACT, Reason.SAY_BEFORE_DUE, lambda a, p, d: ~has_overdue(a)),
    (ACT, Reason.SAY_FIRST, lambda a, p, d: must_name_claim(a, p) & ~a.named_unresolved),
    (ACT, Reason.SAY_NEW_CLAIM, lambda a, p, d: must_name_claim(a, p)),
    (ACT, Reason.SAY_SECOND, lambda a, p, d: ready_for_second(a, p)),
    (ACT, Reason.SAY_NOTICE, lambda a, p, d: ready_for_notice(a, p)),
)

RULES: Table = DONE + STOPS + NOTHING_TO_SAY + NOT_NOW + SAY_IT

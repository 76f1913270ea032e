"""Whether: does a moment go out today, do we wait (until when, for whom), is it a full stop, or is the case done?"""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import Stage, Whether
from tijdig.planner.decisions import Table
from tijdig.planner.dimensions.stops import NOT_NOW, STOPS
from tijdig.planner.reasons import Reason
from tijdig.planner.steps import (
    has_overdue,
    has_premiums,
    is_owed_notice,
    may_speak_before_due,
    must_name_claim,
    must_tell_consequence,
    ready_for_notice,
    ready_for_second,
    rests,
)

CLOSE, WAIT, ACT = Whether.CLOSE, Whether.WAIT, Whether.ACT

# Nothing left to arrange.
DONE: Table = (
    (CLOSE, Reason.ALREADY_CLOSED, lambda a, p, d: ~a.is_open),
    (CLOSE, Reason.NOTHING_OPEN, lambda a, p, d: a.open_cents <= 0),
)

# Is there something to say? `rests` means: all that is overdue was named, or is too young to be named.
NOTHING_TO_SAY: Table = (
    (
        WAIT,
        Reason.NO_POST_FOR_CONSEQUENCE,
        lambda a, p, d: is_owed_notice(a, p) & ~must_tell_consequence(a, p),
    ),
    (WAIT, Reason.NOTHING_DUE, lambda a, p, d: ~has_overdue(a) & ~may_speak_before_due(a, p)),
    (WAIT, Reason.TOO_EARLY, lambda a, p, d: rests(a, p) & ~a.named_unresolved),
    (
        WAIT,
        Reason.MANY_PREMIUMS,
        lambda a, p, d: (
            rests(a, p) & (p.stages.person_from_premiums > 0) & has_premiums(a, p.stages.person_from_premiums)
        ),
    ),
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
        Reason.FEW_PREMIUMS,
        lambda a, p, d: (
            rests(a, p)
            & (a.stage_reached <= Stage.S1)
            & (a.days_since_stage >= p.stages.second_reminder_after_days)
            & ~has_premiums(a, p.stages.second_from_premiums)
        ),
    ),
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
        Reason.FEW_PREMIUMS,
        lambda a, p, d: rests(a, p) & (a.stage_reached == Stage.S2) & ~has_premiums(a, p.stages.notice_from_premiums),
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

# Say it today.
SAY_IT: Table = (
    (ACT, Reason.SAY_CONSEQUENCE, lambda a, p, d: must_tell_consequence(a, p)),
    (ACT, Reason.SAY_FOR_EVENT, lambda a, p, d: ~has_overdue(a) & (a.events != 0)),
    (ACT, Reason.SAY_BEFORE_DUE, lambda a, p, d: ~has_overdue(a)),
    (ACT, Reason.SAY_FIRST, lambda a, p, d: must_name_claim(a, p) & ~a.named_unresolved),
    (ACT, Reason.SAY_NEW_CLAIM, lambda a, p, d: must_name_claim(a, p)),
    (ACT, Reason.SAY_SECOND, lambda a, p, d: ready_for_second(a, p)),
    (ACT, Reason.SAY_NOTICE, lambda a, p, d: ready_for_notice(a, p)),
)

RULES: Table = DONE + STOPS + NOTHING_TO_SAY + NOT_NOW + SAY_IT

"""Conditions that several rules share, each one line: is there something to say, and which step of the road is next?"""

import numpy as np

from tijdig.planner.codes import HoldCode, Kind, Stage
from tijdig.planner.columns import Accounts, Flags
from tijdig.planner.today import Today


def is_active(a: Accounts) -> Flags:
    """The hold has no end, or its end is still to come."""
    holds: Flags = ~a.hold_has_end | (a.hold_days_left > 0)
    return holds


def is_held(a: Accounts, kind: HoldCode) -> Flags:
    """This hold is active."""
    holds: Flags = is_active(a) & (a.hold == kind)
    return holds


def is_held_somehow(a: Accounts) -> Flags:
    """Any hold is active that cannot give way, also one that nobody here has heard of: then rest is the safe side."""
    holds: Flags = is_active(a) & (a.hold != HoldCode.NONE) & (a.hold != HoldCode.REPRESENTED)
    return holds


def reaches_administrator(a: Accounts) -> Flags:
    """Somebody else looks after the money, and we know how to reach that person."""
    holds: Flags = a.is_represented & a.representative_reachable
    return holds


def has_overdue(a: Accounts) -> Flags:
    """Something is past its due date and not disputed."""
    holds: Flags = a.overdue_cents > 0
    return holds


def is_usable(a: Accounts, kinds: Kind) -> Flags:
    """All of these kinds exist for the account, and the customer does not refuse them."""
    holds: Flags = (a.usable & kinds) == kinds
    return holds


def can_be_written_to(a: Accounts) -> Flags:
    """A letter or an e-mail can carry the whole message; an SMS only announces one."""
    holds: Flags = (a.usable & (Kind.LETTER | Kind.EMAIL)) != 0
    return holds


def must_name_claim(a: Accounts, p: Today) -> Flags:
    """An overdue claim that no moment named yet is old enough, or would be too late on the next day we may write."""
    is_old_enough = a.unnamed_overdue_days >= p.stages.first_reminder_from_days
    is_late_next_time = a.unnamed_overdue_days + p.next_outreach_in_days >= p.stages.name_new_claim_before_days
    holds: Flags = has_overdue(a) & (is_old_enough | ((a.unnamed_overdue_days > 0) & is_late_next_time))
    return holds


def rests(a: Accounts, p: Today) -> Flags:
    """Something is overdue, and all of it was named or is too young to be named."""
    holds: Flags = has_overdue(a) & ~must_name_claim(a, p)
    return holds


def may_speak_before_due(a: Accounts, p: Today) -> Flags:
    """A kind word before the due date: asked for by earlier arrears, by e-mail, once per due date."""
    is_near = a.due_in_days <= p.stages.information_before_due_days
    is_first = a.days_since_moment.astype(np.int32) + a.due_in_days > p.stages.information_before_due_days
    holds: Flags = a.had_arrears & ~has_overdue(a) & is_near & is_first & is_usable(a, Kind.EMAIL) & ~a.is_represented
    return holds


def is_undisturbed(a: Accounts, p: Today) -> Flags:
    """Named before and still open, with no part payment and no running term that asks for patience."""
    is_patient = a.part_paid_days >= p.contacts.part_payment_wait_days
    holds: Flags = a.named_unresolved & is_patient & (a.notice_running_days_left == 0)
    return holds


def ready_for_second(a: Accounts, p: Today) -> Flags:
    """The first reminder had its time."""
    has_had_time = a.days_since_stage >= p.stages.second_reminder_after_days
    holds: Flags = is_undisturbed(a, p) & (a.stage_reached <= Stage.S1) & has_had_time
    return holds


def ready_for_notice(a: Accounts, p: Today) -> Flags:
    """The second reminder had its time, the sum that a notice covers is worth it, and a letter can carry it."""
    has_had_time = a.days_since_stage >= p.stages.notice_after_days
    is_worth_it = (a.named_overdue_cents >= p.stages.notice_from_cents) & is_usable(a, Kind.LETTER)
    holds: Flags = is_undisturbed(a, p) & (a.stage_reached == Stage.S2) & has_had_time & is_worth_it
    return holds

"""Conditions of the road that several rules share: is there something to say, and which step comes next?"""

from tijdig.planner.codes import NEVER, PREMIUM, ConsequenceCode, Event, HoldCode, Kind, Stage
from tijdig.planner.columns import Accounts, Codes, Flags, once
from tijdig.planner.today import Today


@once
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


@once
def reaches_administrator(a: Accounts) -> Flags:
    """Somebody else looks after the money, and we know how to reach that person."""
    holds: Flags = a.is_represented & a.representative_reachable
    return holds


@once
def has_overdue(a: Accounts) -> Flags:
    """Something is past its due date and not disputed."""
    holds: Flags = a.overdue_cents > 0
    return holds


def is_usable(a: Accounts, kinds: Kind) -> Flags:
    """All of these kinds exist for the account, and the customer does not refuse them."""
    holds: Flags = (a.usable & kinds) == kinds
    return holds


def is_permitted(a: Accounts) -> Codes:
    """The kinds that exist for the account and are not refused, as Kind bits; the hard limit under every channel."""
    return a.usable


@once
def can_be_written_to(a: Accounts) -> Flags:
    """A letter or an e-mail can carry the whole message; an SMS only announces one."""
    holds: Flags = (a.usable & (Kind.LETTER | Kind.EMAIL)) != 0
    return holds


@once
def lever_is_concrete(a: Accounts, p: Today) -> Flags:
    """Keizer's second question: something real will happen on a day that is near and known."""
    is_near = a.consequence_in_days <= p.stages.tell_consequence_within_days
    holds: Flags = (a.consequence != ConsequenceCode.NONE) & is_near
    return holds


@once
def is_owed_notice(a: Accounts, p: Today) -> Flags:
    """Something really near must still be told to this customer."""
    holds: Flags = has_overdue(a) & lever_is_concrete(a, p) & ~a.consequence_told
    return holds


@once
def must_tell_consequence(a: Accounts, p: Today) -> Flags:
    """It must be told, and a letter can carry it."""
    holds: Flags = is_owed_notice(a, p) & is_usable(a, Kind.LETTER)
    return holds


@once
def must_name_claim(a: Accounts, p: Today) -> Flags:
    """An overdue claim that no moment named yet is old enough, or would be too late on the next day we may write."""
    is_old_enough = a.unnamed_overdue_days >= p.stages.first_reminder_from_days
    is_late_next_time = a.unnamed_overdue_days + p.next_outreach_in_days >= p.stages.name_new_claim_before_days
    holds: Flags = has_overdue(a) & (is_old_enough | ((a.unnamed_overdue_days > 0) & is_late_next_time))
    return holds


@once
def rests(a: Accounts, p: Today) -> Flags:
    """Something is overdue, all of it was named or is too young to be named, and nothing near must be told."""
    holds: Flags = has_overdue(a) & ~must_name_claim(a, p) & ~must_tell_consequence(a, p)
    return holds


@once
def may_speak_before_due(a: Accounts, p: Today) -> Flags:
    """A kind word before the due date: earlier arrears or an event ask for it; by e-mail, once per due date."""
    is_asked_for = a.had_arrears | (a.events != Event.NONE)
    is_near = a.due_in_days <= p.stages.information_before_due_days
    is_first = a.days_since_moment > p.stages.information_before_due_days - a.due_in_days
    can_be_sent = is_usable(a, Kind.EMAIL) & ~a.is_represented
    holds: Flags = is_asked_for & ~has_overdue(a) & is_near & is_first & can_be_sent
    return holds


@once
def is_undisturbed(a: Accounts, p: Today) -> Flags:
    """Named before and still open, with no part payment and no running term that asks for patience."""
    is_patient = a.part_paid_days >= p.contacts.part_payment_wait_days
    holds: Flags = a.named_unresolved & is_patient & (a.notice_running_days_left == 0)
    return holds


def has_premiums(a: Accounts, premiums: int) -> Flags:
    """So many monthly premiums are late; 0 asks for none, as for everything that is counted in days."""
    holds: Flags = a.premiums_late >= premiums * PREMIUM
    return holds


@once
def missed_instalment(a: Accounts, p: Today) -> Flags:
    """An instalment of a running arrangement is not in, also after the days that a bank may need."""
    is_late = (a.missed_instalment_days > p.contacts.instalment_tolerance_days) & (a.missed_instalment_days < NEVER)
    holds: Flags = is_held(a, HoldCode.AGREED) & is_late
    return holds


@once
def ready_for_second(a: Accounts, p: Today) -> Flags:
    """The first reminder had its time, and so many premiums are late as a health insurer counts."""
    has_had_time = a.days_since_stage >= p.stages.second_reminder_after_days
    counts = has_premiums(a, p.stages.second_from_premiums)
    holds: Flags = is_undisturbed(a, p) & (a.stage_reached <= Stage.S1) & has_had_time & counts
    return holds


@once
def ready_for_notice(a: Accounts, p: Today) -> Flags:
    """The second reminder had its time, the sum that a notice covers is worth it, and a letter can carry it."""
    has_had_time = a.days_since_stage >= p.stages.notice_after_days
    is_worth_it = (a.named_overdue_cents >= p.stages.notice_from_cents) & is_usable(a, Kind.LETTER)
    counts = has_premiums(a, p.stages.notice_from_premiums)
    holds: Flags = is_undisturbed(a, p) & (a.stage_reached == Stage.S2) & has_had_time & is_worth_it & counts
    return holds

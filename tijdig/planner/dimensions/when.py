"""When: in how many days a waiting case is looked at again, one line per reason, and a person is wanted."""
# ruff: noqa: ARG005 - every line takes the same two arguments

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import NEVER, When
from tijdig.planner.columns import Accounts
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today

Wait = Callable[[Accounts, Today], Any]


def end_of_hold(a: Accounts, p: Today) -> NDArray[Any]:
    """The end of the hold; a hold without an end is looked at regularly, so that nobody is forgotten."""
    return np.where(a.hold_has_end, a.hold_days_left, p.contacts.hold_review_days)


def first_naming(a: Accounts, p: Today) -> NDArray[Any]:
    """Nothing is due: the day on which something could be said about the next claim."""
    kind_word = np.where(a.had_arrears | (a.events != 0), a.due_in_days - p.stages.information_before_due_days, 0)
    reminder = a.due_in_days + p.stages.first_reminder_from_days
    next_claim = np.where(kind_word > 0, kind_word, reminder)
    return np.where(a.due_in_days < NEVER, next_claim, p.contacts.hold_review_days)


def or_next_claim(a: Accounts, p: Today, days: NDArray[Any] | int) -> NDArray[Any]:
    """So many days, or sooner when a claim will have to be named before that."""
    young = p.stages.first_reminder_from_days - a.unnamed_overdue_days
    coming = p.stages.first_reminder_from_days + a.due_in_days
    next_naming = np.where(a.unnamed_overdue_days > 0, young, coming)
    return np.asarray(np.minimum(days, next_naming))


WAITS: Mapping[Reason, Wait] = {
    Reason.DIED: end_of_hold,
    Reason.SETTLEMENT: end_of_hold,
    Reason.MORATORIUM: end_of_hold,
    Reason.COLLECTION_PAUSE: end_of_hold,
    Reason.DEBT_HELP: end_of_hold,
    Reason.IN_DISTRESS: lambda a, p: p.person_in_days,
    Reason.DISPUTED: end_of_hold,
    Reason.MOVED: end_of_hold,
    Reason.MISSED_WITH_SEIZURE: lambda a, p: p.missed_in_days,
    Reason.MISSED_INSTALMENT: lambda a, p: p.missed_in_days,
    Reason.AGREED: end_of_hold,
    Reason.PAUSED: end_of_hold,
    Reason.REACTED: end_of_hold,
    Reason.OTHER_HOLD: end_of_hold,
    Reason.REPRESENTED: lambda a, p: p.review_in_days,
    Reason.DISPUTED_ALL: lambda a, p: p.contacts.hold_review_days,
    Reason.NOT_SAFE: lambda a, p: p.review_in_days,
    Reason.WITH_AGENCY: lambda a, p: p.contacts.hold_review_days,
    Reason.BY_HAND: lambda a, p: p.contacts.hold_review_days,
    Reason.NEAR_AND_TOLD: lambda a, p: p.person_in_days,
    Reason.NO_ROOM: lambda a, p: p.person_in_days,
    Reason.JOINT_FIRST: lambda a, p: p.review_in_days,
    Reason.NO_POST_FOR_CONSEQUENCE: lambda a, p: p.review_in_days,
    Reason.MANY_PREMIUMS: lambda a, p: p.review_in_days,
    Reason.FEW_PREMIUMS: lambda a, p: or_next_claim(a, p, p.contacts.hold_review_days),
    Reason.NOTHING_DUE: first_naming,
    Reason.TOO_EARLY: lambda a, p: p.stages.first_reminder_from_days - a.unnamed_overdue_days,
    Reason.NOTICE_RUNNING: lambda a, p: or_next_claim(
        a, p, a.notice_running_days_left + p.stages.gate_after_notice_days
    ),
    Reason.BANK_DAYS: lambda a, p: or_next_claim(a, p, p.stages.gate_after_notice_days - a.notice_over_days + 1),
    Reason.TIME_AFTER_LAST: lambda a, p: or_next_claim(a, p, p.stages.person_after_last_days - a.days_since_stage),
    Reason.PERSON_DECIDES: lambda a, p: p.review_in_days,
    Reason.PART_PAID: lambda a, p: or_next_claim(a, p, p.contacts.part_payment_wait_days - a.part_paid_days),
    Reason.TIME_AFTER_FIRST: lambda a, p: or_next_claim(a, p, p.stages.second_reminder_after_days - a.days_since_stage),
    Reason.TIME_AFTER_SECOND: lambda a, p: or_next_claim(a, p, p.stages.notice_after_days - a.days_since_stage),
    Reason.SMALL_AMOUNT: lambda a, p: p.review_in_days,
    Reason.NO_POST_FOR_NOTICE: lambda a, p: p.review_in_days,
    Reason.NOBODY_REACHABLE: lambda a, p: p.review_in_days,
    Reason.REST_DAY: lambda a, p: p.next_outreach_in_days,
    Reason.MOMENT_TODAY: lambda a, p: p.next_outreach_in_days,
    Reason.ENOUGH_THIS_WEEK: lambda a, p: p.next_outreach_in_days,
    Reason.AFTER_CONVERSATION: lambda a, p: p.contacts.silence_after_conversation_days - a.days_since_conversation,
    Reason.AFTER_REACTION: lambda a, p: p.contacts.quiet_after_reaction_days - a.days_since_inbound,
    Reason.NEW_CLAIM_SOON: lambda a, p: p.contacts.days_between_moments_new_claim - a.days_since_moment,
    Reason.DAYS_BETWEEN: lambda a, p: or_next_claim(a, p, p.contacts.days_between_moments - a.days_since_moment),
}


def person_in_days(code: When, p: Today) -> int:
    """In how many days a person is wanted beside a message."""
    if code == When.AFTER_MESSAGE:
        return p.call_in_days
    return p.person_in_days if code == When.SOON else 0

"""The second planner, continued: whether anything goes out today, why or why not, until when and whose turn it is.

* Stop at death, help, disputes, agreements, rest, unsafe addresses; start again when the reason has ended.
* Tell a consequence that is near, on paper, before anything else that could wait.
* Name every overdue, undisputed claim before it is eight days late; wait first for payments that are under way.
* Between two reminders there is time; after the notice there are its days, the bank's days, and then a person;
  after a last reminder without costs there is a week, and then a person.
* A notice is for a sum worth it, counted over the bills that it covers: those that a message named before.
* One message a day, three in seven days, none after a good conversation or while we owe an answer; never on rest days.
"""

from datetime import date, timedelta
from functools import lru_cache

from tests.planner.reference_step import (
    EMAIL,
    LETTER,
    NO_ROOM,
    can_use,
    has_enough_premiums,
    is_near,
    is_notice_ready,
    is_second_ready,
    must_be_told,
)
from tijdig.planner.codes import NEVER, HoldCode
from tijdig.planner.columns import AccountRow
from tijdig.policy import Policy
from tijdig.rules import workdays

Wait = tuple[str, date, str]  # why, until when, and who acts first
BEFORE_DISTRESS = {
    HoldCode.DIED: ("died", "HANDLER"),
    HoldCode.SETTLEMENT: ("settlement", "ADMINISTRATOR"),
    HoldCode.MORATORIUM: ("moratorium", "MUNICIPALITY"),
    HoldCode.COLLECTION_PAUSE: ("collection_pause", "MUNICIPALITY"),
    HoldCode.DEBT_HELP: ("debt_help", "MUNICIPALITY"),
}
AFTER_DISTRESS = {
    HoldCode.DISPUTED: ("disputed", "TEAM"),
    HoldCode.MOVED: ("moved", "TEAM"),
    HoldCode.AGREED: ("agreed", "CUSTOMER"),
    HoldCode.PAUSED: ("paused", "TEAM"),
    HoldCode.REACTED: ("reacted", "TEAM"),
}


def whether(a: AccountRow, policy: Policy, day: date) -> tuple[str, str, date, str]:
    """Close, stop, wait or act; why; until when; who acts first."""
    if is_done(a):
        return "CLOSE", is_done(a), day, "TEAM"
    stop = full_stop(a, policy, day)
    if stop:
        return "STOP", *stop
    wait = consequence_without_letter(a, policy, day) or nothing_to_say(a, policy, day) or not_now(a, policy, day)
    if wait:
        return "WAIT", *wait
    return "ACT", what_to_say(a, policy, day), day, "TEAM"


def is_done(a: AccountRow) -> str:
    """Why there is nothing left to arrange; empty when there is."""
    return "already_closed" if not a.is_open else "nothing_open" if a.open_cents <= 0 else ""


def may_go_out(a: AccountRow, policy: Policy, day: date) -> tuple[str, str, date, str]:
    """The same for a step that somebody else proposes: whether there is something to say is up to them."""
    if is_done(a):
        return "CLOSE", is_done(a), day, "TEAM"
    stop = full_stop(a, policy, day)
    if stop:
        return "STOP", *stop
    wait = not_now(a, policy, day)
    return ("WAIT", *wait) if wait else ("ACT", "may_go_out", day, "TEAM")


def full_stop(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    """A reason for which nothing may go out, the strongest first."""
    return stop_of_a_hold(a, policy, day) or stop_of_facts(a, policy, day) or stop_for_a_person(a, policy, day)


def is_held(a: AccountRow) -> bool:
    return a.hold != HoldCode.NONE and (not a.hold_has_end or a.hold_days_left > 0)


def stop_of_a_hold(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    held = is_held(a)
    until = day + timedelta(days=a.hold_days_left) if a.hold_has_end else review_on(policy, day)
    if held and a.hold in BEFORE_DISTRESS:
        reason, owner = BEFORE_DISTRESS[HoldCode(a.hold)]
        return reason, until, owner
    if a.is_distressed:
        return "in_distress", person_comes_by(policy, day), "HANDLER"
    if held and a.hold == HoldCode.AGREED:
        missed = missed_instalment(a, policy, day)
        if missed:
            return missed
    if held and a.hold in AFTER_DISTRESS:
        reason, owner = AFTER_DISTRESS[HoldCode(a.hold)]
        return reason, until, owner
    return ("other_hold", until, "HANDLER") if held and a.hold != HoldCode.REPRESENTED else None


def missed_instalment(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    if not policy.contacts.instalment_tolerance_days < a.missed_instalment_days < NEVER:
        return None
    reason = "missed_with_seizure" if a.has_seizure else "missed_instalment"
    return reason, in_workdays(policy, day, policy.contacts.instalment_contact_workdays), "HANDLER"


def stop_of_facts(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    is_for_another = a.is_represented or (is_held(a) and a.hold == HoldCode.REPRESENTED)
    if is_for_another and not (a.is_represented and a.representative_reachable):
        return "represented", look_again_on(policy, day), "HANDLER"
    if a.has_disputed_all:
        return "disputed_all", review_on(policy, day), "TEAM"
    if not a.is_safe:
        return "not_safe", look_again_on(policy, day), "HANDLER"
    return None


def stop_for_a_person(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    """The last two give way when somebody must hear what is about to happen."""
    if a.is_handed_over:
        return "with_agency", review_on(policy, day), "AGENCY"
    if a.by_hand:
        return "by_hand", review_on(policy, day), "HANDLER"
    if a.overdue_cents > 0 and is_near(a, policy) and a.consequence_told:
        return "near_and_told", person_comes_by(policy, day), "HANDLER"
    if can_be_told(a, policy):
        return None
    if a.room == NO_ROOM:
        return "no_room", person_comes_by(policy, day), "HANDLER"
    return ("joint_first", look_again_on(policy, day), "HANDLER") if a.joint_creditors > 0 else None


def can_be_told(a: AccountRow, policy: Policy) -> bool:
    """A near consequence that the customer must hear of, and a letter that can say it."""
    return must_be_told(a, policy) and can_use(a, LETTER)


def consequence_without_letter(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    if must_be_told(a, policy) and not can_use(a, LETTER):
        return "no_post_for_consequence", look_again_on(policy, day), "HANDLER"
    return None


def nothing_to_say(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    if a.overdue_cents <= 0:
        if has_word_before_due(a, policy):
            return None
        return "nothing_due", next_claim_on(a, policy, day), "CUSTOMER"
    if has_claim_to_name(a, policy, day) or can_be_told(a, policy):
        return None
    if not a.named_unresolved:
        wait = policy.stages.first_reminder_from_days - a.unnamed_overdue_days
        return "too_early", at_least_tomorrow(day, wait), "CUSTOMER"
    waits = (
        many_premiums(a, policy, day)
        or after_notice(a, policy, day)
        or patience_with_part_payment(a, policy, day)
        or time_between_reminders(a, policy, day)
    )
    if waits and waits[2] == "CUSTOMER":
        reason, until, owner = waits
        return reason, max(min(until, day_to_name_next(a, policy, day)), day + timedelta(days=1)), owner
    return waits or no_fitting_notice(a, policy, day)


def many_premiums(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    """Only a product that is counted in premiums has a number of them at which a person looks."""
    most = policy.stages.person_from_premiums
    if most > 0 and has_enough_premiums(a, most):
        return "many_premiums", look_again_on(policy, day), "HANDLER"
    return None


def after_notice(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    bank = policy.stages.gate_after_notice_days
    if a.notice_running_days_left > 0:
        return "notice_running", day + timedelta(days=a.notice_running_days_left + bank), "CUSTOMER"
    if a.notice_over_days <= bank:
        return "bank_days", day + timedelta(days=bank - a.notice_over_days + 1), "CUSTOMER"
    if a.stage_reached >= 3 and a.days_since_stage < policy.stages.person_after_last_days:
        wait = policy.stages.person_after_last_days - a.days_since_stage
        return "time_after_last", at_least_tomorrow(day, wait), "CUSTOMER"
    return ("person_decides", look_again_on(policy, day), "HANDLER") if a.stage_reached >= 3 else None


def patience_with_part_payment(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    wait = policy.contacts.part_payment_wait_days
    if a.part_paid_days < wait:
        return "part_paid", at_least_tomorrow(day, wait - a.part_paid_days), "CUSTOMER"
    return None


def time_between_reminders(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    stages = policy.stages
    if a.stage_reached <= 1:
        reason, wait, premiums = "time_after_first", stages.second_reminder_after_days, stages.second_from_premiums
    else:
        reason, wait, premiums = "time_after_second", stages.notice_after_days, stages.notice_from_premiums
    if a.days_since_stage < wait:
        return reason, at_least_tomorrow(day, wait - a.days_since_stage), "CUSTOMER"
    return None if has_enough_premiums(a, premiums) else ("few_premiums", review_on(policy, day), "CUSTOMER")


def no_fitting_notice(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    if a.stage_reached != 2:
        return None
    if a.named_overdue_cents < policy.stages.notice_from_cents:
        return "small_amount", look_again_on(policy, day), "HANDLER"
    return None if can_use(a, LETTER) else ("no_post_for_notice", look_again_on(policy, day), "HANDLER")


def not_now(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    contacts, tomorrow = policy.contacts, first_day_of_outreach(policy, day, 1)
    if not can_use(a, LETTER) and not can_use(a, EMAIL):
        return "nobody_reachable", look_again_on(policy, day), "HANDLER"
    if not may_go_out_on(policy, day):
        return "rest_day", tomorrow, "TEAM"
    if int(a.moment_today) >= contacts.moments_per_day:
        return "moment_today", tomorrow, "CUSTOMER"
    if a.moments_7d >= contacts.moments_per_7_days:
        return "enough_this_week", tomorrow, "CUSTOMER"
    if a.days_since_conversation < contacts.silence_after_conversation_days:
        left = contacts.silence_after_conversation_days - a.days_since_conversation
        return "after_conversation", day + timedelta(days=left), "CUSTOMER"
    if a.days_since_inbound < contacts.quiet_after_reaction_days:
        left = contacts.quiet_after_reaction_days - a.days_since_inbound
        return "after_reaction", day + timedelta(days=left), "TEAM"
    return time_between_moments(a, policy, day)


def time_between_moments(a: AccountRow, policy: Policy, day: date) -> Wait | None:
    """Less time when there is a new claim to name; and a claim that has to be named soon ends the longer wait."""
    contacts = policy.contacts
    if can_be_told(a, policy) or (a.overdue_cents > 0 and has_claim_to_name(a, policy, day)):
        left = contacts.days_between_moments_new_claim - a.days_since_moment
        return ("new_claim_soon", day + timedelta(days=left), "CUSTOMER") if left > 0 else None
    left = contacts.days_between_moments - a.days_since_moment
    until = min(day + timedelta(days=left), day_to_name_next(a, policy, day))
    return ("days_between", max(until, day + timedelta(days=1)), "CUSTOMER") if left > 0 else None


def what_to_say(a: AccountRow, policy: Policy, day: date) -> str:
    if can_be_told(a, policy):
        return "say_consequence"
    if a.overdue_cents <= 0:
        return "say_for_event" if a.events else "say_before_due"
    if has_claim_to_name(a, policy, day):
        return "say_new_claim" if a.named_unresolved else "say_first"
    if is_second_ready(a, policy):
        return "say_second"
    assert is_notice_ready(a, policy)
    return "say_notice"


def has_claim_to_name(a: AccountRow, policy: Policy, day: date) -> bool:
    """Old enough now, or too late on the next day on which anything may go out."""
    if a.unnamed_overdue_days <= 0:
        return False
    next_chance = a.unnamed_overdue_days + (first_day_of_outreach(policy, day, 1) - day).days
    is_last_chance = next_chance >= policy.stages.name_new_claim_before_days
    return a.unnamed_overdue_days >= policy.stages.first_reminder_from_days or is_last_chance


def has_word_before_due(a: AccountRow, policy: Policy) -> bool:
    """Who was late before, or in whose life something changes, gets one e-mail in the days before a claim falls due."""
    window = policy.stages.information_before_due_days
    is_in_window = a.due_in_days <= window
    was_written_in_window = a.days_since_moment <= window - a.due_in_days
    is_for = a.had_arrears or bool(a.events)
    return is_for and is_in_window and not was_written_in_window and can_use(a, EMAIL) and not a.is_represented


def next_claim_on(a: AccountRow, policy: Policy, day: date) -> date:
    if a.due_in_days >= NEVER:
        return review_on(policy, day)
    until_word = a.due_in_days - policy.stages.information_before_due_days
    if (a.had_arrears or a.events) and until_word > 0:
        return day + timedelta(days=until_word)
    return at_least_tomorrow(day, a.due_in_days + policy.stages.first_reminder_from_days)


def day_to_name_next(a: AccountRow, policy: Policy, day: date) -> date:
    days_late = a.unnamed_overdue_days or -a.due_in_days
    return day + timedelta(days=policy.stages.first_reminder_from_days - days_late)


# The calendar.


@lru_cache(maxsize=4096)
def in_workdays(policy: Policy, day: date, count: int) -> date:
    return workdays.add_workdays(day, count, policy)


@lru_cache(maxsize=4096)
def may_go_out_on(policy: Policy, day: date) -> bool:
    return workdays.is_outreach_day(day, policy)


@lru_cache(maxsize=4096)
def first_day_of_outreach(policy: Policy, day: date, days: int) -> date:
    """The first day on which something may go out that is so many days away, or later."""
    found = day + timedelta(days=days)
    while not workdays.is_outreach_day(found, policy):
        found += timedelta(days=1)
    return found


def look_again_on(policy: Policy, day: date) -> date:
    return in_workdays(policy, day, policy.contacts.no_channel_review_workdays)


def person_comes_by(policy: Policy, day: date) -> date:
    return in_workdays(policy, day, policy.steps.person_within_workdays)


def review_on(policy: Policy, day: date) -> date:
    return day + timedelta(days=policy.contacts.hold_review_days)


def at_least_tomorrow(day: date, days: int) -> date:
    return day + timedelta(days=max(days, 1))

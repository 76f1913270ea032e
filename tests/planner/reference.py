"""A second planner, slow and plain, written from the text of the policy and without the rule tables.

It answers for one account. Keep it in small functions, one per question, each readable beside the policy:

* Stop at death, help, disputes, agreements, rest, unsafe addresses; start again when the reason has ended.
* Name every overdue, undisputed claim before it is eight days late; wait first for payments that are under way.
* Between two reminders there is time; after the notice there are its days, the bank's days, and then a person;
  after a last reminder without costs there is a week, and then a person.
* A notice is for a sum worth it, counted over the bills that it covers: those that a message named before.
* One message a day, three in seven days, none after a good conversation or while we owe an answer; never on rest days.
"""

from datetime import date, timedelta

from tijdig.planner.codes import NEVER, HoldCode, Kind
from tijdig.planner.columns import AccountRow
from tijdig.policy import Policy
from tijdig.rules import workdays

LETTER, EMAIL, SMS = 1, 2, 4


def decide(a: AccountRow, policy: Policy, day: date) -> dict[str, object]:
    """Everything the planner decides, by the names that the planner uses."""
    outcome, reason, until, owner = whether(a, policy, day)
    stage = which_stage(a, policy) if outcome == "ACT" else "NONE"
    return {
        "whether": outcome,
        "reason": reason,
        "until": until,
        "owner": owner,
        "stage": stage,
        "channels": which_channels(a, stage) if outcome == "ACT" else 0,
        "frame": {"NONE": "NONE", "S3": "NEUTRAL_NOTICE"}.get(stage, "SOLUTION"),
        "tone": which_tone(a, policy, stage),
        "by_whom": "TEAM" if outcome == "ACT" else "HANDLER" if owner == "HANDLER" else "NONE",
        "to_whom": "NONE" if outcome != "ACT" else "ADMINISTRATOR" if a.is_represented else "CUSTOMER",
    }


def whether(a: AccountRow, policy: Policy, day: date) -> tuple[str, str, date, str]:
    if not a.is_open:
        return "CLOSE", "already_closed", day, "TEAM"
    if a.open_cents <= 0:
        return "CLOSE", "nothing_open", day, "TEAM"
    stop = full_stop(a, policy, day)
    if stop:
        return "STOP", *stop
    wait = nothing_to_say(a, policy, day) or not_now(a, policy, day)
    if wait:
        return "WAIT", *wait
    return "ACT", what_to_say(a, policy, day), day, "TEAM"


def full_stop(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    review = day + timedelta(days=policy.contacts.hold_review_days)
    soon = workdays.add_workdays(day, policy.contacts.no_channel_review_workdays, policy)
    is_active = a.hold != HoldCode.NONE and (not a.hold_has_end or a.hold_days_left > 0)
    if is_active and a.hold != HoldCode.REPRESENTED:
        name, owner = {
            HoldCode.DIED: ("died", "HANDLER"),
            HoldCode.SETTLEMENT: ("settlement", "ADMINISTRATOR"),
            HoldCode.MORATORIUM: ("moratorium", "MUNICIPALITY"),
            HoldCode.COLLECTION_PAUSE: ("collection_pause", "MUNICIPALITY"),
            HoldCode.DEBT_HELP: ("debt_help", "MUNICIPALITY"),
            HoldCode.DISPUTED: ("disputed", "TEAM"),
            HoldCode.MOVED: ("moved", "TEAM"),
            HoldCode.AGREED: ("agreed", "CUSTOMER"),
            HoldCode.PAUSED: ("paused", "TEAM"),
            HoldCode.REACTED: ("reacted", "TEAM"),
            HoldCode.OTHER: ("other_hold", "HANDLER"),
        }[HoldCode(a.hold)]
        return name, day + timedelta(days=a.hold_days_left) if a.hold_has_end else review, owner
    if (is_active or a.is_represented) and not (a.is_represented and a.representative_reachable):
        return "represented", soon, "HANDLER"
    if a.has_disputed_all:
        return "disputed_all", review, "TEAM"
    if not a.is_safe:
        return "not_safe", soon, "HANDLER"
    return None


def nothing_to_say(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    stages = policy.stages
    if a.overdue_cents <= 0:
        if has_word_before_due(a, policy):
            return None
        return "nothing_due", next_claim(a, policy, day), "CUSTOMER"
    if has_claim_to_name(a, policy, day):
        return None
    if not a.named_unresolved:
        return "too_early", at_least_tomorrow(day, stages.first_reminder_from_days - a.unnamed_overdue_days), "CUSTOMER"
    waits = (
        after_notice(a, policy, day)
        or patience_with_part_payment(a, policy, day)
        or time_between_reminders(a, policy, day)
    )
    if waits and waits[0] != "person_decides":
        reason, until, owner = waits
        return reason, max(min(until, day_to_name_next(a, policy, day)), day + timedelta(days=1)), owner
    return waits or no_fitting_notice(a, policy, day)


def after_notice(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    bank = policy.stages.gate_after_notice_days
    if a.notice_running_days_left > 0:
        return "notice_running", day + timedelta(days=a.notice_running_days_left + bank), "CUSTOMER"
    if a.notice_over_days <= bank:
        return "bank_days", day + timedelta(days=bank - a.notice_over_days + 1), "CUSTOMER"
    if a.stage_reached >= 3 and a.days_since_stage < policy.stages.person_after_last_days:
        wait = policy.stages.person_after_last_days - a.days_since_stage
        return "time_after_last", at_least_tomorrow(day, wait), "CUSTOMER"
    if a.stage_reached >= 3:
        return "person_decides", person_looks_on(policy, day), "HANDLER"
    return None


def patience_with_part_payment(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    wait = policy.contacts.part_payment_wait_days
    if a.part_paid_days < wait:
        return "part_paid", at_least_tomorrow(day, wait - a.part_paid_days), "CUSTOMER"
    return None


def time_between_reminders(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    if a.stage_reached <= 1:
        name, wait = "time_after_first", policy.stages.second_reminder_after_days
    else:
        name, wait = "time_after_second", policy.stages.notice_after_days
    if a.days_since_stage < wait:
        return name, at_least_tomorrow(day, wait - a.days_since_stage), "CUSTOMER"
    return None


def no_fitting_notice(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    if a.stage_reached != 2:
        return None
    if a.named_overdue_cents < policy.stages.notice_from_cents:
        return "small_amount", person_looks_on(policy, day), "HANDLER"
    if not can_use(a, LETTER):
        return "no_post_for_notice", person_looks_on(policy, day), "HANDLER"
    return None


def not_now(a: AccountRow, policy: Policy, day: date) -> tuple[str, date, str] | None:
    contacts, tomorrow = policy.contacts, next_day_of_outreach(day, policy)
    if not can_use(a, LETTER) and not can_use(a, EMAIL):
        return "nobody_reachable", person_looks_on(policy, day), "HANDLER"
    if not workdays.is_outreach_day(day, policy):
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
    if a.overdue_cents > 0 and has_claim_to_name(a, policy, day):
        name, between = "new_claim_soon", contacts.days_between_moments_new_claim
    else:
        name, between = "days_between", contacts.days_between_moments
    if a.days_since_moment < between:
        return name, day + timedelta(days=between - a.days_since_moment), "CUSTOMER"
    return None


def what_to_say(a: AccountRow, policy: Policy, day: date) -> str:
    if a.overdue_cents <= 0:
        return "say_before_due"
    if has_claim_to_name(a, policy, day):
        return "say_new_claim" if a.named_unresolved else "say_first"
    return "say_second" if a.stage_reached <= 1 else "say_notice"


def which_stage(a: AccountRow, policy: Policy) -> str:
    """A step that is due goes along with the naming of a new claim; else a new claim gets an ordinary reminder."""
    if a.overdue_cents <= 0:
        return "S0"
    is_disturbed = a.part_paid_days < policy.contacts.part_payment_wait_days or a.notice_running_days_left != 0
    if not a.named_unresolved or is_disturbed:
        return "S1"
    if a.stage_reached <= 1 and a.days_since_stage >= policy.stages.second_reminder_after_days:
        return "S2"
    if a.stage_reached == 2 and a.days_since_stage >= policy.stages.notice_after_days:
        is_fitting = a.named_overdue_cents >= policy.stages.notice_from_cents and can_use(a, LETTER)
        return "S3" if is_fitting else "S1"
    return "S1"


def which_channels(a: AccountRow, stage: str) -> int:
    usable = {kind for kind in (LETTER, EMAIL, SMS) if can_use(a, kind)}
    if stage == "S0":
        return EMAIL
    if a.is_represented:
        return sum(usable - {SMS})
    if stage == "S1" and a.prefers in usable - {SMS}:
        return a.prefers
    if stage == "S2" and a.prefers in (LETTER, EMAIL) and {LETTER, EMAIL} <= usable:
        return LETTER + EMAIL
    return sum(usable)


def which_tone(a: AccountRow, policy: Policy, stage: str) -> str:
    if stage == "NONE":
        return "NONE"
    if stage == "S3":
        return "FACTUAL"
    if a.part_paid_days < a.days_since_moment:
        return "THANKFUL"
    has_been_silent = a.letters_without_reaction >= policy.contacts.letters_without_reaction_max
    return "CONCERNED" if has_been_silent or stage == "S2" else "FRIENDLY"


def has_claim_to_name(a: AccountRow, policy: Policy, day: date) -> bool:
    """Old enough now, or too late on the next day on which anything may go out."""
    if a.unnamed_overdue_days <= 0:
        return False
    next_chance = a.unnamed_overdue_days + (next_day_of_outreach(day, policy) - day).days
    is_last_chance = next_chance >= policy.stages.name_new_claim_before_days
    return a.unnamed_overdue_days >= policy.stages.first_reminder_from_days or is_last_chance


def has_word_before_due(a: AccountRow, policy: Policy) -> bool:
    """Somebody who was late before gets one e-mail in the days before a claim falls due."""
    window = policy.stages.information_before_due_days
    is_in_window = a.due_in_days <= window
    was_written_in_window = a.days_since_moment <= window - a.due_in_days
    return a.had_arrears and is_in_window and not was_written_in_window and can_use(a, EMAIL) and not a.is_represented


def next_claim(a: AccountRow, policy: Policy, day: date) -> date:
    if a.due_in_days >= NEVER:
        return day + timedelta(days=policy.contacts.hold_review_days)
    until_word = a.due_in_days - policy.stages.information_before_due_days
    if a.had_arrears and until_word > 0:
        return day + timedelta(days=until_word)
    return day + timedelta(days=a.due_in_days + policy.stages.first_reminder_from_days)


def day_to_name_next(a: AccountRow, policy: Policy, day: date) -> date:
    days_late = a.unnamed_overdue_days or -a.due_in_days
    return day + timedelta(days=policy.stages.first_reminder_from_days - days_late)


def can_use(a: AccountRow, kind: int) -> bool:
    has = {LETTER: a.has_post, EMAIL: a.has_email, SMS: a.has_mobile}[kind]
    return has and Kind(kind) not in Kind(a.not_by)


def next_day_of_outreach(day: date, policy: Policy) -> date:
    following = day + timedelta(days=1)
    return following if workdays.is_outreach_day(following, policy) else next_day_of_outreach(following, policy)


def person_looks_on(policy: Policy, day: date) -> date:
    return workdays.add_workdays(day, policy.contacts.no_channel_review_workdays, policy)


def at_least_tomorrow(day: date, days: int) -> date:
    return day + timedelta(days=max(days, 1))

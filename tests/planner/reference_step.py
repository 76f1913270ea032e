"""The second planner, continued: what a step that goes out looks like, one question after the other."""

from collections.abc import Mapping
from functools import lru_cache

from tijdig.planner.codes import (
    PREMIUM,
    ConsequenceCode,
    Event,
    Form,
    Kind,
    Need,
    Option,
    ProductCode,
    Room,
    Weight,
)
from tijdig.planner.columns import AccountRow
from tijdig.policy import Policy

LETTER, EMAIL, SMS, TRANSFER = int(Kind.LETTER), int(Kind.EMAIL), int(Kind.SMS), int(Kind.TRANSFER)
PHONE, VISIT, VIDEO = int(Kind.PHONE), int(Kind.VISIT), int(Kind.VIDEO)
ONE_QUESTION, PAPER = int(Need.ONE_QUESTION), int(Need.PAPER)
SPOKEN = int(Need.READ_ALOUD | Need.OTHER_LANGUAGE)
TALKS = int(Need.CALL_RATHER | Need.SOMEONE_WITH_ME)
HOME, NOT_SMALL = int(Weight.HOME), int(Weight.FIXED_COST | Weight.THREATENING | Weight.HOME)
LIGHT, WRITTEN, OTHER_WAY = int(Form.LIGHT), int(Form.WRITTEN), int(Form.OTHER_WAY)
A_TALK_LAST_TIME = (int(Form.CALLED), int(Form.PERSONAL))
OK, NO_ROOM = int(Room.OK), int(Room.NONE)
TURNING_18 = int(Event.TURNING_18)
SUMMONS, RENT = int(ConsequenceCode.SUMMONS), int(ProductCode.RENT)
FROM_S3 = ("S3", "S4B", "S5")
FROM_S4 = ("S4B", "S5")
UP_TO_S2 = ("S1", "S2")

Answer = tuple[str, str]  # what is decided, and why
Step = Mapping[str, str]  # what was decided before: dimension -> outcome


@lru_cache
def options(names: str) -> int:
    """The bits of options that are named in words."""
    return sum(int(Option[name]) for name in names.split("+"))


# What several questions ask.


def can_use(a: AccountRow, kind: int) -> bool:
    """It exists, and the customer does not refuse it."""
    has = (
        a.has_post if kind == LETTER else a.has_email if kind == EMAIL else a.has_mobile if kind == SMS else a.has_iban
    )
    return has and not a.not_by & kind


def is_near(a: AccountRow, policy: Policy) -> bool:
    """A consequence is recorded, and its day is not far away."""
    return bool(a.consequence) and a.consequence_in_days <= policy.stages.tell_consequence_within_days


def must_be_told(a: AccountRow, policy: Policy) -> bool:
    """A near consequence of which the customer has not heard yet."""
    return a.overdue_cents > 0 and is_near(a, policy) and not a.consequence_told


def has_enough_premiums(a: AccountRow, premiums: int) -> bool:
    """Only a health premium has a number of premiums; for all else that number is zero."""
    return a.premiums_late >= premiums * PREMIUM


def is_calm(a: AccountRow, policy: Policy) -> bool:
    """Named before and still open, no part payment that still counts, no notice whose days run."""
    has_paid_part = a.part_paid_days < policy.contacts.part_payment_wait_days
    return a.named_unresolved and not has_paid_part and a.notice_running_days_left <= 0


def is_second_ready(a: AccountRow, policy: Policy) -> bool:
    has_waited = a.days_since_stage >= policy.stages.second_reminder_after_days
    return (
        is_calm(a, policy)
        and a.stage_reached <= 1
        and has_waited
        and has_enough_premiums(a, policy.stages.second_from_premiums)
    )


def is_notice_ready(a: AccountRow, policy: Policy) -> bool:
    if not is_calm(a, policy) or a.stage_reached != 2 or not can_use(a, LETTER):
        return False
    has_waited = a.days_since_stage >= policy.stages.notice_after_days
    is_worth_it = a.named_overdue_cents >= policy.stages.notice_from_cents
    return has_waited and is_worth_it and has_enough_premiums(a, policy.stages.notice_from_premiums)


def is_large(a: AccountRow, policy: Policy) -> bool:
    return a.size_percent >= policy.steps.large_from_percent


def has_trouble(a: AccountRow) -> bool:
    return bool(a.needs) or bool(a.events & ~TURNING_18) or a.room == NO_ROOM or a.has_seizure or a.late_in_a_row > 1


def was_distressed(a: AccountRow, policy: Policy) -> bool:
    """Now, or not long ago."""
    return a.is_distressed or a.distress_days < policy.histories.distress_days


def is_unheard(a: AccountRow, policy: Policy) -> bool:
    return a.letters_without_reaction >= policy.steps.unopened_letters


def does_not_answer(a: AccountRow, policy: Policy) -> bool:
    return a.calls_unanswered >= policy.steps.calls_unanswered_max


def has_number(a: AccountRow) -> bool:
    return a.has_phone and not a.not_by & PHONE


def can_call(a: AccountRow, policy: Policy) -> bool:
    return has_number(a) and not does_not_answer(a, policy)


def is_out_of_reach(a: AccountRow, policy: Policy) -> bool:
    """Too much to solve alone, as far as we know."""
    return not (a.room == OK or (a.room != NO_ROOM and not is_large(a, policy)))


def has_no_address(a: AccountRow) -> bool:
    """Of the customer; an administrator is reached in another way."""
    return not a.has_post and not a.is_represented


def is_home_worth_a_visit(a: AccountRow, policy: Policy) -> bool:
    is_worth_it = a.overdue_cents >= policy.steps.visit_from_cents
    return bool(a.weights & HOME) and is_worth_it and a.has_post and not a.not_by & VISIT


# The questions, in their order.


def which_history(a: AccountRow, policy: Policy) -> Answer:
    histories = policy.histories
    if a.handed_over_days < histories.handed_over_days:
        return "HANDED_OVER", "h4_handed_over"
    if a.customer_months < histories.new_customer_months:
        return "NEW", "h0_new"
    if a.late_in_a_row >= histories.often_in_a_row:
        return "OFTEN", "h3_in_a_row"
    if a.late_bills > histories.sporadic_bills_max:
        return "OFTEN", "h3_often"
    if a.late_bills > 1 or a.had_arrears:
        return "SPORADIC", "h2_sporadic"
    is_known = a.bills_on_time >= histories.first_time_bills_min
    return ("FIRST_TIME", "h1_first_time") if is_known else ("UNKNOWN", "h_not_known")


def which_stage(a: AccountRow, policy: Policy) -> Answer:
    """A step that is due goes along with the naming of a new claim; else a new claim gets an ordinary reminder."""
    if a.overdue_cents <= 0:
        return "S0", "stage_before_due"
    if must_be_told(a, policy) and can_use(a, LETTER):
        return ("S4B", "stage_summons") if a.consequence == SUMMONS else ("S5", "stage_loss")
    if is_notice_ready(a, policy):
        return "S3", "stage_notice"
    if is_second_ready(a, policy):
        return "S2", "stage_second"
    return "S1", "stage_new_claim" if a.named_unresolved else "stage_first"


def which_channels(a: AccountRow, policy: Policy, step: Step) -> tuple[int, str]:
    letter, email, sms = can_use(a, LETTER), can_use(a, EMAIL), can_use(a, SMS)
    stage = step["stage"]
    if stage == "S0":
        return EMAIL, "email_before_due"
    if a.is_represented:
        if letter and email:
            return LETTER + EMAIL, "to_administrator_both"
        return (LETTER, "to_administrator_letter") if letter else (EMAIL, "to_administrator_email")
    if has_no_address(a):
        return (EMAIL + SMS, "no_address_both") if sms else (EMAIL, "no_address_email")
    if a.needs & PAPER and letter:
        return LETTER, "on_paper"
    if stage in UP_TO_S2:
        if a.needs & (SPOKEN | ONE_QUESTION) and letter:
            return LETTER, "letter_as_record"
        early = liked_ways(a, stage, letter, email) or ways_for_unheard(a, policy, letter, email, sms)
        if early:
            return early
    is_light = stage == "S1" and step["history"] == "SPORADIC" and not is_large(a, policy) and not has_trouble(a)
    if is_light and email and sms:
        return EMAIL + SMS, "light_word"
    return ordinary_ways(letter, email, sms)


def liked_ways(a: AccountRow, stage: str, letter: bool, email: bool) -> tuple[int, str] | None:
    if stage == "S1" and a.prefers == EMAIL and email:
        return EMAIL, "likes_email"
    if stage == "S1" and a.prefers == LETTER and letter:
        return LETTER, "likes_letter"
    if stage == "S2" and a.prefers in (LETTER, EMAIL) and letter and email:
        return LETTER + EMAIL, "liked_and_one_other"
    return None


def ways_for_unheard(a: AccountRow, policy: Policy, letter: bool, email: bool, sms: bool) -> tuple[int, str] | None:
    if not is_unheard(a, policy):
        return None
    if email:
        return (EMAIL + SMS, "unopened_both") if sms else (EMAIL, "unopened_email")
    if letter and can_use(a, TRANSFER):
        return LETTER + TRANSFER, "unopened_cent"
    return None


def ordinary_ways(letter: bool, email: bool, sms: bool) -> tuple[int, str]:
    if letter and email:
        return (LETTER + EMAIL + SMS, "all_three") if sms else (LETTER + EMAIL, "letter_and_email")
    if letter:
        return (LETTER + SMS, "letter_and_sms") if sms else (LETTER, "only_letter")
    return (EMAIL + SMS, "email_and_sms") if sms else (EMAIL, "only_email")


def which_frame(a: AccountRow, policy: Policy, step: Step) -> Answer:
    stage, history = step["stage"], step["history"]
    if stage == "S0":
        return ("PREPARE", "beforehand") if a.events else ("SOLUTION", "solutions_first")
    if stage == "S4B":
        return ("CONSEQUENCE_HELP", "rent_summons") if a.product == RENT else ("NEUTRAL_NOTICE", "plain_summons")
    if stage == "S5":
        return "CONSEQUENCE_HELP", "loss_and_help"
    if stage == "S3":
        return "NEUTRAL_NOTICE", "true_notice"
    if has_no_address(a):
        return "DETAILS", "where_to_reach"
    if stage == "S2" and a.says_no and a.room == OK:
        return "NEUTRAL_NOTICE", "said_no"
    if stage == "S1" and history == "NEW":
        return "EXPLAIN", "how_paying_works"
    if history == "HANDED_OVER":
        return "SUPPORTIVE", "talk_first"
    if stage == "S2" and is_out_of_reach(a, policy):
        return "SUPPORTIVE", "out_of_reach"
    return "SOLUTION", "solutions_large" if is_large(a, policy) else "solutions_first"


def which_tone(a: AccountRow, policy: Policy, step: Step) -> Answer:
    stage = step["stage"]
    if stage in FROM_S3:
        return "FACTUAL", "calm_facts"
    if has_no_address(a) and stage != "S0":
        return "FORMAL", "not_sure_who"
    if a.part_paid_days < a.days_since_moment:
        return "THANKFUL", "thanks_for_part"
    if stage == "S2" and a.says_no:
        return "FIRM", "fair_and_clear"
    has_been_silent = a.letters_without_reaction >= policy.contacts.letters_without_reaction_max
    return ("CONCERNED", "not_heard") if has_been_silent or stage == "S2" else ("FRIENDLY", "friendly_word")


def by_whom(a: AccountRow, policy: Policy, step: Step) -> Answer:
    if a.is_represented or step["stage"] == "S0":
        return "TEAM", "sent_by_team"
    if step["stage"] in FROM_S3 and (a.room == NO_ROOM or was_distressed(a, policy)):
        return "HANDLER", "notice_with_person"
    if step["stage"] == "S5":
        return ("CALLER", "loss_with_call") if can_call(a, policy) else ("HANDLER", "loss_with_person")
    return (
        person_asked_for(a, policy)
        or person_at_home(a, policy, step)
        or (("TEAM", "no_more_calls") if does_not_answer(a, policy) else None)
        or call_worth_it(a, policy, step)
        or nobody_extra(a, policy, step)
    )


def person_asked_for(a: AccountRow, policy: Policy) -> Answer | None:
    if a.prefers == VIDEO:
        return "VIDEO_CALLER", "video_asked"
    if not can_call(a, policy):
        return ("HANDLER", "spoken_without_number") if a.needs & (ONE_QUESTION | SPOKEN) else None
    if a.needs & ONE_QUESTION:
        return "SAME_PERSON", "one_question_at_a_time"
    if a.needs & SPOKEN:
        return "CALLER", "spoken_word"
    return ("CALLER", "likes_to_talk") if a.needs & TALKS or a.prefers == PHONE else None


def person_at_home(a: AccountRow, policy: Policy, step: Step) -> Answer | None:
    if not is_unheard(a, policy):
        return None
    if is_home_worth_a_visit(a, policy) and a.visits >= policy.steps.visits_max:
        return "HANDLER", "help_nearby"
    is_large_home = a.weights & HOME and is_large(a, policy)
    return ("VISITOR", "visit_offered") if step["stage"] != "S1" and is_large_home else None


def call_worth_it(a: AccountRow, policy: Policy, step: Step) -> Answer | None:
    has_had_a_talk = a.last_form in A_TALK_LAST_TIME
    if a.overdue_cents < policy.steps.call_from_cents or not can_call(a, policy) or has_had_a_talk:
        return None
    stage, history = step["stage"], step["history"]
    if history == "HANDED_OVER":
        return "SAME_PERSON", "early_call"
    if stage == "S1" and history == "FIRST_TIME":
        return "CALLER", "first_time_call"
    if is_unheard(a, policy):
        return "CALLER", "unopened_call"
    if stage == "S2" and is_out_of_reach(a, policy):
        return "CALLER", "out_of_reach_call"
    return ("CALLER", "person_after_paper") if stage != "S1" and a.last_form == WRITTEN else None


def nobody_extra(a: AccountRow, policy: Policy, step: Step) -> Answer:
    if step["stage"] not in UP_TO_S2:
        return "TEAM", "sent_by_team"
    if step["history"] == "SPORADIC" and not is_large(a, policy) and not has_trouble(a):
        return "TEAM", "no_human_time"
    return "TEAM", "by_itself" if step["history"] == "OFTEN" else "sent_by_team"


def which_form(a: AccountRow, policy: Policy, step: Step, channels: int) -> Answer:
    if step["by_whom"] == "VISITOR":
        return "VISITED", "form_visit"
    if step["by_whom"] in ("HANDLER", "SAME_PERSON", "VIDEO_CALLER"):
        return "PERSONAL", "form_personal"
    if step["by_whom"] == "CALLER":
        return "CALLED", "form_call"
    if step["stage"] in FROM_S3:
        return "WRITTEN", "form_written"
    if step["stage"] == "S0" and not channels & LETTER:
        return "LIGHT", "form_light"
    if step["stage"] != "S0" and is_unheard(a, policy) and a.last_form != OTHER_WAY:
        return "OTHER_WAY", "form_other"
    if not channels & LETTER and a.last_form != LIGHT:
        return "LIGHT", "form_light"
    return ("WRITTEN", "form_written") if a.last_form != WRITTEN else ("OTHER_WAY", "form_other")


def which_options(a: AccountRow, policy: Policy, step: Step) -> Answer:
    stage = step["stage"]
    if stage == "S0":
        return ("OFFER_HELP+ASK_EVENT", "before_event") if a.events else ("PAY_LINK", "before_due_pay")
    if stage == "S5":
        return "PLAIN_ENVELOPE+BY_HAND+OFFER_TALK+OFFER_HELP", "loss_options"
    if stage in FROM_S3:
        reason = "three_ways" if stage == "S3" else "summons_rent" if a.product == RENT else "summons_plain"
        return "PLAIN_ENVELOPE+ARRANGEMENT+OFFER_TALK+OFFER_HELP", reason
    return options_of_needs(a) or options_for_unheard(a, policy, step) or options_of_history(a, policy, step)


def options_of_needs(a: AccountRow) -> Answer | None:
    if a.is_represented:
        return "PLAIN_ENVELOPE+ARRANGEMENT", "for_administrator"
    if a.needs & ONE_QUESTION:
        return "SIMPLEST+CHOOSE_SLOT", "one_thing"
    if a.needs & SPOKEN:
        return "SPOKEN+SIMPLEST+CHOOSE_SLOT", "spoken_too"
    return ("PLAIN_ENVELOPE+ARRANGEMENT+CHOOSE_SLOT", "without_screen") if a.needs & PAPER else None


def options_for_unheard(a: AccountRow, policy: Policy, step: Step) -> Answer | None:
    if does_not_answer(a, policy) or a.call_not_given:
        return "CHOOSE_SLOT+ARRANGEMENT", "you_choose"
    if is_unheard(a, policy):
        return "BY_HAND+CHOOSE_SLOT", "by_hand_now"
    return ("BY_HAND+CHOOSE_SLOT", "another_way") if step["form"] == "OTHER_WAY" else None


def options_of_history(a: AccountRow, policy: Policy, step: Step) -> Answer:
    history = step["history"]
    if history == "HANDED_OVER":
        return "OFFER_TALK+OFFER_HELP", "talk_and_help"
    if a.late_in_a_row >= policy.histories.offer_help_in_a_row:
        return "SIMPLEST+ARRANGEMENT+OFFER_HELP", "help_after_months"
    if history == "OFTEN":
        return "SIMPLEST+ARRANGEMENT", "simplest_text"
    if step["stage"] == "S1" and history == "NEW":
        return "ASK_PREFERENCE+ARRANGEMENT", "how_do_you_like_it"
    if step["stage"] == "S1" and history == "FIRST_TIME":
        return "CARD+ARRANGEMENT+ASK_EVENT", "did_something_happen"
    if is_large(a, policy):
        return "PLAIN_ENVELOPE+ARRANGEMENT+OFFER_TALK", "plain_for_large"
    if not a.weights & NOT_SMALL:
        return "PAY_LINK+ARRANGEMENT", "small_product"
    if history == "SPORADIC" and not has_trouble(a):
        return "PAY_LINK", "just_a_link"
    return "CARD+OUTSIDE_WORDS+FOUR_STEPS", "card_and_steps"


def which_when(step: Step) -> Answer:
    if step["by_whom"] in ("HANDLER", "SAME_PERSON"):
        return "SOON", "person_first"
    return ("NEXT_PERMITTED", "message_today") if step["by_whom"] == "TEAM" else ("AFTER_MESSAGE", "call_after_message")


def whose_turn(a: AccountRow, policy: Policy, step: Step) -> Answer:
    if step["by_whom"] == "TEAM":
        return "NONE", "no_person_needed"
    if step["stage"] in FROM_S4:
        return "URGENT", "turn_urgent"
    if a.needs & TALKS or a.prefers in (PHONE, VIDEO):
        return "ASKED", "turn_asked"
    if a.needs or a.room == NO_ROOM or was_distressed(a, policy):
        return "NEED", "turn_need"
    return ("EFFECT", "turn_early") if step["history"] in ("FIRST_TIME", "HANDED_OVER") else ("REST", "turn_rest")

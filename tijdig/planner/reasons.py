"""Every reason a rule or a hard limit can give, by the code that is stored; its words stand in policy/reasons.toml."""

from enum import StrEnum

from tijdig.planner.codes import Owner
from tijdig.policy.reasons import reason


class Reason(StrEnum):
    """A code that is stored, with `text` (plain Dutch, fit for the customer), `owner` and `sources`.

    The owner is who has to do something before the case moves; nobody waits on a reason without an owner.
    """

    @property
    def text(self) -> str:
        """One or two plain sentences that the customer may read."""
        return reason(self.value).text

    @property
    def owner(self) -> Owner:
        """Who acts first."""
        return Owner[reason(self.value).owner.upper()]

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the rules, studies, law and choices behind it."""
        return reason(self.value).source

    @property
    def rules(self) -> frozenset[str]:
        """The ids of the rules (P05) and hard constraints (HC09) that this reason carries out."""
        return frozenset(source.removeprefix("rule:") for source in self.sources if source.startswith("rule:"))

    # Whether: nothing left to arrange.
    ALREADY_CLOSED = "already_closed"
    NOTHING_OPEN = "nothing_open"

    # Whether: full stops, with who starts again.
    DIED = "died"
    SETTLEMENT = "settlement"
    MORATORIUM = "moratorium"
    COLLECTION_PAUSE = "collection_pause"
    DEBT_HELP = "debt_help"
    DISPUTED = "disputed"
    MOVED = "moved"
    AGREED = "agreed"
    PAUSED = "paused"
    REACTED = "reacted"
    OTHER_HOLD = "other_hold"
    REPRESENTED = "represented"
    DISPUTED_ALL = "disputed_all"
    NOT_SAFE = "not_safe"

    # Whether: nothing to say yet.
    NOTHING_DUE = "nothing_due"
    TOO_EARLY = "too_early"
    NOTICE_RUNNING = "notice_running"
    BANK_DAYS = "bank_days"
    TIME_AFTER_LAST = "time_after_last"
    PERSON_DECIDES = "person_decides"
    PART_PAID = "part_paid"
    TIME_AFTER_FIRST = "time_after_first"
    TIME_AFTER_SECOND = "time_after_second"
    SMALL_AMOUNT = "small_amount"
    NO_POST_FOR_NOTICE = "no_post_for_notice"

    # Whether: something to say, but not now.
    NOBODY_REACHABLE = "nobody_reachable"
    REST_DAY = "rest_day"
    MOMENT_TODAY = "moment_today"
    ENOUGH_THIS_WEEK = "enough_this_week"
    AFTER_CONVERSATION = "after_conversation"
    AFTER_REACTION = "after_reaction"
    NEW_CLAIM_SOON = "new_claim_soon"
    DAYS_BETWEEN = "days_between"

    # Whether: say it today.
    SAY_BEFORE_DUE = "say_before_due"
    SAY_FIRST = "say_first"
    SAY_NEW_CLAIM = "say_new_claim"
    SAY_SECOND = "say_second"
    SAY_NOTICE = "say_notice"

    # Every later dimension, on a day without a message.
    NO_MESSAGE = "no_message"

    # Stage.
    STAGE_BEFORE_DUE = "stage_before_due"
    STAGE_NOTICE = "stage_notice"
    STAGE_SECOND = "stage_second"
    STAGE_FIRST = "stage_first"
    STAGE_NEW_CLAIM = "stage_new_claim"

    # Channels.
    EMAIL_BEFORE_DUE = "email_before_due"
    TO_ADMINISTRATOR_BOTH = "to_administrator_both"
    TO_ADMINISTRATOR_LETTER = "to_administrator_letter"
    TO_ADMINISTRATOR_EMAIL = "to_administrator_email"
    LIKES_EMAIL = "likes_email"
    LIKES_LETTER = "likes_letter"
    LIKED_AND_ONE_OTHER = "liked_and_one_other"
    ALL_THREE = "all_three"
    LETTER_AND_EMAIL = "letter_and_email"
    LETTER_AND_SMS = "letter_and_sms"
    ONLY_LETTER = "only_letter"
    EMAIL_AND_SMS = "email_and_sms"
    ONLY_EMAIL = "only_email"

    # Frame and tone.
    TRUE_NOTICE = "true_notice"
    SOLUTIONS_FIRST = "solutions_first"
    CALM_FACTS = "calm_facts"
    THANKS_FOR_PART = "thanks_for_part"
    NOT_HEARD = "not_heard"
    FRIENDLY_WORD = "friendly_word"

    # By whom and to whom.
    PERSON_LOOKS = "person_looks"
    SENT_BY_TEAM = "sent_by_team"
    NOBODY_NOW = "nobody_now"
    TO_ADMINISTRATOR = "to_administrator"
    TO_CUSTOMER = "to_customer"

    # Whether: more full stops, more to wait for, more to say.
    IN_DISTRESS = "in_distress"
    MISSED_WITH_SEIZURE = "missed_with_seizure"
    MISSED_INSTALMENT = "missed_instalment"
    WITH_AGENCY = "with_agency"
    BY_HAND = "by_hand"
    NO_ROOM = "no_room"
    JOINT_FIRST = "joint_first"
    NO_POST_FOR_CONSEQUENCE = "no_post_for_consequence"
    MANY_PREMIUMS = "many_premiums"
    FEW_PREMIUMS = "few_premiums"
    SAY_CONSEQUENCE = "say_consequence"
    SAY_FOR_EVENT = "say_for_event"
    MAY_GO_OUT = "may_go_out"

    # History.
    H4_HANDED_OVER = "h4_handed_over"
    H0_NEW = "h0_new"
    H3_IN_A_ROW = "h3_in_a_row"
    H3_OFTEN = "h3_often"
    H2_SPORADIC = "h2_sporadic"
    H1_FIRST_TIME = "h1_first_time"

    # Stage: near a summons or a loss.
    STAGE_SUMMONS = "stage_summons"
    STAGE_LOSS = "stage_loss"

    # Channels: more ways.
    NO_ADDRESS_BOTH = "no_address_both"
    NO_ADDRESS_EMAIL = "no_address_email"
    ON_PAPER = "on_paper"
    LETTER_AS_RECORD = "letter_as_record"
    UNOPENED_BOTH = "unopened_both"
    UNOPENED_EMAIL = "unopened_email"
    UNOPENED_CENT = "unopened_cent"
    LIGHT_WORD = "light_word"

    # Frame and tone: more.
    BEFOREHAND = "beforehand"
    RENT_SUMMONS = "rent_summons"
    PLAIN_SUMMONS = "plain_summons"
    LOSS_AND_HELP = "loss_and_help"
    WHERE_TO_REACH = "where_to_reach"
    SAID_NO = "said_no"
    HOW_PAYING_WORKS = "how_paying_works"
    TALK_FIRST = "talk_first"
    OUT_OF_REACH = "out_of_reach"
    SOLUTIONS_LARGE = "solutions_large"
    NOT_SURE_WHO = "not_sure_who"
    FAIR_AND_CLEAR = "fair_and_clear"

    # By whom: people.
    NOTICE_WITH_PERSON = "notice_with_person"
    LOSS_WITH_CALL = "loss_with_call"
    LOSS_WITH_PERSON = "loss_with_person"
    VIDEO_ASKED = "video_asked"
    ONE_QUESTION_AT_A_TIME = "one_question_at_a_time"
    SPOKEN_WORD = "spoken_word"
    LIKES_TO_TALK = "likes_to_talk"
    HELP_NEARBY = "help_nearby"
    VISIT_OFFERED = "visit_offered"
    NO_MORE_CALLS = "no_more_calls"
    EARLY_CALL = "early_call"
    FIRST_TIME_CALL = "first_time_call"
    UNOPENED_CALL = "unopened_call"
    OUT_OF_REACH_CALL = "out_of_reach_call"
    PERSON_AFTER_PAPER = "person_after_paper"
    NO_HUMAN_TIME = "no_human_time"
    BY_ITSELF = "by_itself"

    # Form of the approach.
    FORM_VISIT = "form_visit"
    FORM_PERSONAL = "form_personal"
    FORM_CALL = "form_call"
    FORM_OTHER = "form_other"
    FORM_LIGHT = "form_light"
    FORM_WRITTEN = "form_written"

    # Options.
    BEFORE_EVENT = "before_event"
    BEFORE_DUE_PAY = "before_due_pay"
    LOSS_OPTIONS = "loss_options"
    SUMMONS_RENT = "summons_rent"
    SUMMONS_PLAIN = "summons_plain"
    THREE_WAYS = "three_ways"
    FOR_ADMINISTRATOR = "for_administrator"
    ONE_THING = "one_thing"
    SPOKEN_TOO = "spoken_too"
    WITHOUT_SCREEN = "without_screen"
    YOU_CHOOSE = "you_choose"
    BY_HAND_NOW = "by_hand_now"
    ANOTHER_WAY = "another_way"
    TALK_AND_HELP = "talk_and_help"
    HELP_AFTER_MONTHS = "help_after_months"
    SIMPLEST_TEXT = "simplest_text"
    HOW_DO_YOU_LIKE_IT = "how_do_you_like_it"
    DID_SOMETHING_HAPPEN = "did_something_happen"
    PLAIN_FOR_LARGE = "plain_for_large"
    SMALL_PRODUCT = "small_product"
    JUST_A_LINK = "just_a_link"
    CARD_AND_STEPS = "card_and_steps"

    # When.
    PERSON_SOON = "person_soon"
    PERSON_FIRST = "person_first"
    MESSAGE_TODAY = "message_today"
    CALL_AFTER_MESSAGE = "call_after_message"

    # Whose turn.
    NO_PERSON_NEEDED = "no_person_needed"
    TURN_URGENT = "turn_urgent"
    TURN_ASKED = "turn_asked"
    TURN_NEED = "turn_need"
    TURN_EARLY = "turn_early"
    TURN_REST = "turn_rest"

    # Hard limits: what the gate says.
    ONLY_PERMITTED = "only_permitted"
    NOTICE_NEEDS_LETTER = "notice_needs_letter"
    NEEDS_WRITING = "needs_writing"
    NOTHING_NEAR = "nothing_near"
    NOT_TRUE_ENOUGH = "not_true_enough"
    NO_PRESSURE = "no_pressure"
    NOT_BY_GUESS = "not_by_guess"
    NO_VISIT = "no_visit"
    NO_NUMBER = "no_number"
    CALLED_ENOUGH = "called_enough"
    PERSON_WITH_NOTICE = "person_with_notice"
    FITS_THE_WAY = "fits_the_way"
    RIGHT_READER = "right_reader"
    NEAR_AND_TOLD = "near_and_told"
    H_NOT_KNOWN = "h_not_known"
    SPOKEN_WITHOUT_NUMBER = "spoken_without_number"

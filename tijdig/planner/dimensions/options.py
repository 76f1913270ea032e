"""Options: what goes with the message, within the stages where the studies found it to help."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import Event, Form, History, Need, Option, ProductCode, Stage, Weight
from tijdig.planner.customers import SPOKEN, does_not_answer, has_trouble, is_large, is_unheard, needs, weighs
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason

LOSS = Option.PLAIN_ENVELOPE | Option.BY_HAND | Option.OFFER_TALK | Option.OFFER_HELP
SUMMONS = Option.PLAIN_ENVELOPE | Option.ARRANGEMENT | Option.OFFER_TALK | Option.OFFER_HELP
NOTICE = Option.PLAIN_ENVELOPE | Option.ARRANGEMENT | Option.OFFER_TALK | Option.OFFER_HELP
QUIET = Option.PLAIN_ENVELOPE | Option.ARRANGEMENT

# The four steps and the words outside belong to a first and a second reminder about a small sum; near costs they were
# found to work against us. Words on the outside fit any post; nothing there tells of an arrear.
RULES: Table = (
    (Option.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (
        Option.OFFER_HELP | Option.ASK_EVENT,
        Reason.BEFORE_EVENT,
        lambda a, p, d: (d.stage == Stage.S0) & (a.events != Event.NONE),
    ),
    (Option.PAY_LINK, Reason.BEFORE_DUE_PAY, lambda a, p, d: d.stage == Stage.S0),
    (LOSS, Reason.LOSS_OPTIONS, lambda a, p, d: d.stage == Stage.S5),
    (SUMMONS, Reason.SUMMONS_RENT, lambda a, p, d: (d.stage == Stage.S4B) & (a.product == ProductCode.RENT)),
    (SUMMONS, Reason.SUMMONS_PLAIN, lambda a, p, d: d.stage == Stage.S4B),
    (NOTICE, Reason.THREE_WAYS, lambda a, p, d: d.stage == Stage.S3),
    (QUIET, Reason.FOR_ADMINISTRATOR, lambda a, p, d: a.is_represented),
    (Option.SIMPLEST | Option.CHOOSE_SLOT, Reason.ONE_THING, lambda a, p, d: needs(a, Need.ONE_QUESTION)),
    (Option.SPOKEN | Option.SIMPLEST | Option.CHOOSE_SLOT, Reason.SPOKEN_TOO, lambda a, p, d: needs(a, SPOKEN)),
    (QUIET | Option.CHOOSE_SLOT, Reason.WITHOUT_SCREEN, lambda a, p, d: needs(a, Need.PAPER)),
    (
        Option.CHOOSE_SLOT | Option.ARRANGEMENT,
        Reason.YOU_CHOOSE,
        lambda a, p, d: does_not_answer(a, p) | a.call_not_given,
    ),
    (Option.BY_HAND | Option.CHOOSE_SLOT, Reason.BY_HAND_NOW, lambda a, p, d: is_unheard(a, p)),
    (Option.BY_HAND | Option.CHOOSE_SLOT, Reason.ANOTHER_WAY, lambda a, p, d: d.form == Form.OTHER_WAY),
    (Option.OFFER_TALK | Option.OFFER_HELP, Reason.TALK_AND_HELP, lambda a, p, d: d.history == History.HANDED_OVER),
    (
        Option.SIMPLEST | Option.ARRANGEMENT | Option.OFFER_HELP,
        Reason.HELP_AFTER_MONTHS,
        lambda a, p, d: a.late_in_a_row >= p.histories.offer_help_in_a_row,
    ),
    (Option.SIMPLEST | Option.ARRANGEMENT, Reason.SIMPLEST_TEXT, lambda a, p, d: d.history == History.OFTEN),
    (
        Option.ASK_PREFERENCE | Option.ARRANGEMENT,
        Reason.HOW_DO_YOU_LIKE_IT,
        lambda a, p, d: (d.stage == Stage.S1) & (d.history == History.NEW),
    ),
    (
        Option.CARD | Option.ARRANGEMENT | Option.ASK_EVENT,
        Reason.DID_SOMETHING_HAPPEN,
        lambda a, p, d: (d.stage == Stage.S1) & (d.history == History.FIRST_TIME),
    ),
    (QUIET | Option.OFFER_TALK, Reason.PLAIN_FOR_LARGE, lambda a, p, d: is_large(a, p)),
    (
        Option.PAY_LINK | Option.ARRANGEMENT,
        Reason.SMALL_PRODUCT,
        lambda a, p, d: ~weighs(a, Weight.FIXED_COST | Weight.THREATENING | Weight.HOME),
    ),
    (Option.PAY_LINK, Reason.JUST_A_LINK, lambda a, p, d: (d.history == History.SPORADIC) & ~has_trouble(a)),
    (Option.CARD | Option.OUTSIDE_WORDS | Option.FOUR_STEPS, Reason.CARD_AND_STEPS, lambda a, p, d: d.acts),
)

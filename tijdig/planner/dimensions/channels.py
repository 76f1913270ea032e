"""Channels: which carriers take the moment. They add up: an e-mail on top of the letter, an SMS that announces it."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import History, Kind, Need, Stage
from tijdig.planner.customers import SPOKEN, has_no_address, has_trouble, is_large, is_unheard, needs
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason
from tijdig.planner.steps import is_usable

LETTER, EMAIL, SMS, TRANSFER = Kind.LETTER, Kind.EMAIL, Kind.SMS, Kind.TRANSFER

# "Not by" is already out of `usable`, so it wins from every rule. A notice (S3 and later) needs a usable letter before
# it is due at all, so the general lines give it one. The preference is for customers, not for their administrator.
RULES: Table = (
    (Kind.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (EMAIL, Reason.EMAIL_BEFORE_DUE, lambda a, p, d: d.stage == Stage.S0),
    (LETTER | EMAIL, Reason.TO_ADMINISTRATOR_BOTH, lambda a, p, d: a.is_represented & is_usable(a, LETTER | EMAIL)),
    (LETTER, Reason.TO_ADMINISTRATOR_LETTER, lambda a, p, d: a.is_represented & is_usable(a, LETTER)),
    (EMAIL, Reason.TO_ADMINISTRATOR_EMAIL, lambda a, p, d: a.is_represented),
    (EMAIL | SMS, Reason.NO_ADDRESS_BOTH, lambda a, p, d: has_no_address(a) & is_usable(a, EMAIL | SMS)),
    (EMAIL, Reason.NO_ADDRESS_EMAIL, lambda a, p, d: has_no_address(a)),
    (LETTER, Reason.ON_PAPER, lambda a, p, d: needs(a, Need.PAPER) & is_usable(a, LETTER)),
    (
        LETTER,
        Reason.LETTER_AS_RECORD,
        lambda a, p, d: (d.stage <= Stage.S2) & needs(a, SPOKEN | Need.ONE_QUESTION) & is_usable(a, LETTER),
    ),
    (EMAIL, Reason.LIKES_EMAIL, lambda a, p, d: (d.stage == Stage.S1) & (a.prefers == EMAIL) & is_usable(a, EMAIL)),
    (LETTER, Reason.LIKES_LETTER, lambda a, p, d: (d.stage == Stage.S1) & (a.prefers == LETTER) & is_usable(a, LETTER)),
    (
        LETTER | EMAIL,
        Reason.LIKED_AND_ONE_OTHER,
        lambda a, p, d: (
            (d.stage == Stage.S2) & ((a.prefers == EMAIL) | (a.prefers == LETTER)) & is_usable(a, LETTER | EMAIL)
        ),
    ),
    (
        EMAIL | SMS,
        Reason.UNOPENED_BOTH,
        lambda a, p, d: (d.stage <= Stage.S2) & is_unheard(a, p) & is_usable(a, EMAIL | SMS),
    ),
    (EMAIL, Reason.UNOPENED_EMAIL, lambda a, p, d: (d.stage <= Stage.S2) & is_unheard(a, p) & is_usable(a, EMAIL)),
    (
        LETTER | TRANSFER,
        Reason.UNOPENED_CENT,
        lambda a, p, d: (d.stage <= Stage.S2) & is_unheard(a, p) & is_usable(a, LETTER | TRANSFER),
    ),
    (
        EMAIL | SMS,
        Reason.LIGHT_WORD,
        lambda a, p, d: (
            (d.stage == Stage.S1)
            & (d.history == History.SPORADIC)
            & ~is_large(a, p)
            & ~has_trouble(a)
            & is_usable(a, EMAIL | SMS)
        ),
    ),
    (LETTER | EMAIL | SMS, Reason.ALL_THREE, lambda a, p, d: is_usable(a, LETTER | EMAIL | SMS)),
    (LETTER | EMAIL, Reason.LETTER_AND_EMAIL, lambda a, p, d: is_usable(a, LETTER | EMAIL)),
    (LETTER | SMS, Reason.LETTER_AND_SMS, lambda a, p, d: is_usable(a, LETTER | SMS)),
    (LETTER, Reason.ONLY_LETTER, lambda a, p, d: is_usable(a, LETTER)),
    (EMAIL | SMS, Reason.EMAIL_AND_SMS, lambda a, p, d: is_usable(a, EMAIL | SMS)),
    (EMAIL, Reason.ONLY_EMAIL, lambda a, p, d: is_usable(a, EMAIL)),
)

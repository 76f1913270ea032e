"""Joint arrangements: asked, consented to, shared, agreed, lived with, ended; the rules decide every move (ADR 11)."""

from tijdig.actions.joint.agreeing import (
    accept,
    balance,
    confirm,
    counter,
    decline,
    doubt,
    keep_old,
    take_counter,
    want_other,
)
from tijdig.actions.joint.apart import stuck_note
from tijdig.actions.joint.asking import (
    ask,
    capacity,
    consent,
    leave,
    pick,
    pick_each,
    pick_exactly,
    start,
    tell_open,
    withdraw,
)
from tijdig.actions.joint.consenting import decline_each, decline_renewal, renew, renew_each, withdraw_consent
from tijdig.actions.joint.finding import show_file
from tijdig.actions.joint.hearing import Heard, Said, hear
from tijdig.actions.joint.inviting import invite_again
from tijdig.actions.joint.keeping import (
    ask_help,
    end,
    go_on,
    new_day,
    pause,
    pay,
    refer,
    revise,
    seizure,
)
from tijdig.actions.joint.passing import pass_all, tick
from tijdig.actions.joint.returning import take_back
from tijdig.actions.joint.telling import ask_again_all, remind_all

__all__ = [
    "Heard",
    "Said",
    "accept",
    "ask",
    "ask_again_all",
    "ask_help",
    "balance",
    "capacity",
    "confirm",
    "consent",
    "counter",
    "decline",
    "decline_each",
    "decline_renewal",
    "doubt",
    "end",
    "go_on",
    "hear",
    "invite_again",
    "keep_old",
    "leave",
    "new_day",
    "pass_all",
    "pause",
    "pay",
    "pick",
    "pick_each",
    "pick_exactly",
    "refer",
    "remind_all",
    "renew",
    "renew_each",
    "revise",
    "seizure",
    "show_file",
    "start",
    "stuck_note",
    "take_back",
    "take_counter",
    "tell_open",
    "tick",
    "want_other",
    "withdraw",
    "withdraw_consent",
]

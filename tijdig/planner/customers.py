"""Conditions about one customer that several rules share: room, needs, reach and weight; facts told, never guessed."""

from tijdig.planner.codes import Event, Form, Kind, Need, Room, Weight
from tijdig.planner.columns import Accounts, Flags, once
from tijdig.planner.today import Today

SPOKEN = Need.READ_ALOUD | Need.OTHER_LANGUAGE
RATHER_TALKS = Need.CALL_RATHER | Need.SOMEONE_WITH_ME


@once
def is_large(a: Accounts, p: Today) -> Flags:
    """Large for this creditor: higher than with most of its customers that are late."""
    holds: Flags = a.size_percent >= p.steps.large_from_percent
    return holds


def weighs(a: Accounts, weights: Weight) -> Flags:
    """Any of these hangs on the claims."""
    holds: Flags = (a.weights & weights) != 0
    return holds


def needs(a: Accounts, any_of: Need) -> Flags:
    """Any of these needs was told or noted."""
    holds: Flags = (a.needs & any_of) != 0
    return holds


def has_room(a: Accounts, room: Room) -> Flags:
    """This is what we know about the room to pay."""
    holds: Flags = a.room == room
    return holds


@once
def was_in_distress(a: Accounts, p: Today) -> Flags:
    """Acute distress was noted not long ago, also when the rest after it has ended."""
    holds: Flags = a.is_distressed | (a.distress_days < p.histories.distress_days)
    return holds


@once
def goal_is_reachable(a: Accounts, p: Today) -> Flags:
    """Keizer's first question: this customer can get there. There is room, or it is not known and the sum is small."""
    holds: Flags = has_room(a, Room.OK) | (has_room(a, Room.UNKNOWN) & ~is_large(a, p))
    return holds


@once
def has_trouble(a: Accounts) -> Flags:
    """Something was told or seen that makes paying harder than forgetting; turning 18 alone is no trouble."""
    is_told = (a.needs != 0) | ((a.events & ~Event.TURNING_18) != 0) | has_room(a, Room.NONE) | a.has_seizure
    holds: Flags = is_told | (a.late_in_a_row > 1)
    return holds


@once
def is_unheard(a: Accounts, p: Today) -> Flags:
    """So many letters without any reaction that they may never have been opened."""
    holds: Flags = a.letters_without_reaction >= p.steps.unopened_letters
    return holds


@once
def does_not_answer(a: Accounts, p: Today) -> Flags:
    """We called often enough without reaching anybody."""
    holds: Flags = a.calls_unanswered >= p.steps.calls_unanswered_max
    return holds


@once
def can_be_called(a: Accounts, p: Today) -> Flags:
    """There is a number, the customer does not mind calls, and calling has not failed again and again."""
    holds: Flags = a.has_phone & ((a.not_by & Kind.PHONE) == 0) & ~does_not_answer(a, p)
    return holds


@once
def is_worth_a_call(a: Accounts, p: Today) -> Flags:
    """The sum is worth the time of a person who calls unasked, and the last approach was not a call already."""
    is_new = (a.last_form != Form.CALLED) & (a.last_form != Form.PERSONAL)
    holds: Flags = (a.overdue_cents >= p.steps.call_from_cents) & can_be_called(a, p) & is_new
    return holds


@once
def home_is_at_stake(a: Accounts, p: Today) -> Flags:
    """A home hangs on it, and the sum is worth somebody's journey."""
    can_be_visited = a.has_post & ((a.not_by & Kind.VISIT) == 0)
    holds: Flags = weighs(a, Weight.HOME) & (a.overdue_cents >= p.steps.visit_from_cents) & can_be_visited
    return holds


@once
def has_no_address(a: Accounts) -> Flags:
    """We do not know where to send a letter (that it is refused is something else)."""
    holds: Flags = ~a.has_post & ~a.is_represented
    return holds

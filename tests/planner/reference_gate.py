"""The second planner, continued: the hard limits that nobody passes, whoever proposed the step."""

from tests.planner.reference_step import (
    EMAIL,
    LETTER,
    NO_ROOM,
    OK,
    SMS,
    SUMMONS,
    TRANSFER,
    VIDEO,
    can_call,
    can_use,
    has_number,
    is_home_worth_a_visit,
    is_near,
    was_distressed,
)
from tijdig.planner.columns import AccountRow
from tijdig.policy import Policy

HEAVY = ("S3", "S4A", "S4B", "S5")
LEGAL = ("S4A", "S4B", "S5")
FROM_S2 = ("S2", *HEAVY)
CALLS = ("CALLER", "SAME_PERSON")
PAPER_OPTIONS, CHOOSE_SLOT = 1 | 2 | 4 | 8 | 16, 256


def permitted_channels(a: AccountRow, channels: int) -> tuple[int, str | None]:
    """Only what exists and is not refused."""
    usable = sum(kind for kind in (LETTER, EMAIL, SMS, TRANSFER) if can_use(a, kind))
    return (channels & usable, "only_permitted") if channels & ~usable else (channels, None)


def reason_to_hold_back(a: AccountRow, policy: Policy, stage: str, channels: int) -> tuple[str, str] | None:
    """Whether such a step has to wait or to stop instead of going out at all, and why: a handler looks."""
    if stage in HEAVY and not channels & LETTER:
        return "WAIT", "notice_needs_letter"
    if not channels & (LETTER | EMAIL):
        return "WAIT", "needs_writing"
    if stage in HEAVY and not is_true(a, policy, stage):
        return "WAIT", "nothing_near"
    if stage in LEGAL:
        return None
    if a.room == NO_ROOM:
        return "STOP", "no_room"
    return ("STOP", "joint_first") if a.joint_creditors > 0 else None


def is_true(a: AccountRow, policy: Policy, stage: str) -> bool:
    """A heavy step needs arrears, and from S4 on exactly what was recorded, for a day that is near."""
    if a.overdue_cents <= 0:
        return False
    if stage not in LEGAL:
        return True
    is_recorded = (stage == "S4B") == (a.consequence == SUMMONS)
    return stage != "S4A" and is_recorded and is_near(a, policy)


def permitted_frame(a: AccountRow, policy: Policy, stage: str, frame: str) -> tuple[str, str | None]:
    """A consequence comes first in a text only when it is near, and never as pressure."""
    if frame != "CONSEQUENCE_HELP":
        return frame, None
    calm = "NEUTRAL_NOTICE" if stage in HEAVY else "SOLUTION"
    if not is_near(a, policy):
        return calm, "not_true_enough"
    if stage in ("S0", "S1") or a.room != OK or was_distressed(a, policy):
        return calm, "no_pressure"
    return frame, None


def permitted_tone(a: AccountRow, policy: Policy, stage: str, tone: str) -> tuple[str, str | None]:
    """Firm only from S2, for who said no in a conversation, with room known, and not for somebody in distress."""
    is_fair = stage in FROM_S2 and a.says_no and a.room == OK and not was_distressed(a, policy)
    return ("CONCERNED", "not_by_guess") if tone == "FIRM" and not is_fair else (tone, None)


def permitted_person(a: AccountRow, policy: Policy, stage: str, by_whom: str) -> tuple[str, str | None]:
    """No visit for a small thing, no call that is not welcome or too many, and never a notice alone in hard times."""
    reason = None
    if by_whom == "VISITOR" and not is_home_worth_a_visit(a, policy):
        by_whom, reason = "CALLER" if can_call(a, policy) else "TEAM", "no_visit"
    is_video_refused = by_whom == "VIDEO_CALLER" and a.not_by & VIDEO
    if is_video_refused or (by_whom in CALLS and not has_number(a)):
        by_whom, reason = "TEAM", "no_number"
    if by_whom in CALLS and has_been_called_enough(a, policy):
        by_whom, reason = "HANDLER" if stage == "S5" else "TEAM", "called_enough"
    needs_person = stage in HEAVY and (a.room == NO_ROOM or was_distressed(a, policy)) and not a.is_represented
    if needs_person and by_whom in ("TEAM", "NONE"):
        by_whom, reason = "HANDLER", "person_with_notice"
    return by_whom, reason


def permitted_options(a: AccountRow, channels: int, options: int) -> int:
    """Nothing of paper without a letter, no moment to be called for who is not to be called."""
    return options & ~((0 if channels & LETTER else PAPER_OPTIONS) | (0 if has_number(a) else CHOOSE_SLOT))


def permitted_reader(a: AccountRow, to_whom: str) -> tuple[str, str | None]:
    """Who speaks for the customer reads it, or else the customer."""
    right = "ADMINISTRATOR" if a.is_represented else "CUSTOMER"
    return right, None if to_whom == right else "right_reader"


def has_been_called_enough(a: AccountRow, policy: Policy) -> bool:
    contacts = policy.contacts
    return a.calls_today >= contacts.call_attempts_per_day or a.call_days_7d >= contacts.call_days_per_7_days

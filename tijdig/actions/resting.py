"""Rest that the customer takes: one tap, and outreach stops at once on every channel, on paper too."""

from datetime import date, datetime

from tijdig.actions import cases, holds, replies, stops
from tijdig.models import Case, Hold
from tijdig.queries import resting
from tijdig.words import PauseReason


def rest(case: Case, until_on: date, *, by: str, at: datetime) -> Hold:
    """Nothing goes out until this day, and we say so in writing; the same asked twice is one.

    RefusedError where the day lies further away than a pause may last, or is no day ahead.
    """
    with cases.held(case):
        before = resting.own(case)
        if before is not None and before.until_on == until_on:
            return before
        hold = stops.paused(case, reason=PauseReason.ASKED, until_on=until_on, by=by, at=at)
        if before is not None:
            holds.lift(before, by=by, at=at)
        replies.paused(hold, by=by, at=at)
    return hold


def end(case: Case, *, by: str, at: datetime) -> None:
    """The customer wants to hear from us again: the rest that was asked for is over."""
    with cases.held(case):
        before = resting.own(case)
        if before is not None:
            holds.lift(before, by=by, at=at)

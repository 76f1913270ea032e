"""Rest that the customer takes: one tap, and outreach stops at once on every channel, on paper too."""

from datetime import date, datetime

from tijdig.actions import cases, holds, replies, stops
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Hold
from tijdig.queries import resting
from tijdig.words import PauseReason


def rest(case: Case, until_on: date, *, by: str, at: datetime) -> Hold:
    """Nothing goes out until this day, and we say so in writing, once a day; rest as long already stays as it is.

    RefusedError where the day is none of those that the page offers, or where there was much rest already: who needs
    longer rest speaks with a person.
    """
    with cases.held(case):
        days = resting.days(case, at)
        if not days.get(until_on):
            raise RefusedError(Refusal.LONG_REST if until_on in days else Refusal.PAUSE_TOO_LONG)
        before, is_told = resting.own(case), resting.was_told_today(case, at)
        if before is not None and before.until_on is not None and before.until_on >= until_on:
            return before
        if before is not None and _lift(before, by=by, at=at):
            is_told = False
        hold = stops.paused(case, reason=PauseReason.ASKED, until_on=until_on, by=by, at=at)
        if not is_told:
            replies.paused(hold, by=by, at=at)
    return hold


def end(case: Case, *, by: str, at: datetime) -> None:
    """The customer wants to hear from us again: the rest that was asked for is over."""
    with cases.held(case):
        while (before := resting.own(case)) is not None:
            _lift(before, by=by, at=at)


def _lift(hold: Hold, *, by: str, at: datetime) -> bool:
    """It is over; who was not told of it yet need not hear it any more. Whether a message was stopped."""
    holds.lift(hold, by=by, at=at)
    return replies.rest_over(hold, at=at) > 0

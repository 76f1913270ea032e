"""The policy as the rules see it on one day: numbers, and what the calendar says about that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.policy.subjects import Contacts, Stages
from tijdig.rules import workdays


@dataclass(frozen=True)
class Today:
    """One day under one policy. The calendar is judged once here, not once per case."""

    day: date
    contacts: Contacts
    stages: Stages
    is_outreach_day: bool
    next_outreach_in_days: int  # from today to the next day after today on which something may go out
    review_in_days: int  # within which a person looks

    @classmethod
    def of(cls, policy: Policy, day: date) -> Today:
        """This day under this policy."""
        review = workdays.add_workdays(day, policy.contacts.no_channel_review_workdays, policy)
        return cls(
            day=day,
            contacts=policy.contacts,
            stages=policy.stages,
            is_outreach_day=workdays.is_outreach_day(day, policy),
            next_outreach_in_days=_next_outreach_in_days(day, policy),
            review_in_days=(review - day).days,
        )


def _next_outreach_in_days(day: date, policy: Policy) -> int:
    days = 1
    while not workdays.is_outreach_day(day + timedelta(days=days), policy):
        days += 1
    return days

"""The policy as the rules see it on one day: numbers, and what the calendar says about that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tijdig.planner.codes import ProductCode
from tijdig.planner.columns import Accounts
from tijdig.policy import Policy
from tijdig.policy.subjects import Contacts, Histories, Stages, Steps
from tijdig.rules import workdays


@dataclass(frozen=True)
class Today:
    """One day under one policy. The calendar is judged once here, not once per case.

    "In days" counts from today; `without` are the ids of hard constraints that a test has switched off.
    """

    day: date
    contacts: Contacts
    stages: Stages
    histories: Histories
    steps: Steps
    is_outreach_day: bool
    next_outreach_in_days: int  # to the next day after today on which something may go out
    review_in_days: int  # within which a person looks
    person_in_days: int  # within which a person acts who may not be kept waiting
    missed_in_days: int  # within which somebody calls about a missed instalment
    call_in_days: int  # when the person of an approach comes: a few days after the message
    without: frozenset[str] = frozenset()

    @classmethod
    def of(cls, policy: Policy, day: date, *, without: frozenset[str] = frozenset()) -> Today:
        """This day under this policy."""
        contacts, steps = policy.contacts, policy.steps
        call_in_days = steps.call_after_days - 1
        return cls(
            day=day,
            contacts=contacts,
            stages=policy.stages,
            histories=policy.histories,
            steps=steps,
            is_outreach_day=workdays.is_outreach_day(day, policy),
            next_outreach_in_days=_next_outreach_in_days(day, policy),
            review_in_days=_workdays(contacts.no_channel_review_workdays, day, policy),
            person_in_days=_workdays(steps.person_within_workdays, day, policy),
            missed_in_days=_workdays(contacts.instalment_contact_workdays, day, policy),
            call_in_days=call_in_days + _next_outreach_in_days(day + timedelta(days=call_in_days), policy),
            without=without,
        )


@lru_cache(maxsize=256)
def ladders(policy: Policy, day: date, without: frozenset[str] = frozenset()) -> tuple[Today, ...]:
    """The day per product, by ProductCode; products without numbers of their own share one Today."""
    made: dict[str, Today] = {}
    found = []
    for code in ProductCode:
        own = policy.for_product(code.name.lower()) if code else policy
        if own.version not in made:
            made[own.version] = Today.of(own, day, without=without)
        found.append(made[own.version])
    return tuple(found)


def today_of(account: Accounts, policy: Policy, day: date) -> Today:
    """The day as it holds for one account, with the numbers of its product."""
    return ladders(policy, day)[int(account.product[0])]


def _workdays(count: int, day: date, policy: Policy) -> int:
    return (workdays.add_workdays(day, count, policy) - day).days


def _next_outreach_in_days(day: date, policy: Policy) -> int:
    days = 1
    while not workdays.is_outreach_day(day + timedelta(days=days), policy):
        days += 1
    return days

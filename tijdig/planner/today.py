"""The policy as the rules see it on one day: numbers, and what the calendar says about that day."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import ProductCode
from tijdig.planner.columns import Accounts
from tijdig.planner.products import policy_of
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

    def some(self, rows: NDArray[Any]) -> Today:
        """The same day for some of the accounts that it was made for."""
        own: dict[str, Any] = {name: value[rows] for name, value in vars(self).items() if _is_per_row(value)}
        return replace(self, **own) if own else self


@lru_cache(maxsize=256)
def ladders(policy: Policy, day: date, without: frozenset[str] = frozenset()) -> tuple[Today, ...]:
    """The day per product, by ProductCode; products without numbers of their own share one Today."""
    made: dict[str, Today] = {}
    found = []
    for code in ProductCode:
        own = policy_of(policy, code)
        if own.version not in made:
            made[own.version] = Today.of(own, day, without=without)
        found.append(made[own.version])
    return tuple(found)


def today_for(products: NDArray[np.int16], policy: Policy, day: date, without: frozenset[str] = frozenset()) -> Today:
    """The day for accounts of these products (ProductCode): a number that differs between them is a column."""
    by_product = ladders(policy, day, without)
    there = [by_product[code] for code in np.flatnonzero(np.bincount(products)).tolist()]
    if all(one is there[0] for one in there):
        return there[0] if there else by_product[0]
    own: dict[str, Any] = {}
    for name in (field.name for field in fields(Today)):
        values = [getattr(one, name) for one in by_product]
        if any(getattr(one, name) != getattr(there[0], name) for one in there):
            own[name] = PerProduct(values, products) if is_dataclass(values[0]) else _column(values, products)
    return replace(there[0], **own)


class PerProduct:
    """The numbers of one subject of the policy for accounts of several products; stands in for the subject itself."""

    def __init__(self, subjects: list[Any], products: NDArray[np.int16]) -> None:
        self._subjects, self._products = subjects, products

    def __getattr__(self, name: str) -> Any:
        values = [getattr(one, name) for one in self._subjects]
        found = values[0] if len(set(values)) == 1 else _column(values, self._products)
        setattr(self, name, found)
        return found

    def __getitem__(self, rows: NDArray[Any]) -> PerProduct:
        return PerProduct(self._subjects, self._products[rows])


def _column(values: list[Any], products: NDArray[np.int16]) -> NDArray[Any]:
    """The value of each row's product, as narrow as the planner's own columns where it fits."""
    found = np.array(values)
    fits = found.dtype.kind != "i" or int(np.abs(found).max()) <= np.iinfo(np.int16).max
    return found.astype(np.int16 if found.dtype.kind == "i" and fits else found.dtype)[products]


def _is_per_row(value: Any) -> bool:
    return isinstance(value, np.ndarray | PerProduct)


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

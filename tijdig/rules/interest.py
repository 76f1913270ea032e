"""Statutory interest for consumers (art. 6:119 and 6:120 BW) from the dated table of law.toml, with its composition.

Tijdig shows how interest is made up; it charges none unless a creditor sets so (costs.charges_interest).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from tijdig.policy import Policy
from tijdig.rules.dates import anniversary
from tijdig.rules.money import BASIS_POINTS, half_up

_DAY = timedelta(days=1)


class InterestFault(StrEnum):
    """Why interest cannot be computed."""

    NEGATIVE_PRINCIPAL = "negative_principal"
    BACKWARD_PERIOD = "backward_period"
    BEFORE_TABLE = "before_table"
    RATE_NOT_KNOWN = "rate_not_known"


class InterestError(Exception):
    """Interest cannot be computed; `fault` says why."""

    def __init__(self, fault: InterestFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class InterestPart:
    """Interest over one run of days with one rate and one base; both days count."""

    first_on: date
    last_on: date
    rate: int  # basis points a year
    base_cents: int
    cents: int

    @property
    def days(self) -> int:
        """Days that bear interest, the first and the last included."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True)
class Interest:
    """The interest over a period, rounded once over the whole, with the parts it is made of (each rounded to show)."""

    cents: int
    parts: tuple[InterestPart, ...]


def statutory_interest(
    principal_cents: int, first_on: date, last_on: date, policy: Policy, *, assume_last_rate: bool = False
) -> Interest:
    """Interest from the first day of default up to and including the last day.

    A day is 1/365 of the yearly rate. After each year of default the interest joins the principal (art. 6:119 lid 2).
    InterestError when the principal is negative, the period runs backward, or a rate is not known; `assume_last_rate`
    goes on with the last known rate, for a forecast that is shown as such.
    """
    _check(principal_cents, first_on, last_on, policy, assume_last_rate=assume_last_rate)
    base, total, parts = Fraction(principal_cents), Fraction(0), []
    for year_from, year_until in _default_years(first_on, last_on):
        in_year = Fraction(0)
        for start, end, rate in _rate_runs(year_from, year_until, policy):
            part = base * rate * ((end - start).days + 1) / (BASIS_POINTS * policy.law.interest_year_days)
            parts.append(InterestPart(start, end, rate, _cents(base), _cents(part)))
            in_year += part
        base += in_year
        total += in_year
    return Interest(cents=_cents(total), parts=tuple(parts))


def charged_interest(principal_cents: int, first_on: date, last_on: date, policy: Policy) -> Interest:
    """The statutory interest that the customer pays: nothing, unless the creditor set that it charges interest."""
    if not policy.costs.charges_interest:
        return Interest(cents=0, parts=())
    return statutory_interest(principal_cents, first_on, last_on, policy)


def _check(principal_cents: int, first_on: date, last_on: date, policy: Policy, *, assume_last_rate: bool) -> None:
    if principal_cents < 0:
        raise InterestError(InterestFault.NEGATIVE_PRINCIPAL)
    if last_on < first_on:
        raise InterestError(InterestFault.BACKWARD_PERIOD)
    if first_on < policy.law.statutory_interest[0].since:
        raise InterestError(InterestFault.BEFORE_TABLE)
    if last_on > policy.law.interest_known_until and not assume_last_rate:
        raise InterestError(InterestFault.RATE_NOT_KNOWN)


def _default_years(first_on: date, last_on: date) -> Iterator[tuple[date, date]]:
    """The period cut at each anniversary of the default; 29 February has its anniversary on 1 March."""
    start, years = first_on, 0
    while start <= last_on:
        years += 1
        following = anniversary(first_on, years)
        yield start, min(last_on, following - _DAY)
        start = following


def _rate_runs(first_on: date, last_on: date, policy: Policy) -> Iterator[tuple[date, date, int]]:
    """The period cut where the rate changes."""
    steps = policy.law.statutory_interest
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        start = max(first_on, step.since)
        end = last_on if following is None else min(last_on, following.since - _DAY)
        if start <= end:
            yield start, end, step.value


def _cents(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)

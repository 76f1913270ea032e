"""Statutory interest for consumers (art. 6:119 and 6:120 BW) from the dated table of law.toml, with its composition.

Tijdig shows how interest is made up; it charges none unless a creditor sets so (costs.charges_interest).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from tijdig.policy import Policy
from tijdig.rules.dates import anniversary
from tijdig.rules.money import BASIS_POINTS, half_up

_DAY = timedelta(days=1)
Days = tuple[date, date]
"""A run of days: its first and its last, both counted."""


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
    principal_cents: int, first_on: date, last_on: date, policy: Policy, *, assume_last_rate: bool = False,
    still: Sequence[Days] = (),
) -> Interest:  # fmt: skip
    """Interest from the first day of default up to and including the last day.

    A day is 1/365 of the yearly rate. After each year of default the interest joins the principal (art. 6:119 lid 2).
    InterestError when the principal is negative, the period runs backward, or a rate is not known; `assume_last_rate`
    goes on with the last known rate, for a forecast that is shown as such. Over the days that stand `still` there is
    none: they were agreed as free.
    """
    _check(principal_cents, first_on, last_on, policy, assume_last_rate=assume_last_rate)
    base, total, parts = Fraction(principal_cents), Fraction(0), []
    for year_from, year_until in _default_years(first_on, last_on):
        in_year = Fraction(0)
        runs = _rate_runs(year_from, year_until, policy)
        for start, end, rate in _moving(runs, still):
            part = base * rate * ((end - start).days + 1) / (BASIS_POINTS * policy.law.interest_year_days)
            parts.append(InterestPart(start, end, rate, _cents(base), _cents(part)))
            in_year += part
        base += in_year
        total += in_year
    return Interest(cents=_cents(total), parts=tuple(parts))


def charged_interest(
    principal_cents: int, first_on: date, last_on: date, policy: Policy, *, still: Sequence[Days] = ()
) -> Interest:
    """The statutory interest that the customer pays: nothing, unless the creditor set that it charges interest.

    None over the days that stand `still`: while an arrangement or a deferral runs, or interest was frozen.
    """
    if not policy.costs.charges_interest:
        return Interest(cents=0, parts=())
    return statutory_interest(principal_cents, first_on, last_on, policy, still=still)


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


def _moving(runs: Iterator[tuple[date, date, int]], still: Sequence[Days]) -> Iterator[tuple[date, date, int]]:
    """The runs without the days that stand still."""
    for start, end, rate in runs:
        left = [(start, end)]
        for first, last in still:
            left = [piece for span in left for piece in _outside(span, first, last)]
        yield from ((first, last, rate) for first, last in left)


def _outside(span: Days, first: date, last: date) -> Iterator[Days]:
    """What is left of a run of days before and after these."""
    start, end = span
    if start < first:
        yield start, min(end, first - _DAY)
    if end > last:
        yield max(start, last + _DAY), end


def _cents(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)

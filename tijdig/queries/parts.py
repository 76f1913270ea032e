"""Cases in parts: slices of one creditor's cases that are read, planned and written together."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tijdig.models import Case, Creditor
from tijdig.queries import holdends
from tijdig.queries.visible import holds, seen
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CaseState

Rows = list[tuple[Any, ...]]

FAR = date.max.toordinal()
"""A day that never comes, as a number."""

BOOKED_ON = "CASE WHEN {entry}.kind <> 'claim' THEN {entry}.booked_on END"
"""What a bill was for counts from the start, on whatever day the book heard of it."""


@dataclass(frozen=True)
class Part:
    """Some open cases of one creditor, as they stand with its intake number `visible`: a range of ids, or a list.

    With `then`, a day: as far as was known at the end of that day, also where a case was closed since.
    """

    creditor: Creditor
    visible: int
    first: int = 0
    last: int = 0
    ids: tuple[int, ...] = ()
    known: frozenset[int] | None = None
    then: date | None = None

    def of(self, ids: Sequence[int]) -> "Part":
        """Only these of its cases."""
        return replace(self, ids=tuple(ids), known=None)

    def rows(self, query: str, *values: date) -> Rows:
        """The rows of a query that names this part as {part}, and the visible rows of a table x as {seen[x]}."""
        with connection.cursor() as cursor:
            cursor.execute(self.fill(query), values)
            rows = cursor.fetchall()
        return list(rows) if self.known is None else [row for row in rows if row[0] in self.known]

    def only(self, known: Iterable[int]) -> "Part":
        """The same part without cases that come in while it is being read, one query after the other."""
        return replace(self, known=frozenset(known))

    def fill(self, query: str) -> str:
        """The query with its part and its visibility filled in; all of it numbers and days.

        {by[x.day]}, {before[x.moment]} and, for money, {booked[x]} leave out what is of later than `then`;
        {stands[x.moment]} is what had not ended by then, {until[h]} the end that a hold had then, {runs[a]} that an
        arrangement ran, {share[q]} that it was a share of a joint plan, {began[q]} that such a share was agreed.
        """
        end = _end_of(self.then)
        words = {
            "part": self._where(),
            "seen": _Words(lambda alias: seen(alias, self.visible)),
            "holds": _Words(lambda alias: holds(alias, self.visible)),
            "by": _Words(lambda column: self._and_early(column, "<=", self.then)),
            "booked": _Words(lambda entry: self._and_early(BOOKED_ON.format(entry=entry), "<=", self.then)),
            "before": _Words(lambda column: self._and_early(column, "<", end)),
            "stands": _Words(lambda column: _stands(column, end)),
            "until": _Words(lambda hold: holdends.until(hold, end)),
            "runs": _Words(lambda arrangement: holdends.runs(arrangement, self.then)),
            "began": _Words(lambda part: holdends.began(part, end)),
            "share": _Words(lambda part: holdends.share(part, self.then, end)),
        }
        return query.format_map(words)

    def _and_early(self, column: str, within: str, last: object) -> str:
        """SQL: this happened in time, or on a day that nobody knows."""
        return f" AND ({column} IS NULL OR {column} {within} '{last}')" if self.then else ""

    def _where(self) -> str:
        some = _among(self.ids) if self.ids else f"c.id BETWEEN {self.first} AND {self.last}"
        is_open = "" if self.then else " AND c.state = 'open'"
        return f"c.creditor_id = {self.creditor.pk:d} AND {seen('c', self.visible)}{is_open} AND {some}"


class _Words(dict[str, str]):
    """Makes a rule for whatever table alias or column a query asks for."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, name: str) -> str:
        return self.rule(name)


def _end_of(day: date | None) -> str:
    """The moment at which this day ends in the Netherlands, as every engine compares it."""
    if day is None:
        return ""
    return f"{datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM).astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _stands(column: str, end: str) -> str:
    return f"({column} IS NULL OR {column} >= '{end}')" if end else f"{column} IS NULL"


def _among(ids: Sequence[int]) -> str:
    """SQL: one of these cases. PostgreSQL reads and plans one array much faster than thousands of numbers."""
    text = ",".join(map(str, ids))
    return f"c.id = ANY('{{{text}}}'::bigint[])" if connection.vendor == "postgresql" else f"c.id IN ({text})"


def parts(creditor: Creditor, size: int) -> Iterator[Part]:
    """All open cases of a creditor in parts of at most `size`; each part sees the intake that is published by then."""
    last = 0
    while True:
        number = Creditor.objects.values_list("visible_intake", flat=True).get(pk=creditor.pk)
        rows = Case.objects.filter(creditor=creditor, state=CaseState.OPEN, since_intake__lte=number, id__gt=last)
        ids = list(rows.order_by("id").values_list("id", flat=True)[:size])
        if not ids:
            return
        last = ids[-1]
        yield Part(creditor, number, ids[0], last)


def part_of(case: Case) -> Part:
    """One case as a part of its own."""
    return Part(case.creditor, case.creditor.visible_intake, ids=(case.pk,))


def open_cases(creditor: Creditor) -> int:
    """How many cases there are to plan."""
    rows = Case.objects.filter(creditor=creditor, state=CaseState.OPEN, since_intake__lte=creditor.visible_intake)
    return rows.count()


class Ordinals(dict[Any, int]):
    """Days as numbers, whatever form the engine gives them in; each different day is worked out once."""

    def __missing__(self, value: Any) -> int:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        self[value] = day.toordinal()
        return self[value]


def moment_day(value: Any) -> date:
    """The day in the Netherlands of a moment that came straight from the database."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return local_day(at if at.tzinfo else at.replace(tzinfo=UTC))


def loaded(value: Any) -> Any:
    """A JSON column that came straight from the database."""
    return json.loads(value) if isinstance(value, str) else value


def places(ids: NDArray[np.int64], found: list[int]) -> Any:
    """Where these cases stand among the ids of a frame, which are in order."""
    return np.searchsorted(ids, found)

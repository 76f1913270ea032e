"""Staging: the lines of a file go into scratch tables, sorted, with what is wrong set apart."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection

from tijdig.actions.intake import scratch
from tijdig.actions.intake.reports import IntakeReport
from tijdig.intake import FaultCode, Profile, Reading, rejects
from tijdig.intake.faults import BadRow, RowFault
from tijdig.intake.reading import Chunk
from tijdig.intake.rejects import Kept
from tijdig.policy.subjects import Claims
from tijdig.words import ClaimKind

_SORT = """
INSERT INTO intake_sorted (line_id, number, reference)
SELECT id, customer, reference FROM intake_line ORDER BY customer, reference, id
"""
_REPEATS = """
SELECT count(*) FROM intake_sorted s
JOIN intake_sorted p ON p.seq = s.seq - 1 AND p.number = s.number AND p.reference = s.reference
"""
_REPEATED = """
INSERT INTO intake_repeat (line, first_line, customer, reference)
SELECT line, first_line, customer, reference
FROM (SELECT line, customer, reference, first_value(line) OVER w AS first_line, row_number() OVER w AS nth
      FROM intake_line WINDOW w AS (PARTITION BY customer, reference ORDER BY id)) numbered
WHERE nth > 1
"""
_REPEATED_IN = "SELECT line, first_line, customer, reference FROM intake_repeat WHERE line BETWEEN %s AND %s"


def fill(reading: Reading, report: IntakeReport, *, day: date, tick: Callable[[int, int], None]) -> None:
    """Read the whole file into the scratch tables."""
    for chunk in reading.chunks():
        report.rows += chunk.size
        report.bad += len(chunk.bad)
        if reading.profile.history:
            report.later += _as_on(chunk, day.isoformat())
        with scratch.batch():
            _put(chunk)
            _put_bad(chunk, reading.profile)
        tick(reading.bytes_read, reading.bytes_total)
    report.remarks = reading.remarks


def sort(reading: Reading, report: IntakeReport) -> None:
    """Put the lines in order and set those apart that name a claim a second time."""
    with scratch.batch():
        scratch.run(_SORT)
    scratch.analyze()
    if scratch.number(_REPEATS):
        with scratch.batch():
            report.bad += _set_repeated_apart(reading)


def _set_repeated_apart(reading: Reading) -> int:
    """Look the lines up in the file once more: how they came is not kept for lines that seemed good."""
    scratch.run(_REPEATED)
    found = 0
    for records in reading.raw():
        with connection.cursor() as cursor:
            cursor.execute(_REPEATED_IN, [records.lines[0], records.lines[-1]])
            repeats = {line: (first, customer, reference) for line, first, customer, reference in cursor.fetchall()}
        rows = [(line, row) for line, row in zip(records.lines, records.rows, strict=True) if line in repeats]
        bad = [_repeated(line, row, *repeats[line], reading.profile) for line, row in rows]
        _put_bad(Chunk(bad=bad), reading.profile)
        found += len(bad)
    return found


def _repeated(line: int, row: list[str], first: int, customer: str, reference: str, profile: Profile) -> BadRow:
    column = profile.columns["reference"][0]
    fault = RowFault(line, column, FaultCode.DUPLICATE_REFERENCE, reference, str(first))
    return BadRow(line, tuple(row), (fault,), customer, reference)


def put_kinds(claims: Claims) -> None:
    """What the policy says of each kind of claim, beside the lines."""
    rows = [(kind.value, claims.of(kind.value)) for kind in ClaimKind]
    columns = ("kind", "fixed_cost", "threatening", "preferential")
    scratch.insert("intake_kind", columns, [(k, a.fixed_cost, a.threatening, a.preferential) for k, a in rows])


def bad_rows(size: int = 5_000) -> Iterator[Kept]:
    """What is wrong, in the order of the file, a part at a time."""
    with connection.cursor() as cursor:
        last = (0, 0)
        while True:
            cursor.execute(
                "SELECT line, columns, codes, advice, raw, id FROM intake_bad "
                "WHERE (line, id) > (%s, %s) ORDER BY line, id LIMIT %s",
                [*last, size],
            )
            rows = cursor.fetchall()
            if not rows:
                return
            last = (rows[-1][0], rows[-1][5])
            for found in rows:
                yield found[:5]


def _as_on(chunk: Chunk, day: str) -> int:
    """Lines of a whole history as they stood on this day; how many of them did not exist yet."""
    columns = chunk.columns
    if not chunk.lines:
        return 0
    columns["open"] = [
        0 if settled and settled <= day else cents
        for cents, settled in zip(columns["open"], columns["settled"], strict=True)
    ]
    if "disputed" in columns:  # the file gives no date, so a dispute counts from the due date
        columns["disputed"] = [
            disputed and due <= day for disputed, due in zip(columns["disputed"], columns["due"], strict=True)
        ]
    if "invoiced" not in columns:
        return 0
    keep = [not invoiced or invoiced <= day for invoiced in columns["invoiced"]]
    chunk.lines = [line for line, kept in zip(chunk.lines, keep, strict=True) if kept]
    for name, values in columns.items():
        columns[name] = [value for value, kept in zip(values, keep, strict=True) if kept]
    return keep.count(False)


def _put(chunk: Chunk) -> None:
    names = [name for name in chunk.columns if name in scratch.LINE_COLUMNS]
    rows = list(zip(chunk.lines, *(chunk.columns[name] for name in names), strict=True))
    if rows:
        scratch.insert("intake_line", ["line", *names], rows)


def _put_bad(chunk: Chunk, profile: Profile) -> None:
    rows = [(*rejects.kept(bad, profile), bad.customer, bad.reference) for bad in chunk.bad]
    if rows:
        scratch.insert("intake_bad", scratch.BAD_COLUMNS, rows)

"""Every line of every table comes out as it says."""

import pytest

from tests.spec.chapters import CHAPTERS
from tests.spec.language import Row, decided, outcome, rows
from tijdig.planner.checks import contradictions
from tijdig.planner.columns import Accounts
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.plan import TABLES
from tijdig.planner.reasons import Reason

LINES = [
    pytest.param(row, id=f"{chapter.file.removesuffix('.md')}-{number}-{line}")
    for chapter in CHAPTERS
    for number, section in enumerate(chapter.sections, start=1)
    for line, row in enumerate(rows(section), start=1)
]


@pytest.mark.parametrize("row", LINES)
def test_line_comes_out_as_it_says(row: Row) -> None:
    assert contradictions(Accounts.from_rows([row.account])) == {}
    assert outcome(decided(row), row) == row.expected


def test_every_reason_of_every_dimension_has_an_example() -> None:
    shown = {
        reason
        for chapter in CHAPTERS
        for section in chapter.sections
        for row in rows(section)
        for reason in decided(row).reasons.values()
    }

    assert {reason for table in TABLES.values() for _, reason, _ in table} - shown == set()
    assert {one.reason for one in LIMITS if not one.keeps_reason} - shown == set()
    assert shown <= set(Reason)

"""What the server does for a page, counted: the same on every machine, however busy; a stopwatch says that of neither.

Every page of the portal stays within these, also after a year of additions. Seconds are for `tijdig bench portal`.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import Any

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import Template

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_contact, make_moment
from tests.web.portal.visits import visit
from tijdig.languages import units
from tijdig.models import Case

LETTERS = 28
PAGES = {"/overzicht": 12_000, "/vraag/later": 10_000, "/vraag/hulp": 11_500, "/rust": 11_500}
"""How many functions are called at most. Some 15% above what it takes; six times as slow a page does not fit."""


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Anna, with two years of letters."""
    for number in range(LETTERS):
        moment = make_moment(cast.anna, day=TODAY - timedelta(days=23 * (number + 2)))
        make_contact(moment, state="handed_over", handed_over_at=NOW - timedelta(days=23 * (number + 2)))
    return cast


@contextmanager
def calls() -> Iterator[Counter[str]]:
    """How often any function of Python is called inside."""
    found = Counter[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found[frame.f_code.co_filename] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(before)


def twice(case: Case, address: str) -> Callable[[], Any]:
    """Somebody who was on this page before, so that all that stands ready does."""
    client = visit(case)
    for _ in range(2):
        assert client.get(address).status_code == 200
    return lambda: client.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_page_takes_no_more_than_so_many_calls(address: str, cast: Cast) -> None:
    again = twice(cast.anna, address)

    with calls() as found:
        answer = again()

    assert answer.status_code == 200
    assert found.total() < PAGES[address], found.most_common(20)


@pytest.mark.parametrize("address", PAGES)
def test_page_reads_no_template_and_no_catalogue_anew(
    address: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = twice(cast.anna, address)
    monkeypatch.setattr(Template, "compile_nodelist", _never)
    monkeypatch.setattr(units, "translated", _never)

    assert again().status_code == 200


def test_overview_lays_out_no_query_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    again = twice(cast.anna, "/overzicht")
    monkeypatch.setattr(SQLCompiler, "as_sql", _never)
    monkeypatch.setattr(SQLCompiler, "get_converters", _never)

    assert again().status_code == 200


def _never(*_: Any, **__: Any) -> Any:
    pytest.fail("this was done before, and stands ready")

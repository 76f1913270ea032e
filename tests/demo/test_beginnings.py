"""What many tests begin with is the same rows, whether made or put back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests import beginnings, cast
from tests.factories import make_claim, make_creditor
from tests.web import workbench
from tijdig.models import Claim, Creditor

pytestmark = pytest.mark.django_db
MAKERS = (cast._make_cast, workbench._make_morning)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "_kept", {})


@contextmanager
def undone() -> Iterator[None]:
    """As between two tests."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("make", MAKERS)
def test_rows_that_are_put_back_are_those_that_were_made(make: Callable[[], cast.Cast]) -> None:
    with undone():
        made, rows = beginnings.begin_with(make), list(beginnings._statements())
    with undone():
        again, back = beginnings.begin_with(make), list(beginnings._statements())

    assert back == rows != []
    assert again == made
    assert again.anna is not made.anna


def test_a_maker_is_asked_once() -> None:
    asked: list[int] = []

    def make() -> int:
        asked.append(make_creditor().pk)
        return asked[-1]

    for _ in range(3):
        with undone():
            assert beginnings.begin_with(make) == asked[0]
    assert len(asked) == 1


def test_in_a_test_that_laid_something_first_all_is_made_anew() -> None:
    with undone():
        beginnings.begin_with(cast._make_cast)
    before = make_creditor()

    again = beginnings.begin_with(cast._make_cast)

    assert set(Creditor.objects.all()) == {before, again.woonstede}


def test_what_a_test_changes_reaches_no_other() -> None:
    with undone():
        beginnings.begin_with(cast._make_cast)
    with undone():
        changed = beginnings.begin_with(cast._make_cast)
        changed.woonstede.name = "Iets anders"
        changed.woonstede.save()
    with undone():
        again = beginnings.begin_with(cast._make_cast)
        assert again.woonstede.name == "Woonstede"
        again.woonstede.refresh_from_db()
        assert again.woonstede.name == "Woonstede"


def test_what_comes_after_has_a_number_of_its_own() -> None:
    with undone():
        beginnings.begin_with(cast._make_cast)
    again = beginnings.begin_with(cast._make_cast)
    stood = set(Claim.objects.values_list("pk", flat=True))

    assert make_claim(again.anna.customer).pk not in stood

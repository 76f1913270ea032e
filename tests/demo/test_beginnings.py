"""What many tests begin with is the same rows, whether made or put back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from tests import beginnings, cast
from tests.factories import NOW, make_claim, make_creditor
from tests.web import workbench
from tijdig import clock
from tijdig.models import Claim, Creditor

pytestmark = pytest.mark.django_db
MAKERS = (cast._make_cast, workbench._make_morning)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "_kept", {})
    monkeypatch.setattr(beginnings, "_ahead", {})
    _acted.clear()


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


def test_table_that_goes_with_the_connection_is_no_part_of_a_beginning() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE passing (number integer)")

    assert "tijdig_case" in beginnings._tables()
    assert "passing" not in beginnings._tables()


# What goes on from there ---------------------------------------------------------------------------------------------


_acted: list[int] = []


def act(people: cast.Cast) -> int:
    """A row more, one less and one changed."""
    people.samira.memberships.all().delete()
    Creditor.objects.filter(pk=people.woonstede.pk).update(phone="020 555 00 99")
    _acted.append(make_claim(people.anna.customer).pk)
    return _acted[-1]


def go_on(people: cast.Cast, *about: object) -> int:
    return beginnings.go_on(lambda: act(people), *about)


def test_what_goes_on_is_the_same_rows_and_made_once(data_dir: Path) -> None:
    with undone():
        people, before = cast.make_cast(), beginnings._rows()
        given, made = go_on(people), beginnings._rows()
    with undone():
        again, back = go_on(cast.make_cast()), beginnings._rows()
        assert Claim.objects.filter(pk=again).exists()

    assert _acted == [given]
    assert (again, back) == (given, made)
    assert back != before


@pytest.mark.parametrize("what", ["row", "hour", "setting", "about"])
def test_what_goes_on_is_made_anew_where_anything_is_other(what: str, data_dir: Path, settings: LazySettings) -> None:
    clock.fix(NOW)
    with undone():
        go_on(cast.make_cast(), "once")
    with undone():
        people = cast.make_cast()
        if what == "row":
            Claim.objects.filter(customer=people.anna.customer).update(description="Iets anders")
        if what == "hour":
            clock.fix(NOW + timedelta(hours=1))
        if what == "setting":
            settings.JOINT_PAYEE = "woonstede"
        go_on(people, "other" if what == "about" else "once")

    assert len(_acted) == 2


def test_more_rows_than_one_statement_takes_are_put_back(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "MOST_VALUES", 60)
    with undone():
        cast.make_cast()
        rows = beginnings._rows()
    with undone():
        cast.make_cast()
        assert beginnings._rows() == rows

    (kept,) = beginnings._kept.values()
    assert len(kept.statements) > len(rows)

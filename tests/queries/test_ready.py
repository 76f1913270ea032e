"""Queries that stand ready find what the same query finds when Django lays it out anew; on both engines."""

import gc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from weakref import ref

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tijdig.models import Case, Claim, Customer, CustomerSession
from tijdig.queries.ready import Ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _cases(customer: int, until: date) -> QuerySet[Any]:
    late = Claim.objects.filter(customer=OuterRef("customer"), due_on__lte=until)
    rows = Case.objects.select_related("creditor", "customer").annotate(is_late=Exists(late))
    return rows.filter(customer=customer).order_by("pk")


def test_rows_are_those_of_the_query_itself_for_every_value(cast: Cast) -> None:
    ready, day = Ready(_cases), NOW.date()
    for case in (cast.anna, cast.bram, cast.emre):
        for until in (day, day - timedelta(days=4_000)):
            found = ready.rows(customer=case.customer_id, until=until)
            real = list(_cases(case.customer_id, until))

            assert found == real == [case]
            assert found[0].is_late == real[0].is_late == (until == day)
            assert found[0].creditor.name == case.creditor.name


def test_everything_comes_along_without_another_query(cast: Cast) -> None:
    ready = Ready(_cases)
    ready.rows(customer=cast.anna.customer_id, until=NOW.date())
    with CaptureQueriesContext(connection) as queries:
        found = ready.first(customer=cast.bram.customer_id, until=NOW.date())
        assert found
        assert found.creditor.code == "woonstede"
        assert found.customer == cast.bram.customer

    assert len(queries) == 1


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_moments_are_compared_to_the_second(seconds: int, cast: Cast) -> None:
    CustomerSession.objects.create(
        customer=cast.anna.customer, key_hash="a" * 64, level=0, made_at=NOW, expires_at=NOW + timedelta(hours=1)
    )
    ready = Ready(lambda at: CustomerSession.objects.filter(expires_at__gt=at).values_list("pk", "expires_at"))
    at = NOW + timedelta(hours=1, seconds=seconds)
    ready.rows(at=datetime(2020, 1, 1, tzinfo=UTC))

    assert ready.rows(at=at) == list(CustomerSession.objects.filter(expires_at__gt=at).values_list("pk", "expires_at"))
    assert bool(ready.rows(at=at)) == (seconds < 0)


def test_words_are_values_and_never_sql(cast: Cast) -> None:
    ready = Ready(lambda number: Customer.objects.filter(number=number))
    nasty = "x' OR '1'='1"

    assert ready.rows(number=cast.anna.customer.number) == [cast.anna.customer]
    assert ready.rows(number=nasty) == []
    assert ready.first(number="%s") is None


def test_same_value_may_stand_in_two_places(cast: Cast) -> None:
    ready = Ready(lambda day: Claim.objects.filter(Q(due_on__lt=day) | Q(invoiced_on=day)).order_by("pk"))
    for day in (NOW.date(), NOW.date() - timedelta(days=60)):
        real = Claim.objects.filter(Q(due_on__lt=day) | Q(invoiced_on=day)).order_by("pk")
        assert ready.rows(day=day) == list(real)


def test_value_that_the_query_leaves_aside_is_refused(cast: Cast) -> None:
    ready = Ready(lambda customer, day: Case.objects.filter(customer=customer))

    with pytest.raises(ValueError, match="does not use day"):
        ready.rows(customer=cast.anna.customer_id, day=NOW.date())


@pytest.mark.parametrize("value", [None, True, [1]])
def test_value_of_which_the_words_hang_is_refused(value: Any, cast: Cast) -> None:
    ready = Ready(lambda customer: Case.objects.filter(customer=customer))

    with pytest.raises(TypeError, match="numbers, words and days"):
        ready.rows(customer=value)


def test_none_is_refused_later_too(cast: Cast) -> None:
    ready = Ready(lambda customer: Case.objects.filter(customer=customer))
    assert ready.rows(customer=cast.anna.customer_id) == [cast.anna]

    with pytest.raises(TypeError, match="takes no None"):
        ready.rows(customer=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [2**63, 10**20, -(10**20)])
def test_number_that_no_column_holds_finds_nothing(number: int, cast: Cast) -> None:
    ready = Ready(lambda number: Case.objects.filter(pk=number))

    assert ready.rows(number=cast.anna.pk) == [cast.anna]
    assert ready.rows(number=number) == list(Case.objects.filter(pk=number)) == []


def test_rows_are_locked_in_a_transaction_and_nowhere_else(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = Ready(lambda number: Case.objects.select_for_update().filter(pk=number))
    assert ready.rows(number=cast.anna.pk) == [cast.anna]

    with monkeypatch.context() as patch:
        patch.setattr(connections[DEFAULT_DB_ALIAS], "in_atomic_block", False)
        with pytest.raises(TransactionManagementError, match="belongs in a transaction"):
            ready.rows(number=cast.anna.pk)


@pytest.mark.postgres
def test_postgres_keeps_the_plan(cast: Cast) -> None:
    ready = Ready(_cases)
    for _ in range(4):
        ready.rows(customer=cast.anna.customer_id, until=NOW.date())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%due_on%%'")
        count = cursor.fetchone()

    assert count == (1,)


def test_words_are_logged_as_often_as_it_is_asked(cast: Cast) -> None:
    ready = Ready(_cases)
    with CaptureQueriesContext(connection) as queries:
        for _ in range(6):
            ready.rows(customer=cast.anna.customer_id, until=NOW.date())

    assert [query["sql"].startswith("SELECT") for query in queries] == [True] * 6


@pytest.fixture
def other() -> Iterator[BaseDatabaseWrapper]:
    """A connection as a thread of the server has its own."""
    mine = connections[DEFAULT_DB_ALIAS]
    made = connections[DEFAULT_DB_ALIAS] = mine.copy()
    try:
        yield made
    finally:
        made.close()
        connections[DEFAULT_DB_ALIAS] = mine


def test_connection_that_is_gone_leaves_nothing_behind() -> None:
    ready, mine = Ready(lambda number: User.objects.filter(pk=number)), connections[DEFAULT_DB_ALIAS]
    made = connections[DEFAULT_DB_ALIAS] = mine.copy()
    try:
        assert ready.rows(number=0) == []
    finally:
        made.close()
        connections[DEFAULT_DB_ALIAS] = mine
    gone = ref(made)

    del made
    gc.collect()

    assert gone() is None


@pytest.mark.postgres
def test_first_query_of_a_request_finds_a_connection_that_the_server_closed(other: BaseDatabaseWrapper) -> None:
    ready = Ready(lambda number: Customer.objects.filter(number=number))
    ready.rows(number="nobody")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    other.close_if_unusable_or_obsolete()  # as at the end of a request
    third = other.copy()
    with third.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [number])
    third.close()

    assert ready.rows(number="nobody") == []

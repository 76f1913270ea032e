"""Two things at the same moment, each on a connection of its own: no deadlock, and nothing double."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.portal.companions import make_elsewhere, make_link
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.actions import together, told
from tijdig.models import Case, Consent, CustomerSession, ToldCause
from tijdig.queries.doors import Visitor, visitor_of
from tijdig.words import Cause

pytestmark = pytest.mark.postgres
ROUNDS = 8


@pytest.fixture
def guards(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The guards of the database, put back after its tables were emptied."""
    found = import_module("tijdig.migrations._guards")
    yield found
    with django_db_blocker.unblock():
        found.put_guards(connection)


@pytest.fixture
def cast(guards: Any, transactional_db: None, data_dir: Path) -> Iterator[Cast]:
    """The cast, seen by every connection."""
    clock.fix(NOW)
    yield make_cast()
    guards.take_guards_away(connection)


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Do these at the same moment; what went wrong."""
    gate, wrong = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET deadlock_timeout = '100ms'")
            gate.wait(10)
            act()
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return wrong


def known(case: Case) -> Visitor:
    visit(case, level=1)
    session = CustomerSession.objects.filter(customer=case.customer).order_by("pk").last()
    assert session is not None
    return visitor_of(session, NOW)


def test_link_made_from_both_sides_at_once_is_one_link(cast: Cast) -> None:
    other = make_elsewhere()
    here, there = known(cast.anna), known(other)

    for _ in range(ROUNDS):
        wrong = at_once(
            lambda: together.link(here, other, at=NOW),
            lambda: together.link(there, cast.anna, at=NOW),
            lambda: together.link(here, other, at=NOW),
        )

        assert (wrong, Consent.objects.filter(withdrawn_at__isnull=True).count()) == ([], 1)
        together.unlink(Consent.objects.get(withdrawn_at__isnull=True), here, at=NOW)


def test_who_goes_over_while_the_link_is_taken_back_is_not_left_inside(cast: Cast) -> None:
    other = make_elsewhere()

    for _ in range(ROUNDS):
        link, here, away = make_link(cast.anna, other), known(cast.anna), known(cast.anna)
        wrong = at_once(
            lambda away=away: together.go_over(away, other, key=f"k-{away.session_id}", at=NOW),
            lambda link=link, here=here: together.unlink(link, here, at=NOW),
        )

        assert [error for error in wrong if not isinstance(error, together.AsleepError)] == []
        assert not CustomerSession.objects.filter(customer=other.customer, ended_at__isnull=True).exists()


def test_what_happened_tapped_twice_at_once_is_told_once(cast: Cast) -> None:
    who = {"by": "customer:1", "at": NOW}

    for cause in Cause:
        wrong = at_once(*[lambda cause=cause: told.happened(cast.anna, cause, **who)] * 3)

        assert (wrong, ToldCause.objects.filter(cause=cause).count()) == ([], 1)

"""What tests of pages share."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast
from tests.web import workbench
from tijdig.models import AuditEvent, Decision, MoneyEntry


@pytest.fixture
def cast(db: None, data_dir: Path) -> Cast:
    """A morning at Woonstede."""
    return workbench.make_morning()


@pytest.fixture
def samira(cast: Cast) -> Client:
    """A handler, signed in."""
    return workbench.signed_in(cast.samira)


@pytest.fixture
def dewi(cast: Cast) -> Client:
    """A team lead, signed in."""
    return workbench.signed_in(cast.dewi)


@pytest.fixture
def emptied(transactional_db: None) -> Iterator[None]:
    """For tests in a browser: afterwards the rows that the database itself guards are gone, and the guards are back."""
    guards = import_module("tijdig.migrations._guards")
    yield
    guards.take_guards_away(connection)
    with connection.constraint_checks_disabled():
        # PostgreSQL empties tables without asking the guard of a case that has decisions.
        for model in (AuditEvent, MoneyEntry, *([Decision] if connection.vendor == "sqlite" else [])):
            model.objects.all()._raw_delete(model.objects.db)
    guards.put_guards(connection)

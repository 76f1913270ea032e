"""What tests of pages share."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection

from tijdig.models import AuditEvent, MoneyEntry


@pytest.fixture
def emptied(transactional_db: None) -> Iterator[None]:
    """For tests in a browser: afterwards the rows that the database itself guards are gone, and the guards are back."""
    guards = import_module("tijdig.migrations._guards")
    yield
    guards.take_guards_away(connection)
    for model in (AuditEvent, MoneyEntry):
        model.objects.all()._raw_delete(model.objects.db)
    guards.put_guards(connection)

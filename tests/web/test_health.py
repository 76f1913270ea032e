"""/healthz: 200 only when the database answers and no migration waits."""

import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from tijdig.web import health


@pytest.mark.django_db
def test_health_is_well_when_all_is_there(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"database": "ok", "migrations": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_says_when_a_migration_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("one", False)])

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"database": "ok", "migrations": "waiting"})


def test_health_says_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def cursor(self) -> None:
            raise DatabaseError("connection to 10.0.0.7 refused for user anna")

    monkeypatch.setattr(health, "connection", Away())

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"database": "unreachable", "migrations": "unknown"})

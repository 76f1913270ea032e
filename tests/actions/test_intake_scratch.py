"""Scratch tables: filling them locks nobody out, and a failure leaves nothing behind."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.db.utils import ConnectionHandler

from tijdig.actions.intake import scratch

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database in a file, outside the transaction in which tests run."""
    path = tmp_path / "own.sqlite3"
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
    place = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options}
    own = ConnectionHandler({"default": place})["default"]
    monkeypatch.setattr(scratch, "connection", own)
    yield path
    own.close()


def test_filling_scratch_tables_locks_nobody_out(file: Path) -> None:
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    with scratch.tables(), scratch.batch():
        scratch.insert("intake_line", ["line", "customer"], [(1, "K1"), (2, "K2")])

        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")

        assert scratch.number("SELECT count(*) FROM intake_line") == 2
    other.close()


def test_batch_that_fails_leaves_nothing(file: Path) -> None:
    with scratch.tables():
        with pytest.raises(DatabaseError, match="no_such_table"):
            _fill_and_fail()

        assert scratch.number("SELECT count(*) FROM intake_line") == 0


def _fill_and_fail() -> None:
    with scratch.batch():
        scratch.insert("intake_line", ["line"], [(1,)])
        scratch.run("SELECT * FROM no_such_table")


def test_room_of_sqlite_is_given_back(file: Path) -> None:
    before = scratch.number("PRAGMA main.cache_size")

    with scratch.tables():
        assert scratch.number("PRAGMA main.cache_size") != before

    assert scratch.number("PRAGMA main.cache_size") == before


def test_tables_of_a_file_that_failed_are_made_anew() -> None:
    scratch.run("CREATE TEMPORARY TABLE intake_line (something_else integer)")

    with scratch.tables():
        assert scratch.number("SELECT count(reference) FROM intake_line") == 0


def test_failure_is_not_hidden_by_tidying_up() -> None:
    with pytest.raises(DatabaseError, match="no_such_table"), transaction.atomic(), scratch.tables():
        scratch.run("SELECT * FROM no_such_table")

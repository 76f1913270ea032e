"""What every test has: no network but loopback (pyproject), no real clock, warnings are errors."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import settings as invention

from tests import chromes, databases, scenes

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday, 09:00 in Amsterdam: the moment of all tests that do not care for another."""

# How long one invented example takes says more of what else the machine does than of our code.
invention.register_profile("house", deadline=None)
invention.load_profile("house")

_tests = count(1)

PURE = ("rules", "planner", "policy", "messages", "stats", "spec", "check")
ONCE = ("repository", "tools", "channels", "spoken")
"""Folders that ask no database of the test: once, on SQLite, is enough."""

MANY = 500


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests are marked by where they stand."""
    for item in items:
        folder = item.path.relative_to(ROOT / "tests").parts[0] if item.path.is_relative_to(ROOT / "tests") else ""
        if folder in PURE:
            if asks_database(item):
                message = f"{item.nodeid} asks for a database; tests of a pure folder have none: put it elsewhere"
                raise pytest.UsageError(message)
            item.add_marker(pytest.mark.pure)
        if folder in ONCE or not (asks_database(item) or item.get_closest_marker("both")):
            item.add_marker(pytest.mark.once)
        if mark := mark_from_elsewhere(item):
            raise pytest.UsageError(
                f"{item.nodeid}: say mark.{mark} in its own file, where tools/tiers.py looks for it"
            )
    items[:] = long_ones_first(items)


def mark_from_elsewhere(item: pytest.Item) -> str:
    """A mark that chooses a tier, when the file of the test does not say it; nothing when it does."""
    marks = [mark for mark in ("slow", "browser") if item.get_closest_marker(mark)]
    return next((mark for mark in marks if f"mark.{mark}" not in _text(item.path)), "")


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


def long_ones_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Each of two processes begins at the front of its half: a long test that begins last keeps one of them waiting.

    The longest goes first, and each next one to who has the least to do by then.
    """
    fronts: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    for item in sorted(filter(minutes, items), key=minutes, reverse=True):
        min(fronts, key=lambda front: sum(map(minutes, front))).append(item)
    rest = [item for item in items if not minutes(item)]
    half = max(len(items) // 2 - len(fronts[0]), 0)
    return [*fronts[0], *rest[:half], *fronts[1], *rest[half:]]


def minutes(item: pytest.Item) -> int:
    """How long a long test takes, as its mark says; nothing for every other."""
    mark = item.get_closest_marker("long")
    return int(mark.args[0]) if mark else 0


def asks_database(item: pytest.Item) -> bool:
    """Whether a test has a database at all: its own mark, or a fixture that brings one."""
    brings = {"db", "transactional_db", "live_server", "django_db_setup"}
    return item.get_closest_marker("django_db") is not None or not brings.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests lie in memory till the end: to look through them for garbage again and again takes long."""
    if len(session.items) < MANY:
        return
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """On SQLite the tables stand ready before Django looks which migrations they still need: none."""
    file = _laid(request.config)
    ours = databases.bring(connection, file) if file is not None and file.exists() else None
    yield
    if ours is not None:
        ours.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> None:
    """What the migrations of this run laid, the next one finds."""
    file = _laid(request.config)
    if file is not None and not file.exists():
        with django_db_blocker.unblock():
            databases.keep(connection, file)


def _laid(config: pytest.Config) -> Path | None:
    """Where the laid tables are kept; nowhere on PostgreSQL, or where pytest may keep nothing."""
    cache = getattr(config, "cache", None)
    return databases.keep_in(cache.mkdir("laid")) if cache is not None and connection.vendor == "sqlite" else None


@pytest.fixture(scope="session", autouse=True)
def _what_scenes_share(request: pytest.FixtureRequest) -> Iterator[None]:
    """What scenes find instead of laying the tables themselves; on a server it goes with the run."""
    _laid(request.config)
    scenes.end()  # a run with our number that was killed may have left tables of other migrations
    yield
    scenes.end()
    chromes.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that means something on PostgreSQL only is left out elsewhere; what looks through no browser ends it."""
    chromes.close() if item.get_closest_marker("browser") is None else chromes.allow()
    engine = django_settings.DATABASES["default"]["ENGINE"]
    if item.get_closest_marker("postgres") and not engine.endswith("postgresql"):
        pytest.skip("means something on PostgreSQL only; `make test` runs it there")


@pytest.fixture
def browser() -> "Iterator[Browser]":
    """Chromium, without a window open."""
    yield chromes.opened()
    chromes.tidy()


@pytest.fixture
def at() -> datetime:
    """The moment of the test."""
    return NOW


@pytest.fixture
def data_dir(tmp_path: Path, settings: LazySettings) -> Path:
    """A data folder of its own: outbox, clock and all."""
    settings.DATA_DIR = tmp_path
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.CLOCK_FILE = tmp_path / "clock"
    return tmp_path


@pytest.fixture
def shared_data() -> Path:
    """The public sample data beside the project; a clone without it skips these tests."""
    if not SHARED.is_dir():
        pytest.skip(f"the sample data is not there ({SHARED.name} beside the project)")
    return SHARED


@pytest.fixture
def engine() -> str:
    """sqlite or postgresql."""
    return str(connection.vendor)


@pytest.fixture(autouse=True)
def _outbox_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that an earlier test wrote under the same key would count as sent."""
    monkeypatch.setattr(django_settings, "OUTBOX_DIR", Path(django_settings.DATA_DIR) / f"outbox-{next(_tests)}")
    # A benchmark puts its own carriers in place; the next test has those of the house again.
    monkeypatch.setattr(django_settings, "CHANNELS", dict(django_settings.CHANNELS))


@pytest.fixture(autouse=True)
def _environment_stays() -> Iterator[None]:
    before = dict(os.environ)
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)

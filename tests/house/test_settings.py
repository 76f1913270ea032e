"""Settings: from the environment, safe by default, and clean under Django's own check for production."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.repository.places import ROOT
from tijdig import settings as ours

TIJDIG = Path(sys.executable).parent / "tijdig"


def production() -> dict[str, str]:
    """The environment that docs/operate.md tells a site to set, read from its own code block."""
    text = (ROOT / "docs" / "operate.md").read_text()
    block = text.partition("<!-- production -->")[2].partition("```sh\n")[2].partition("```")[0]
    pairs = (line.removeprefix("export ").split("=", 1) for line in block.splitlines() if line.startswith("export "))
    return {name: value.strip("'\"") for name, value in pairs}


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIJDIG_", "DJANGO_"))}
    return subprocess.run([TIJDIG, *words], env=kept | environment, capture_output=True, text=True)


def test_check_for_deployment_is_clean_with_the_documented_environment(tmp_path: Path) -> None:
    environment = production() | {"TIJDIG_DATA_DIR": str(tmp_path)}
    assert len(environment) > 4

    checked = run(environment, "django", "check", "--deploy", "--fail-level", "WARNING")

    assert (checked.returncode, checked.stderr) == (0, "")


def test_check_for_deployment_bites_when_https_is_off(tmp_path: Path) -> None:
    environment = production() | {"TIJDIG_DATA_DIR": str(tmp_path), "TIJDIG_HTTPS": "0"}

    checked = run(environment, "django", "check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode != 0
    assert "security.W008" in checked.stderr


def test_key_of_an_installation_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"

    first, second = ours._kept_secret(path), ours._kept_secret(path)

    assert first == second
    assert len(first) > 60
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_postgres_address_becomes_a_lasting_checked_connection() -> None:
    database = ours._database("postgres://anna:p%40ss@db.example.org:5433/tijdig?sslmode=require")

    assert {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "tijdig",
        "USER": "anna",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"options": ours._PLANNING, "prepare_threshold": 2, "sslmode": "require"},
    }
    assert database["CONN_MAX_AGE"] > 0
    assert database["CONN_HEALTH_CHECKS"] is True


def test_postgres_address_may_bring_options_of_its_own() -> None:
    own = ours._database("postgres://db.example.org/tijdig?options=-c%20jit%3Don")
    none = ours._database("postgres://db.example.org/tijdig?options=")

    assert own["OPTIONS"]["options"] == "-c jit=on"
    assert none["OPTIONS"]["options"] == ""


@pytest.mark.parametrize(("said", "threshold"), [("-1", None), ("0", 0), ("5", 5)])
def test_plans_are_kept_when_the_environment_says(
    said: str, threshold: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIJDIG_DATABASE_PREPARED", said)

    assert ours._database("postgres://db.example.org/tijdig")["OPTIONS"]["prepare_threshold"] == threshold


def test_sqlite_address_is_a_file_whose_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tijdig.sqlite3"

    assert ours._database(f"sqlite:///{path}")["NAME"] == str(path)
    assert path.parent.is_dir()
    assert ours._database("sqlite:///near.sqlite3")["NAME"] == "near.sqlite3"


@pytest.mark.slow  # all migrations, in a process of its own
def test_new_installation_with_a_key_of_its_own_can_migrate(tmp_path: Path) -> None:
    environment = {"TIJDIG_DATA_DIR": str(tmp_path / "not" / "yet"), "TIJDIG_SECRET_KEY": "x" * 60}

    done = run(environment, "django", "migrate", "--verbosity=0")

    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_database_is_refused_with_the_two_that_exist() -> None:
    with pytest.raises(ValueError, match=r"sqlite:///file or postgres://"):
        ours._database("mysql://root@localhost/x")


def test_sqlite_keeps_to_our_pragmas(tmp_path: Path) -> None:
    script = (
        "from django.db import connection, transaction\n"
        "c = connection.cursor()\n"
        "print([c.execute('PRAGMA ' + p).fetchone()[0]"
        " for p in ('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')], connection.transaction_mode)"
    )

    told = run({"TIJDIG_DATA_DIR": str(tmp_path)}, "django", "shell", "--no-imports", "-c", script)

    assert told.stdout.strip() == "['wal', 1, 1, 20000] IMMEDIATE"


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_tier_really_speaks_to_postgres() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        row = cursor.fetchone()

    assert row is not None
    assert row[0].startswith("PostgreSQL")

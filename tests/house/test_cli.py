"""The command `tijdig`: its list of verbs, its way to Django, and errors as one clear line."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from tijdig import cli


class Greet(BaseCommand):
    """A command to call with every kind of trouble."""

    help = "Says hello"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--trouble", default="none")

    def handle(self, *args: object, **options: Any) -> None:
        troubles: dict[str, BaseException] = {
            "refusal": CommandError("this file is empty; send a full one."),
            "usage": CommandError("give a file.", returncode=2),
            "database": OperationalError("no such table: tijdig_case"),
            "other": ValueError("line 7:\nnot a number"),
            "away": OperationalError('connection failed: database "x" does not exist'),
            "bug": KeyError("Anna"),
            "stop": KeyboardInterrupt(),
        }
        if trouble := troubles.get(options["trouble"]):
            raise trouble
        self.stdout.write("hello")


@pytest.fixture(autouse=True)
def _greet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_verbs", lambda: {"greet": "tijdig"})
    monkeypatch.setattr(cli, "_command", lambda app, verb: Greet())


def leave(*words: str) -> object:
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    return left.value.code


def test_verb_runs_and_leaves_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("greet") == 0
    assert capsys.readouterr().out == "hello\n"


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_no_verb_lists_ours(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(*words) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "  greet     Says hello" in lines
    assert lines[-1].startswith("  django X")


@pytest.mark.parametrize(
    ("trouble", "code", "line"),
    [
        ("refusal", 1, "tijdig: this file is empty; send a full one.\n"),
        ("usage", 2, "tijdig: give a file.\n"),
        ("database", 1, "tijdig: the database is empty or old; run `tijdig django migrate` first.\n"),
        ("other", 1, "tijdig: line 7: not a number (--traceback shows where)\n"),
        ("away", 1, 'tijdig: connection failed: database "x" does not exist (--traceback shows where)\n'),
        ("stop", 130, "tijdig: stopped by you; run the same command again to go on.\n"),
    ],
)
def test_error_is_one_clear_line(trouble: str, code: int, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("greet", "--trouble", trouble) == code
    assert capsys.readouterr().err == line


def test_error_that_nobody_foresaw_leaves_its_way_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("greet", "--trouble", "bug") == 1

    logged, told = capsys.readouterr().err.splitlines()
    assert told == "tijdig: KeyError: this should not happen (--traceback shows where)"
    assert {key: json.loads(logged)[key] for key in ("event", "error", "level")} == {
        "event": "verb.broke",
        "error": "KeyError",
        "level": "error",
    }
    assert "Anna" not in logged


def test_wrong_setting_is_one_clear_line() -> None:
    tijdig = Path(sys.executable).parent / "tijdig"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tijdig.settings", "TIJDIG_DATABASE_URL": "mysql://x/y"}

    done = subprocess.run([tijdig], env=environment, capture_output=True, text=True)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "TIJDIG_DATABASE_URL starts with 'mysql'" in done.stderr


def test_reader_who_leaves_early_is_no_error() -> None:
    tijdig = Path(sys.executable).parent / "tijdig"

    done = subprocess.run(f"{tijdig} | head -c 1", shell=True, capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("U", "")


def test_error_shows_where_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("greet", "--trouble", "other", "--traceback") == 1
    assert "ValueError: line 7:" in capsys.readouterr().err


def test_unknown_verb_is_bad_usage_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("gret") == 2
    assert capsys.readouterr().err == "tijdig: there is no verb 'gret'; did you mean `tijdig greet`?\n"

    assert leave("migrate") == 2
    assert capsys.readouterr().err == "tijdig: there is no verb 'migrate'; run `tijdig` to see what there is.\n"


def test_unknown_option_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("greet", "--loudly") == 2
    assert "unrecognized arguments: --loudly" in capsys.readouterr().err


def test_console_script_delegates_to_django_and_lists_verbs() -> None:
    tijdig = Path(sys.executable).parent / "tijdig"

    version = subprocess.run([tijdig, "django", "version"], capture_output=True, text=True)
    verbs = subprocess.run([tijdig], capture_output=True, text=True)
    wrong = subprocess.run([tijdig, "no-such-verb"], capture_output=True, text=True)

    assert (version.returncode, version.stdout[:4], version.stderr) == (0, "5.2.", "")
    assert (verbs.returncode, verbs.stderr) == (0, "")
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_every_verb_says_in_one_line_what_it_does() -> None:
    tijdig = Path(sys.executable).parent / "tijdig"

    lines = subprocess.run([tijdig], capture_output=True, text=True).stdout.splitlines()[2:]

    assert all(len(line.split(maxsplit=1)) == 2 and len(line) < 140 for line in lines), lines

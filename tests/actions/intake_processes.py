"""Intakes that are killed, that come together, and that find the disk full; prints what was left as JSON.

Run as a program by test_intake_processes.py; see processes.py for how its processes are made.
"""

import json
import random
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must stand first

from tests import factories  # noqa: E402
from tests.actions.intake_state import balances, everything  # noqa: E402
from tests.actions.processes import FOLDER, POINTS, Child, Steps, again, clear, do, keep, lay_tables, wait_for  # noqa: E402
from tests.factories import NOW  # noqa: E402
from tests.intake.helpers import HEADER, SNAPSHOT, write  # noqa: E402
from tijdig import models  # noqa: E402
from tijdig.actions.intake import comparing, receive, receiving, turns, writing  # noqa: E402
from tijdig.intake import FileError, csv_file  # noqa: E402

CODE = "woonstede"
SETTLED = ("customers", "cases", "contracts", "claims", "entries", "details", "points")


def bill(number: int, claim: int, *, name: str = "de Wit", email: str = "", amount: str = "50,00") -> str:
    """One line of a snapshot."""
    person = f"K{number};mevrouw;Anna;{name};Lindepad;{number};1288 AW;Watermeer;{email};06 123456{number:02d};;nl;C1"
    return f"{person};F{claim};01-10-2026;31-10-2026;{amount}"


def first_list() -> Path:
    return write(FOLDER / "een.csv", [bill(number, claim) for number in range(30) for claim in (1, 2)], SNAPSHOT)


def second_list() -> Path:
    """New people, new claims, lower ones, one that is gone, other names and addresses, a double and a bad line."""
    rows = [bill(number, 1, amount="20,00" if number % 3 else "50,00") for number in range(30)]
    rows += [
        bill(number, 2, name="Zwart" if number % 2 else "de Wit", email=f"k{number}@post.example")
        for number in range(28)
    ]
    rows += [bill(number, 1) for number in range(30, 45)]
    return write(FOLDER / "twee.csv", [*rows, bill(44, 1, amount="9,00"), bill(45, 1, amount="x")], SNAPSHOT)


def small_steps() -> None:
    """So small that there are many places to die."""
    comparing.BLOCK, writing.CHUNK, turns.CHUNK, csv_file.BLOCK, receiving.RENEW_EVERY = 9, 2, 20, 900, 2


def take(path: Path, profile: str = "snapshot", **values: Any) -> Any:
    return receive(path, creditor=CODE, profile=profile, by="test", at=NOW, closes_many=True, **values)


def fill() -> None:
    factories.make_creditor(code=CODE)
    take(first_list())


def an_intake(last: int = 0) -> list[int]:
    small_steps()
    steps = Steps(last)
    report = take(second_list())
    return [steps.count, report.number]


def left() -> dict[str, Any]:
    found = everything()
    found["balances"] = sorted(balances(models.Creditor.objects.get(code=CODE)).items())
    found["files"] = sorted(path.name for path in (FOLDER / "rejects").glob("*"))
    return json.loads(json.dumps(found, default=str))


def settled(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in SETTLED}


def killed() -> dict[str, Any]:
    """Kill it at random steps and run it again: whatever was visible in between, and how it ended."""
    again()
    before = do(left)["balances"]
    steps, number = do(an_intake)
    whole = do(left)
    ends, half, differing = [], [], []
    for last in random.Random(20261123).sample(range(1, steps + 1), POINTS):
        again()
        shutil.rmtree(FOLDER / "rejects")
        ends.append(do(lambda last=last: an_intake(last)))
        if do(left)["balances"] not in (before, whole["balances"]):
            half.append(last)
        _, second = do(an_intake)
        found = do(left)
        # Killed after the flip, the second run is a next file that changes nothing.
        same = found == whole if second == number else settled(found) == settled(whole)
        if not same:
            differing.append(last)
    return {"ends": sorted(set(ends)), "half": half, "differing": differing, "steps": steps > POINTS}


def together() -> dict[str, Any]:
    """The second file comes while the first is being read; afterwards it may."""
    again()
    works, is_done = FOLDER / "works", FOLDER / "is_done"

    def slow(*_words: Any) -> None:
        works.touch()
        wait_for(is_done)

    first = Child(lambda: take(second_list(), progress=slow).number)
    wait_for(works)
    second = do(tried)
    is_done.touch()
    return {"first": first.result(), "second": second, "third": do(lambda: take(second_list()).has_changed_nothing)}


def tried() -> str:
    try:
        return str(take(large_list(), "open-items").number)
    except FileError as error:
        return str(error.code)


def large_list() -> Path:
    rows = [f"K{number:06d};F{number};31-10-2026;50,00" for number in range(3000)]
    return write(FOLDER / "groot.csv", rows, HEADER)


def full() -> dict[str, Any]:
    """There is no room for the file; then there is."""
    return {"pages": _full(_few_pages), "size": _full(_small_files)}


def _few_pages() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 20}")


def _small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def _full(narrow: Callable[[], None]) -> list[Any]:
    again()
    before = do(left)["balances"]

    def narrowed() -> str:
        comparing.BLOCK = 200
        narrow()
        return tried()

    said = do(narrowed)
    unseen = do(left)["balances"] == before
    return [said, unseen, do(tried), len(do(left)["balances"])]


if __name__ == "__main__":
    lay_tables()
    made = do(fill)
    assert made is None, made
    keep()
    try:
        print(json.dumps(globals()[sys.argv[1]]()))
    finally:
        clear()

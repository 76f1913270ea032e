"""Real processes on a real database: some are killed, some run at the same time; prints what was left as JSON.

Run as a program by test_processes.py. It forks, so that each process starts at once; the parent never opens the
database itself.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must stand first
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from tests import cast, factories, scenes  # noqa: E402
from tests.actions.carriers import Carrier  # noqa: E402
from tests.actions.conftest import make_late_case  # noqa: E402
from tests.factories import NOW, TODAY  # noqa: E402
from tijdig import channels, models  # noqa: E402
from tijdig.actions import night, payments, sending, solving, stops  # noqa: E402
from tijdig.actions.refusals import ConflictError, RefusedError  # noqa: E402
from tijdig.words import PauseReason  # noqa: E402

POINTS = 20
YESTERDAY = TODAY - timedelta(days=1)
FOLDER = Path(settings.DATA_DIR)
IS_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
NAME = settings.DATABASES["default"]["NAME"]


# The database --------------------------------------------------------------------------------------------------------


def on_server(*statements: str) -> list[Any]:
    """Statements about whole databases; the rows of the last one, where it asks for any."""
    import psycopg

    place = settings.DATABASES["default"]
    with psycopg.connect(
        host=place["HOST"], port=place["PORT"] or None, user=place["USER"], password=place["PASSWORD"] or None,
        dbname="postgres", autocommit=True,
    ) as server:  # fmt: skip
        done = [server.execute(statement) for statement in statements]
        return done[-1].fetchall() if done[-1].description else []


def lay() -> None:
    """An empty database."""
    if not IS_SQLITE:
        on_server(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)', f'CREATE DATABASE "{NAME}"')


def lay_tables() -> None:
    """A database with the tables of today, all empty: a copy, once a process of this run laid them."""
    laid = os.environ.get(scenes.LAID, "")
    if IS_SQLITE and laid:
        shutil.copy(laid, NAME)
    elif IS_SQLITE:
        do(_migrate)
    else:
        _copy_on_server(f"{NAME}{scenes.EMPTY}")


def _copy_on_server(laid: str) -> None:
    if not on_server(f"SELECT 1 FROM pg_database WHERE datname = '{laid}'"):
        lay()
        do(_migrate)
        on_server(f'ALTER DATABASE "{NAME}" RENAME TO "{laid}"')
    on_server(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)', f'CREATE DATABASE "{NAME}" TEMPLATE "{laid}"')


def _migrate() -> None:
    call_command("migrate", verbosity=0)


def keep() -> None:
    """Remember the database and the outbox as they are now."""
    if IS_SQLITE:
        shutil.copy(NAME, f"{NAME}.kept")
    else:
        on_server(f'DROP DATABASE IF EXISTS "{NAME}_kept"', f'CREATE DATABASE "{NAME}_kept" TEMPLATE "{NAME}"')


def again() -> None:
    """Put them back."""
    shutil.rmtree(settings.OUTBOX_DIR, ignore_errors=True)
    if IS_SQLITE:
        for rest in ("-wal", "-shm"):
            Path(f"{NAME}{rest}").unlink(missing_ok=True)
        shutil.copy(f"{NAME}.kept", NAME)
    else:
        on_server(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)', f'CREATE DATABASE "{NAME}" TEMPLATE "{NAME}_kept"')


def clear() -> None:
    if not IS_SQLITE:
        on_server(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)', f'DROP DATABASE IF EXISTS "{NAME}_kept"')


# Processes -----------------------------------------------------------------------------------------------------------


class Child:
    """A forked process that does one piece of work; `result` waits for what it has to say."""

    def __init__(self, work: Callable[[], Any]) -> None:
        reading, writing = os.pipe()
        self.number = os.fork()
        if self.number == 0:
            os.close(reading)
            said = self._say(work)
            os.write(writing, json.dumps(said, default=str).encode())
            os._exit(0)
        os.close(writing)
        self.pipe = os.fdopen(reading)

    @staticmethod
    def _say(work: Callable[[], Any]) -> Any:
        try:
            said = work()
        except RefusedError as refusal:
            said = str(refusal.code)
        except BaseException as error:  # whatever it was, the test must see it
            said = f"{type(error).__name__}: {error}"
        connections.close_all()
        return said

    def result(self) -> Any:
        said = self.pipe.read()
        _, status = os.waitpid(self.number, 0)
        return json.loads(said) if said else -os.WTERMSIG(status)


def do(work: Callable[[], Any]) -> Any:
    return Child(work).result()


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.005)


class Steps:
    """Counts every statement to the database, every commit and every file that is touched; dies at the chosen one."""

    def __init__(self, last: int = 0) -> None:
        self.count, self.last = 0, last
        outbox = str(settings.OUTBOX_DIR)

        def touched(event: str, values: tuple[Any, ...]) -> None:
            if event in {"open", "os.rename"} and str(values[0]).startswith(outbox):
                self.step()

        def commit() -> None:
            self.step()
            real()
            self.step()

        connection.ensure_connection()
        real = connection._commit
        connection._commit = commit
        connection.execute_wrappers.append(self.executed)
        sys.addaudithook(touched)

    def step(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def executed(self, execute: Any, *values: Any) -> Any:
        self.step()
        return execute(*values)


# The work ------------------------------------------------------------------------------------------------------------


def fill() -> None:
    """A coalition in which everything happens tonight: first messages, stops, closings, holds that end."""
    cast.make_cast()
    creditor = factories.make_creditor()
    cases = [make_late_case(creditor) for _ in range(8)]
    night.run(YESTERDAY, at=NOW - timedelta(days=1), by="test")
    claims = [models.Claim.objects.get(customer=case.customer) for case in cases]
    factories.make_entry(claims[0], amount_cents=-10_000)
    factories.make_entry(claims[1], amount_cents=-2_500)
    factories.make_hold(cases[2], until_on=TODAY)
    factories.make_hold(cases[3])
    models.Contact.objects.filter(case=cases[4]).update(state="handed_over")
    for _ in range(4):
        make_late_case(creditor)


def a_night(last: int = 0) -> int:
    night.SIZE = 3
    steps = Steps(last)
    night.run(TODAY, at=NOW, by="test")
    return steps.count


def a_round(last: int = 0) -> int:
    sending.BATCH = 4
    steps = Steps(last)
    sending.send_due(NOW, by="test")
    return steps.count


LEFT = {
    models.Night: ("day", "state", "released_at"),
    models.Case: ("id", "state", "closed_on", "closing_reason"),
    models.Hold: ("id", "lifted_at", "lifted_by"),
    models.Decision: (
        "case_id", "valid_from", "kind__outcome", "kind__stage", "kind__channels", "kind__rules", "again_on",
        "kind__owner", "facts",
    ),
    models.Moment: ("case_id", "day", "stage", "claims", "total_cents", "night__day", "decision__valid_from"),
    models.Contact: (
        "key", "moment__day", "state", "stop_reason", "send_from", "text", "error", "file", "handed_over_at",
    ),
}  # fmt: skip


def _said(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def left() -> dict[str, Any]:
    """Everything that matters of what is in the database and in the outbox."""
    found: dict[str, Any] = {
        table.__name__: sorted(json.dumps(row, default=_said) for row in table.objects.values_list(*columns))
        for table, columns in LEFT.items()
    }
    manifest = Path(settings.OUTBOX_DIR) / "manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text().splitlines()] if manifest.exists() else []
    found["manifest"] = sorted(json.dumps([line["key"], line["kind"], line["file"]]) for line in lines)
    # A process that was killed may leave a hidden, half-written file; nobody ever reads it.
    found["files"] = sorted(path.name for path in Path(settings.OUTBOX_DIR).glob("20*/[!.]*"))
    return found


def killed(work: Callable[..., int]) -> dict[str, Any]:
    """Kill the work at random steps and run it again: how many ends differ from that of an undisturbed run."""
    again()
    steps = do(work)
    whole = do(left)
    chosen = random.Random(20261124).sample(range(1, steps + 1), POINTS)
    ends, differing = [], []
    for last in chosen:
        again()
        ends.append(do(lambda last=last: work(last)))
        second = do(work)
        found = do(left)
        if found != whole or not isinstance(second, int):
            differing.append([last, second, {name: difference(found[name], whole[name]) for name in whole}])
    return {
        "steps": steps, "ends": sorted(set(ends), key=str), "differing": differing, "messages": len(whole["Contact"]),
        "once": len(whole["manifest"]) == len(set(whole["manifest"])), "third": do(work) < steps,
    }  # fmt: skip


def difference(found: list[str], whole: list[str]) -> list[str]:
    """What one has and the other has not."""
    return sorted(set(found) ^ set(whole))


def night_killed() -> dict[str, Any]:
    return killed(a_night)


def sending_killed() -> dict[str, Any]:
    again()
    do(a_night)
    do(few)
    keep()
    return killed(a_round)


def few() -> None:
    """Letters take long to draw: some are enough."""
    letters = models.Contact.objects.filter(state="planned", kind="letter").order_by("pk")
    models.Contact.objects.filter(pk__in=list(letters.values_list("pk", flat=True)[4:])).update(state="stopped")


def two_nights() -> dict[str, Any]:
    """The second starts while the first is at work."""
    again()
    first_works, second_is_done = FOLDER / "first", FOLDER / "second"

    def slow(_what: str, _done: int, _all: int) -> None:
        first_works.touch()
        wait_for(second_is_done)

    first = Child(lambda: night.run(TODAY, at=NOW, by="test", progress=slow).planned)
    wait_for(first_works)
    second = do(lambda: night.run(TODAY, at=NOW, by="test").planned)
    second_is_done.touch()
    planned = first.result()
    return {"first": planned > 0, "second": second, "third": do(lambda: night.run(TODAY, at=NOW, by="test").planned)}


def two_senders() -> dict[str, Any]:
    again()
    do(a_night)
    sending.BATCH = 3
    both = [Child(lambda: sending.send_due(NOW, by="test").sent) for _ in range(2)]
    sent = [child.result() for child in both]
    found = do(left)
    return {"sent": sum(sent) == len(found["manifest"]), "once": len(set(found["manifest"])) == len(found["manifest"])}


def paid_while_sending() -> dict[str, Any]:
    """A payment is booked while the provider has the first message of three in its hands."""
    again()
    do(a_night)
    in_hands, is_booked = FOLDER / "in_hands", FOLDER / "is_booked"
    number = do(lambda: models.Case.objects.filter(contacts__state="planned").order_by("pk").first().pk)

    def hand_over(_message: Any) -> None:
        if not in_hands.exists():
            in_hands.touch()
            wait_for(is_booked)

    def send() -> int:
        sending.BATCH, Carrier.before = 1, hand_over
        channels.get = lambda _kind: Carrier()
        models.Contact.objects.exclude(case_id=number).filter(state="planned").update(state="stopped")
        return sending.send_due(NOW, by="test").sent

    def book() -> str:
        claim = models.Claim.objects.filter(customer__case=number).order_by("pk").first()
        payments.book(claim, 100, booked_on=TODAY, by="user:1", at=NOW)
        return "booked"

    sender = Child(send)
    wait_for(in_hands)
    booked = do(book)
    is_booked.touch()
    sent = sender.result()
    mine = do(
        lambda: list(models.Contact.objects.filter(case_id=number).order_by("pk").values_list("state", "stop_reason"))
    )
    return {"booked": booked, "sent": sent, "left": mine}


def two_handlers() -> dict[str, Any]:
    """Both looked at the same version; both press the button."""
    again()
    number = do(lambda: models.Case.objects.filter(state="open", holds=None).order_by("pk").first().pk)
    go = FOLDER / "go"

    def pause() -> str:
        case = models.Case.objects.get(pk=number)
        wait_for(go)
        try:
            stops.paused(
                case, reason=PauseReason.ASKED, until_on=TODAY + timedelta(days=9), by="x", at=NOW, version=case.version
            )
        except ConflictError as conflict:
            return str(conflict.code)
        return "paused"

    both = [Child(pause) for _ in range(2)]
    time.sleep(0.3)
    go.touch()
    return {
        "said": sorted(child.result() for child in both),
        "holds": do(lambda: models.Hold.objects.filter(case=number).count()),
    }


def two_arrangements() -> dict[str, Any]:
    """The same arrangement agreed twice at the same moment: one arrangement, and one message about it."""
    again()
    number = do(lambda: models.Case.objects.filter(state="open", holds=None).order_by("pk").first().pk)
    go = FOLDER / "go"

    def arrange() -> int:
        case = models.Case.objects.get(pk=number)
        wait_for(go)
        return solving.arrange(case, count=3, first_on=TODAY + timedelta(days=9), by="x", at=NOW).pk

    both = [Child(arrange) for _ in range(2)]
    time.sleep(0.3)
    go.touch()
    made = {child.result() for child in both}
    told = do(lambda: list(models.Contact.objects.filter(key__startswith="reply-arranged").values_list("state")))
    return {"made": len(made), "told": told}


if __name__ == "__main__":
    lay_tables()
    made = do(fill)
    assert made is None, made
    keep()
    try:
        print(json.dumps(globals()[sys.argv[1]]()))
    finally:
        clear()

"""The list of a large creditor, read, compared and written, twice: how fast, how much memory, and who had to wait."""

import random  # noqa: TID251 - a fixed seed makes the same file every time
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen
from time import perf_counter
from typing import Any

from tijdig.bench.scratch import answer, in_own_database

ROWS = 1_000_000
CUSTOMERS_PER_ROW = 0.6
SMALLER = 10
"""Memory is compared with that of a file so many times as small."""
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HEADER = "Klantnummer;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand bedrag;Omschrijving"
_LISTEN = """
import sqlite3, sys, time
longest = 0.0
other = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
print("ready", flush=True)
while True:
    started = time.perf_counter()
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    longest = max(longest, time.perf_counter() - started)
    print(f"{longest:.3f}", flush=True)
    time.sleep(0.05)
"""


def measure(size: int = ROWS) -> dict[str, Any]:
    """Take in a list of so many rows, then the same list again, each size in a process and database of its own."""
    small = in_own_database("tijdig.bench.intake", size // SMALLER)
    large = in_own_database("tijdig.bench.intake", size)
    growth = round(large["peak_rss_mib"] / small["peak_rss_mib"], 2)
    return {**large, "rss_growth": growth, "peak_rss_mib_of_a_tenth": small["peak_rss_mib"]}


def inside(size: int) -> dict[str, Any]:
    """The measurement itself, with the database of this process as its own."""
    from django.conf import settings

    from tijdig.bench.night import CREDITOR
    from tijdig.models import Claim, Creditor, Customer

    creditor = Creditor.objects.create(**CREDITOR)
    path = Path(settings.DATA_DIR) / "lijst.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        file.writelines(_lines(size))
    listener = _listen(str(settings.DATABASES["default"]["NAME"]))
    first, again = _seconds(path, creditor.code), _seconds(path, creditor.code)
    found = Claim.objects.count(), Customer.objects.count()
    if found != (size, int(size * CUSTOMERS_PER_ROW)):
        message = f"expected {size} claims, found {found[0]} of {found[1]} customers"
        raise AssertionError(message)
    return {
        "rows": size,
        "rows_per_s": round(size / first),
        "again_rows_per_s": round(size / again),
        "peak_rss_mib": _peak_mib(),
        "longest_lock_s": _longest(listener),
    }


def _lines(size: int) -> Iterator[str]:
    """Rows in the order of their invoice, so that the customers come in no order at all."""
    chance = random.Random(2026)  # noqa: S311 - no secret hangs on it
    customers = int(size * CUSTOMERS_PER_ROW)
    numbers = [*range(customers), *(chance.randrange(customers) for _ in range(size - customers))]
    chance.shuffle(numbers)
    yield f"{HEADER}\r\n"
    for row, number in enumerate(numbers):
        made = date(2026, 6, 1) + timedelta(days=row * 150 // size)
        due = made + timedelta(days=30)
        euros, cents = chance.randrange(10, 2_000), chance.randrange(100)
        yield f"K{number:07d};F{row:08d};{made:%d-%m-%Y};{due:%d-%m-%Y};{euros},{cents:02d};Maandnota energie\r\n"


def _seconds(path: Path, creditor: str) -> float:
    from tijdig.actions.intake import receive

    started = perf_counter()
    report = receive(path, creditor=creditor, profile="open-items", by="bench", at=AT)
    if report.is_refused or report.bad:
        raise AssertionError(report.refusal or f"{report.bad} bad rows")
    return perf_counter() - started


def _listen(database: str) -> "Popen[str]":
    """Somebody else who wants to write all the time, and remembers how long that took."""
    # The command is our own program with the path of our own database.
    listener = Popen([sys.executable, "-c", _LISTEN, database], stdout=PIPE, text=True)  # noqa: S603
    if listener.stdout:
        listener.stdout.readline()
    return listener


def _longest(listener: "Popen[str]") -> float:
    listener.terminate()
    waits = listener.communicate()[0].split()
    return float(waits[-1]) if waits else 0.0


def _peak_mib() -> int:
    """The most memory this process ever had; unlike getrusage, not that of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    answer(inside, sys.argv)

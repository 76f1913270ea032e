"""Planning a large book: from database rows to stored decisions, on PostgreSQL where it answers, else on SQLite."""

import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from tijdig.bench.scratch import answer, in_own_database, in_own_postgres, postgres_answers

CASES = 2_000_000
TEMPLATES = 500
"""So many customers get a history by the product's own actions; the others are copies of theirs."""
SMALLER = 10
"""Memory and time are compared with those of a book so many times as small."""
KEPT = 1 << 17


def measure(size: int = CASES, *, sqlite: bool = False) -> dict[str, Any]:
    """The night of a book of so many cases, and of one a tenth of it, each in a process and database of its own."""
    run = in_own_postgres if postgres_answers() and not sqlite else in_own_database
    small = run("tijdig.bench.plan", max(size // SMALLER, 1))
    large = run("tijdig.bench.plan", size)
    return {
        **large,
        "rss_growth": round(large["peak_rss_mib"] / small["peak_rss_mib"], 2),
        "time_growth": round(small["end_to_end_per_s"] / max(large["end_to_end_per_s"], 1), 2),
    }


def inside(size: int) -> dict[str, Any]:
    """The measurement itself, with the database of this process as its own."""
    from django.db import connection

    from tijdig.bench.planning import copies, history, measuring
    from tijdig.management.bars import bar
    from tijdig.models import Contact, Creditor
    from tijdig.queries import policies

    templates = min(size, TEMPLATES)
    with bar() as progress:
        started = perf_counter()
        history.make(templates, progress)
        copies.load(size // templates - 1, progress)
        loaded = perf_counter() - started
        creditor = Creditor.objects.get()
        _forget_peak()  # loading is no part of a night
        refreshed, refresh_per_s = measuring.bring_up_to_date(creditor, history.DAY, progress)
        night = measuring.night(creditor, history.DAY, progress, keeps=KEPT)
        peak = _peak_mib()
    policy = policies.of(creditor, history.DAY)
    return {
        "cases": night.cases,
        "engine": connection.vendor,
        "end_to_end_per_s": round(night.cases / night.end_to_end_s),
        "pure_per_s": round(measuring.pure_per_s(night.some, policy, history.DAY)),
        "read_s": round(night.read_s, 2),
        "plan_s": round(night.plan_s, 2),
        "write_s": round(night.write_s, 2),
        "peak_rss_mib": peak,
        "row_by_row_per_s": round(measuring.row_by_row_per_s(creditor, history.DAY)),
        "acting_percent": round(100 * night.acts / night.cases, 1),
        "written_percent": round(100 * night.written / night.cases, 1),
        "refreshed": refreshed,
        "refresh_per_s": round(refresh_per_s),
        "contacts": Contact.objects.count(),
        "load_s": round(loaded),
    }


def _forget_peak() -> None:
    """From here on the most memory is counted anew, beginning with what there is now."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak_mib() -> int:
    """The most memory this process had since it was forgotten."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    answer(inside, sys.argv)

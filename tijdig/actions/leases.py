"""Leases: who is at work on something, and when that may be doubted.

A lease is judged by the database's own clock, one for all machines: it is about processes, not about the day that is
being acted on. A holder that died on this machine is noticed at once; one elsewhere when its lease runs out.
"""

import os
import platform
import threading
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, Q
from django.db.models.functions import Now

MINUTES = 5
"""How long a holder on another machine may be silent before its work is taken over."""


def holder() -> str:
    """The name of this process and thread, in a form that `is_gone` can look up."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}:{threading.get_ident() % 10**8}"


def until() -> Any:
    """The end of a lease that starts now."""
    return ExpressionWrapper(Now() + timedelta(minutes=MINUTES), output_field=DateTimeField())


def is_free(gone: list[str]) -> Q:
    """Rows whose lease was never taken, has run out, or belongs to one of those who are gone."""
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now()) | Q(lease_key__in=gone)


def is_gone(key: str) -> bool:
    """Whether this holder certainly no longer runs: it ran on this machine, and its process is not there."""
    machine, _, rest = key.partition(":")
    number, _, rest = rest.partition(":")
    if machine != _machine() or not number.isdigit():
        return False
    return _started(int(number)) != rest.partition(":")[0]


def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _started(number: int) -> str:
    """When a process began, in ticks since this machine did; "gone" when there is none.

    Where a system does not tell (no /proc), every process counts as there, and the lease has to run out.
    """
    if not Path("/proc/self/stat").exists():
        return "unknown"
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return "gone"

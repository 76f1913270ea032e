"""What is done once somebody has their answer: one after another, in a thread of this process (docs/adr/0053).

The database row is the truth. What is brought here is written down already, and may be done again by others: a process
that dies leaves nothing behind that `tijdig send` does not find.
"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from threading import BoundedSemaphore

from django.db import close_old_connections

ROOM = 32
"""So much may wait: less than a second of messages. Who brings more does it there and then."""

_log = logging.getLogger(__name__)
_serving = False


def begin() -> None:
    """From here on this process answers people who wait: a web server. Everywhere else work is done where it is."""
    global _serving  # noqa: PLW0603 - set once, when the process begins to serve
    _serving = True


def do(work: Callable[[], None]) -> None:
    """Do this soon, in the order it was brought, where a web server has somebody waiting; else now."""
    room = _room()
    if not (_serving and room.acquire(blocking=False)):
        work()
        return
    around = copy_context()  # its log lines carry the number of the request

    def soon() -> None:
        try:
            around.run(_alone, work)
        finally:
            room.release()

    try:
        _worker().submit(soon)
    except RuntimeError:  # the process is ending
        room.release()
        work()


def _alone(work: Callable[[], None]) -> None:
    """With a connection as a request has one; what breaks is written down, and does not stop the next."""
    close_old_connections()
    try:
        work()
    except Exception:
        _log.exception("afterwards.broke")
    finally:
        close_old_connections()


@cache
def _worker() -> ThreadPoolExecutor:
    """One thread: it takes a processor from those who wait for a page as little as can be. It ends with the process."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="afterwards")


@cache
def _room() -> BoundedSemaphore:
    return BoundedSemaphore(ROOM)


def _anew() -> None:
    """A process that was forked has no threads, and owes nothing to what its parent had waiting."""
    _worker.cache_clear()
    _room.cache_clear()


os.register_at_fork(after_in_child=_anew)

"""What is done once somebody has their answer: in order, by one thread, without keeping anybody waiting."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from threading import Event

import pytest

from tijdig.actions import afterwards

Wait = Callable[[], None]
_number: ContextVar[str] = ContextVar("number", default="none")


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wait]:
    """This process is a web server; what is given back waits until all that was brought is done."""
    monkeypatch.setattr(afterwards, "_serving", True)
    wait: Wait = lambda: afterwards._worker().submit(lambda: None).result(timeout=30)  # noqa: E731 - one line
    yield wait
    wait()


def test_work_is_done_at_once_where_nobody_is_served() -> None:
    done: list[int] = []

    afterwards.do(lambda: done.append(threading.get_ident()))

    assert done == [threading.get_ident()]


def test_work_is_done_in_order_by_another_thread_when_somebody_is_served(serving: Wait) -> None:
    done: list[int] = []
    threads: set[int] = set()
    may_go = Event()
    afterwards.do(lambda: threads.add(threading.get_ident()) if may_go.wait(timeout=30) else None)
    for number in range(5):
        afterwards.do(lambda number=number: done.append(number))  # type: ignore[misc]

    assert done == []
    may_go.set()
    serving()
    assert done == [0, 1, 2, 3, 4]
    assert threading.get_ident() not in threads
    assert len(threads) == 1


def test_work_for_which_there_is_no_room_is_done_by_who_brings_it(serving: Wait) -> None:
    may_go, mine = Event(), []
    for _ in range(afterwards.ROOM):
        afterwards.do(lambda: may_go.wait(timeout=30) and None)

    afterwards.do(lambda: mine.append(threading.get_ident()))

    assert mine == [threading.get_ident()]
    may_go.set()
    serving()
    late: list[int] = []
    afterwards.do(lambda: late.append(threading.get_ident()))
    serving()
    assert late
    assert late != mine


def test_work_that_breaks_is_written_down_and_does_not_stop_the_next(
    serving: Wait, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def breaks() -> None:
        message = "a secret"
        raise RuntimeError(message)

    with caplog.at_level(logging.ERROR):
        afterwards.do(breaks)
        afterwards.do(lambda: done.append("next"))
        serving()

    assert done == ["next"]
    assert [record.getMessage() for record in caplog.records] == ["afterwards.broke"]


def test_work_carries_the_number_of_the_request_that_brought_it(serving: Wait) -> None:
    seen: list[str] = []
    token = _number.set("f00d")

    afterwards.do(lambda: seen.append(_number.get()))
    _number.reset(token)
    serving()

    assert seen == ["f00d"]

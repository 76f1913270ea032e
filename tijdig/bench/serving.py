"""A real web server on this machine, and what its pages weigh on the wire."""

import gzip
import os
import re
import socket  # noqa: TID251 - asks this machine for a free port; nothing goes out
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import sleep
from typing import NamedTuple

HOST = "127.0.0.1"
WORKERS = 2
"""As docs/operate.md says: one for each core. With threads, lines that are kept open can all land on one of them."""
_TICKS = os.sysconf("SC_CLK_TCK")
_LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/[^"]+)"')
_FACE = re.compile(r'@font-face\s*{[^}]*?url\("([^"]+)"\)[^}]*?unicode-range:\s*([^;}]+)', re.DOTALL)


class Reply(NamedTuple):
    """What came back, and how much it weighed with its headers."""

    status: int
    body: bytes
    weight: int

    @property
    def text(self) -> str:
        """The words, unpacked."""
        packed = self.body.startswith(gzip.compress(b"")[:2])
        return (gzip.decompress(self.body) if packed else self.body).decode()


@contextmanager
def server(workers: int = WORKERS) -> Iterator[int]:
    """The web server that production uses, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    words = [f"--bind={HOST}:{port}", f"--workers={workers}", "--worker-class=sync", "--log-level=critical"]
    command = [sys.executable, "-m", "gunicorn", "tijdig.wsgi", *words]
    server = Popen(command, stdout=DEVNULL, stderr=DEVNULL)  # noqa: S603 - our own program
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if get(HTTPConnection(HOST, port, timeout=5), "/healthz").status == 200:
                return
        except OSError:
            sleep(0.1)
    message = "the web server did not start"
    raise AssertionError(message)


def spent() -> list[float]:
    """Seconds of processor that each worker of the web server has used so far; none where Linux does not tell."""
    workers = [worker for server in _children("self") for worker in _children(server)]
    return [sum(map(int, _stat(Path(f"/proc/{worker}/stat"))[11:13])) / _TICKS for worker in workers]


def busy_percent(seconds: float = 1.0) -> int | None:
    """How much of this machine others use while we wait: figures of a machine that is not quiet say little."""
    file = Path("/proc/stat")
    if not file.exists():
        return None
    before = _idle_and_all(file)
    sleep(seconds)
    return _busy(before, _idle_and_all(file))


def _busy(before: tuple[int, int], after: tuple[int, int]) -> int:
    idle, total = (now - then for now, then in zip(after, before, strict=True))
    return round(100 * (1 - idle / max(total, 1)))


def _idle_and_all(file: Path) -> tuple[int, int]:
    ticks = [int(one) for one in file.read_text().splitlines()[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


def _children(process: str) -> list[str]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def _stat(file: Path) -> list[str]:
    """What Linux tells of a process, behind its name, which may hold anything."""
    return file.read_text().rpartition(")")[2].split()


def get(connection: HTTPConnection, address: str, cookie: str = "") -> Reply:
    """One request; the connection stays open."""
    headers = {"Accept-Encoding": "gzip", "Connection": "keep-alive"} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    body = response.read()
    head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    return Reply(response.status, body, head + len(body))


def well(status: int, address: str) -> None:
    """AssertionError when it was not answered as it should."""
    if status != 200:
        message = f"{address} answered {status}"
        raise AssertionError(message)


def weight(port: int, address: str, cookie: str, *, seen: frozenset[str] = frozenset()) -> int:
    """Bytes of the page, its sheets and mark, and the fonts its letters need, for who has not `seen` them yet."""
    connection = HTTPConnection(HOST, port, timeout=30)
    page = get(connection, address, cookie)
    well(page.status, address)
    text = page.text
    total = page.weight
    for linked in dict.fromkeys(_LINKED.findall(text)):
        if linked in seen:
            continue
        reply = get(connection, linked, cookie)
        well(reply.status, linked)
        total += reply.weight
        if linked.endswith(".css"):
            total += sum(get(connection, font).weight for font in _fonts(reply.text, linked, text))
    return total


def _fonts(sheet: str, address: str, text: str) -> Iterator[str]:
    letters = {ord(letter) for letter in text}
    for place, ranges in _FACE.findall(sheet):
        if any(_holds(part.strip(), letters) for part in ranges.split(",")):
            yield str(Path(address).parent / place).replace("/tijdig/../", "/")


def _holds(part: str, letters: set[int]) -> bool:
    low, _, high = part.removeprefix("U+").partition("-")
    return any(int(low, 16) <= letter <= int(high or low, 16) for letter in letters)


def linked(text: str) -> frozenset[str]:
    """What a page asks for besides itself."""
    return frozenset(_LINKED.findall(text))

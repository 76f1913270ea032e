"""A real web server on this machine, and what its pages weigh on the wire."""

import gzip
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
WORKERS, THREADS = 2, 4
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
def server(workers: int = WORKERS, threads: int = THREADS) -> Iterator[int]:
    """The web server that production uses, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    words = [f"--bind={HOST}:{port}", f"--workers={workers}", f"--threads={threads}", "--log-level=critical"]
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

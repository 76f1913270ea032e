"""After the run the demo becomes the site, on this machine only."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from demo import serve, signing

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_said_with_another_to_take(taken: int) -> None:
    with pytest.raises(CommandError, match=f"--port {taken + 1}"):
        serve.site(taken)


@pytest.mark.slow  # a whole demo and a web server
def test_demo_ends_as_the_site(tmp_path: Path) -> None:
    port = _free_port()
    words = [sys.executable, "-c", "from tijdig.cli import main; main()", "demo", "--people=5", f"--port={port}"]
    own = {key: value for key, value in os.environ.items() if not key.startswith("TIJDIG_")}
    own |= {"TIJDIG_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tijdig.settings"}
    with subprocess.Popen(words, cwd=ROOT, env=own, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert _status(port, "/") == 200
            assert _status(port, "/healthz") == 200
        finally:
            running.terminate()
        assert f"http://127.0.0.1:{port}" in running.communicate(timeout=30)[0]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _status(port: int, path: str) -> int:
    """The answer of the site, once it is there."""
    until = time.monotonic() + SECONDS
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
        finally:
            connection.close()


@pytest.mark.django_db
def test_the_way_in_names_the_port_of_the_site() -> None:
    own, usual = "\n".join(signing.lines("http://127.0.0.1:8071")), "\n".join(signing.lines())

    assert "http://127.0.0.1:8071/werk/inloggen/" in own
    assert "tijdig demo --codes --port 8071" in own
    assert ":8000" not in own
    assert usual.count("http://127.0.0.1:8000") == own.count("http://127.0.0.1:8071")
    assert usual.endswith("tijdig demo --codes")

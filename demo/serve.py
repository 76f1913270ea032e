"""The site of the demo, on this machine only."""

import os
import socket  # noqa: TID251 - asks this machine whether a port is free; nothing goes out
import sys
from typing import NoReturn

from django.core.management.base import CommandError
from rich.console import Console

HERE = "127.0.0.1"
TAKEN = "Poort {port} is al bezet, misschien door een eerdere demo. Kies een andere: tijdig demo --port {other}"


def site(port: int) -> NoReturn:
    """Become the web server; Ctrl-C ends it."""
    if not is_free(port):
        raise CommandError(TAKEN.format(port=port, other=port + 1))
    words = ["gunicorn", "tijdig.wsgi", f"--bind={HERE}:{port}", "--workers=1", "--threads=4", "--log-level=warning"]
    Console(highlight=False).print(f"\nDe site staat klaar: http://{HERE}:{port}  (Ctrl-C om te stoppen)")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *words])  # noqa: S606 - our own interpreter, no shell


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HERE, port)) != 0

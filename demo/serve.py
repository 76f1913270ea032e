"""The site of the demo, on this machine only."""

import os
import sys
from typing import NoReturn

from rich.console import Console


def site(port: int) -> NoReturn:
    """Become the web server; Ctrl-C ends it."""
    words = ["gunicorn", "tijdig.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1", "--threads=4", "--log-level=warning"]
    Console(highlight=False).print(f"\nDe site staat klaar: http://127.0.0.1:{port}  (Ctrl-C om te stoppen)")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *words])  # noqa: S606 - our own interpreter, no shell

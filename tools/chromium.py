"""Looks whether Chromium is there, installs Debian's where this user may, and says loudly when it is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = (("chromium-headless-shell", "fonts-liberation"), ("chromium", "fonts-liberation"))
"""Those that are asked for first, and what does where an older Debian does not have them."""
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell is the same engine without windows to draw: a third less to compute for the same pages."""


def path() -> str | None:
    """Where the browser of the tests is."""
    given = os.environ.get("TIJDIG_TEST_CHROMIUM")
    found = [given] if given else [*map(shutil.which, NAMES), "/usr/bin/chromium"]
    return next((name for name in found if name and Path(name).exists()), None)


def may_install() -> bool:
    """Root on a machine with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> bool:
    """Ask apt; quiet unless nothing of what it is asked can be had."""
    said = _apt("update")
    for names in PACKAGES if not said else ():
        if not (said := _apt("install", "--yes", "--no-install-recommends", *names)):
            return True
    print(said, file=sys.stderr)
    return False


def _apt(*words: str) -> str:
    """What went wrong; nothing when nothing did."""
    calm = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", "-qq", *words], env=calm, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr or f"apt-get {words[0]} failed") if done.returncode else ""


def main() -> None:
    """One line when there is something to say; never an error, since the rest works without."""
    if path():
        return
    if may_install():
        print(f"Installing {' and '.join(PACKAGES[0])} for the tests in a browser")
        install()
    if not path():
        print("=" * 100)
        print("NO CHROMIUM: the tests in a browser cannot run. Install Debian's chromium-headless-shell or name one:")
        print("TIJDIG_TEST_CHROMIUM. On your own machine the rest runs; in CI this is a failure.")
        print("=" * 100)


if __name__ == "__main__":
    main()

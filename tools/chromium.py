"""Looks whether Chromium is there, installs Debian's where this user may, and says loudly when it is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("chromium", "fonts-liberation")
NAMES = ("chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """Where the browser of the tests is."""
    given = os.environ.get("TIJDIG_TEST_CHROMIUM")
    found = [given] if given else [*map(shutil.which, NAMES), "/usr/bin/chromium"]
    return next((name for name in found if name and Path(name).exists()), None)


def may_install() -> bool:
    """Root on a machine with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> bool:
    """Ask apt; quiet unless it fails."""
    calm = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update",), ("install", "--yes", "--no-install-recommends", *PACKAGES)):
        done = subprocess.run(["apt-get", "-qq", *words], env=calm, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            return False
    return True


def main() -> None:
    """One line when there is something to say; never an error, since the rest works without."""
    if path():
        return
    if may_install():
        print(f"Installing {' and '.join(PACKAGES)} for the tests in a browser")
        install()
    if not path():
        print("=" * 100)
        print(
            "NO CHROMIUM: the tests in a browser cannot run. Install Debian's package `chromium`, or name a browser in"
        )
        print("TIJDIG_TEST_CHROMIUM. On your own machine the rest runs; in CI this is a failure.")
        print("=" * 100)


if __name__ == "__main__":
    main()

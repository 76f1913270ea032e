"""One Chromium for all tests in a browser of a process: to start it takes longer than many of them."""

import os
from typing import TYPE_CHECKING

from tools import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

# No sandbox as root; and a browser, too, finds nobody but us.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"
"""Playwright runs an event loop in this thread, at which Django would refuse to speak to the database."""

_running: "list[tuple[Playwright, Browser]]" = []


def allow() -> None:
    """Before each test in a browser, and before its environment is looked at, which is put back after it."""
    os.environ[UNSAFE] = "true"


def opened() -> "Browser":
    """The browser; started at its first use, or anew when it fell over."""
    if _running and not _running[0][1].is_connected():
        close()
    if not _running:
        from playwright.sync_api import sync_playwright

        playwright = sync_playwright().start()
        try:
            browser = playwright.chromium.launch(executable_path=chromium.path(), args=ARGUMENTS)
        except BaseException:
            _stop(playwright)
            raise
        _running.append((playwright, browser))
    return _running[0][1]


def tidy() -> None:
    """Shut the windows that a test left: the next one finds a browser without a past."""
    windows: list[BrowserContext] = [*_running[0][1].contexts] if _running else []
    for window in windows:
        window.close()


def close() -> None:
    """End it, and the event loop with it: what is no test in a browser runs without."""
    while _running:
        playwright, browser = _running.pop()
        try:
            browser.close()
        finally:
            _stop(playwright)


def _stop(playwright: "Playwright") -> None:
    playwright.stop()
    os.environ.pop(UNSAFE, None)

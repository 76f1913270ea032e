"""The blocks of the tour that happen in a browser: a phone without JavaScript or a desk with it, a short line an act.

    ```phone Anna 2026-12-08T07:40
    opens /
    fills De code uit uw brief: {code}
    presses Ga verder
    reads U hebt nog niet alles betaald
    ```

Each person keeps the same browser through the whole tour. The server is the one of production, on this machine.
"""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pdfplumber
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests import chromes
from tests.tour.blocks import Block, MismatchError, environment, holds
from tests.web.doors.house import app_code

WIDTHS = {"phone": 360, "desk": 1280}
HOST, PATIENCE_MS = "127.0.0.1", 10_000
_CODE = re.compile(r"vul in:\s+((?:[A-Z0-9]{3}\s?){3})")
_LINK = re.compile(r"https?://\S+?/link/[\w-]+")
_PASSWORD = re.compile(r"wachtwoord \(eenmalig getoond\) (\S+)")


class Screens:
    """The phones and desks of the people in the tour, and the server they look at."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.said = ""
        self.secret = ""
        self._contexts: dict[str, BrowserContext] = {}
        self._server: subprocess.Popen[bytes] | None = None
        self._port = 0

    def hear(self, output: str) -> None:
        """What a command said: a first password is shown there once."""
        self.said = output

    def play(self, block: Block) -> None:
        """Do what the lines of a block say, at the moment that it names."""
        who, _, at = block.file.partition(" ")
        self._stand_still(at)
        self._serve()
        with self._page(block.kind, who) as page:
            for place, line in enumerate(block.body.splitlines(), start=block.line + 1):
                verb, _, rest = line.partition(" ")
                if verb not in VERBS:
                    raise MismatchError(f"docs/tour.md, line {place}: {verb!r}; known are {', '.join(VERBS)}")
                try:
                    VERBS[verb](self, page, rest)
                except (MismatchError, Error, LookupError) as error:
                    shown = page.locator("body").inner_text()
                    raise MismatchError(f"docs/tour.md, line {place}: {line}\n{error}\n--- shown\n{shown}") from error

    def close(self) -> None:
        """Everybody goes home."""
        for context in self._contexts.values():
            context.close()
        if self._server:
            self._server.terminate()
            self._server.wait(timeout=30)

    def address(self, written: str) -> str:
        """The page at this address of the portal or the workbench, on our own server."""
        parts = urlsplit(written)
        return f"http://{HOST}:{self._port}{parts.path}{'?' if parts.query else ''}{parts.query}"

    def filled(self, text: str, page: Page) -> str:
        """The text with what is only known while it runs: a code from a letter, a link from an e-mail."""
        found = {"{code}": _code, "{link}": _link, "{password}": _password, "{app}": _app}
        return next((find(self, page) for name, find in found.items() if name == text), text)

    def _stand_still(self, at: str) -> None:
        moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
        (self.folder / "var" / "clock").write_text(f"{moment.isoformat()}\n")

    @contextmanager
    def _page(self, kind: str, who: str) -> Iterator[Page]:
        if who not in self._contexts:
            size = {"width": WIDTHS[kind], "height": 740}
            context = self.browser.new_context(
                viewport=size, java_script_enabled=kind == "desk", locale="nl-NL", base_url=self.address("")
            )
            context.set_default_timeout(PATIENCE_MS)
            self._contexts[who] = context
        pages = self._contexts[who].pages
        yield pages[0] if pages else self._contexts[who].new_page()

    def _serve(self) -> None:
        if self._server:
            return
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self._port = int(probe.getsockname()[1])
        words = ["gunicorn", "tijdig.wsgi", f"--bind={HOST}:{self._port}", "--threads=4", "--log-level=critical"]
        self._server = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=self.folder,
            env=environment(self.folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                with urlopen(self.address("/healthz"), timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise MismatchError("the web server of the tour did not start")


@contextmanager
def opened(folder: Path) -> Iterator[Screens]:
    """The screens of one tour, closed at its end."""
    screens = Screens(chromes.opened(), folder)
    try:
        yield screens
    finally:
        screens.close()
        chromes.tidy()


# What only shows while it runs -------------------------------------------------------------------------------------


def _newest(screens: Screens, ending: str) -> Iterator[Path]:
    """The messages that went out, the newest first."""
    found = (screens.folder / "var" / "outbox").rglob(f"*.{ending}")
    return iter(sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True))


def _code(screens: Screens, _page: Page) -> str:
    for path in _newest(screens, "pdf"):
        with pdfplumber.open(path) as letter:
            if found := _CODE.search(letter.pages[0].extract_text().replace("\u00a0", " ")):
                return found[1].strip()
    raise MismatchError("no letter with a code went out")


def _link(screens: Screens, _page: Page) -> str:
    for path in _newest(screens, "eml"):
        body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
        if body and (found := _LINK.search(body.get_content())):
            return found[0]
    raise MismatchError("no e-mail with a link went out")


def _password(screens: Screens, _page: Page) -> str:
    found = _PASSWORD.search(screens.said)
    if found is None:
        raise MismatchError("no command showed a first password just before")
    return found[1]


def _app(screens: Screens, page: Page) -> str:
    """What the app on the phone of a colleague shows; its secret stands on the page that makes the second step."""
    if page.locator(".secret").count():
        screens.secret = page.locator(".secret").inner_text()
    return app_code(screens.secret.strip())


# What people do ----------------------------------------------------------------------------------------------------


def _opens(screens: Screens, page: Page, written: str) -> None:
    page.goto(screens.address(screens.filled(written, page)))


def _fills(screens: Screens, page: Page, line: str) -> None:
    label, _, value = line.partition(": ")
    page.get_by_label(label).first.fill(screens.filled(value, page))


def _picks(_screens: Screens, page: Page, line: str) -> None:
    label, _, option = line.partition(": ")
    page.get_by_label(label).first.select_option(label=option)


def _ticks(_screens: Screens, page: Page, label: str) -> None:
    page.get_by_label(label).first.check()


def _presses(_screens: Screens, page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def _follows(_screens: Screens, page: Page, link: str) -> None:
    page.get_by_role("link", name=link).first.click()


def _opens_out(_screens: Screens, page: Page, summary: str) -> None:
    page.locator("summary", has_text=summary).first.click()


def _reads(_screens: Screens, page: Page, words: str) -> None:
    if not holds(page.locator("body").inner_text(), words):
        raise MismatchError(f"it does not say {words!r}")


def _misses(_screens: Screens, page: Page, words: str) -> None:
    if holds(page.locator("body").inner_text(), words):
        raise MismatchError(f"it says {words!r}")


VERBS: dict[str, Callable[[Screens, Page, str], None]] = {
    "opens": _opens,
    "fills": _fills,
    "picks": _picks,
    "ticks": _ticks,
    "presses": _presses,
    "follows": _follows,
    "unfolds": _opens_out,
    "reads": _reads,
    "misses": _misses,
}

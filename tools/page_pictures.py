"""Make the pictures in docs/img/pages: every page and every state of it, on a phone and at a desk.

`python -m tools.page_pictures [FOLDER] [--only NAME …]` from the project folder, or `make pictures`; needs the dev
packages and Debian's chromium. The people and the clock are those of the stories: the same pictures come out every
time.
"""

import io
import os
import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rich.progress import Progress

from tools import chromium

if TYPE_CHECKING:
    from tools.page_steps import Shot, Who

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ROOT / "docs" / "img" / "pages"
README: Final = ROOT / "docs" / "img" / "README.md"
MARKS: Final = ("<!-- gallery: made by tools/page_pictures.py -->", "<!-- end of the gallery -->")
HERE: Final = "127.0.0.1"
WIDTHS: Final = {360: (740, 3000), 1280: (800, 1500)}
"""The width of a window, with its height and the most of a page that is shown."""
COLORS: Final = 64
SEEN: Final = frozenset(
    {"overzicht", "vraag-in-delen-bedrag", "samen-regelen-mag", "samen-regelen-voorstel", "samen-regelen-plan"}
)
"""Shown in README.md: on a phone twice as sharp."""


def main(folder: Path, only: Sequence[str] = ("",)) -> None:
    """A world of its own, all pictures of it, and the table of them; or only those whose name begins so."""
    folder.mkdir(parents=True, exist_ok=True)
    with scratch(), served() as address, sync_playwright() as playwright:
        from tools import page_shots, page_world

        browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        world = page_world.make()
        known = []
        with Progress() as progress:
            task = progress.add_task("Pictures", total=None)
            for shot in page_shots.all_shots(world):
                known.append(shot)
                for width in WIDTHS if shot.name.startswith(tuple(only)) else ():
                    take(browser, address, shot, width, folder)
                progress.update(task, advance=1, description=shot.name)
        browser.close()
    finish(folder, known)


@contextmanager
def scratch() -> Iterator[None]:
    """A database that nobody knows, and that is gone afterwards."""
    home = tempfile.mkdtemp(prefix="tijdig-pictures-")
    os.environ |= {
        "TIJDIG_TEST_HOME": home,
        "TIJDIG_DATA_DIR": home,
        "TIJDIG_DATABASE_URL": "",
        "TIJDIG_OUTBOX_DIR": "",
        "TIJDIG_HELP_NAME": "Woonstede",
        "TIJDIG_HELP_PHONE": "020 555 01 23",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright runs an event loop in this thread
    }
    import django

    try:
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def served() -> Iterator[str]:
    """The site on this machine, at a port that is free."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    server = ThreadedWSGIServer((HERE, 0), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HERE}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def take(browser: Browser, address: str, shot: "Shot", width: int, folder: Path) -> None:
    """One picture of one page."""
    height, most = WIDTHS[width]
    scale = 2 if width < 1000 and shot.name in SEEN else 1
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
        extra_http_headers={"X-Request-ID": "4f6c20ab"},
    )
    if cookie := key_of(shot.who):
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    page = context.new_page()
    page.goto(address + shot.address)
    for step in shot.steps:
        step(page)
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled")))
    save(picture.crop((0, 0, picture.width, min(picture.height, most * scale))), folder / f"{shot.name}-{width}.png")
    context.close()


def key_of(who: "Who") -> tuple[str, str] | None:
    """The cookie that lets somebody in: the doors have pictures of their own."""
    from django.conf import settings

    from tests.web.portal.visits import visit
    from tests.web.workbench import session_of
    from tijdig.web.portal.session import COOKIE

    if who.case is not None:
        return COOKIE, visit(who.case, level=who.level).cookies[COOKIE].value
    return (settings.SESSION_COOKIE_NAME, session_of(who.user)) if who.user is not None else None


def save(picture: Image.Image, path: Path) -> None:
    """The colours that are there most are enough for words on paper, and keep the repository small."""
    red, green, blue = np.moveaxis(np.asarray(picture.convert("RGB")).astype(np.int32), 2, 0)
    codes, place, counts = np.unique(red << 16 | green << 8 | blue, return_inverse=True, return_counts=True)
    colors = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    kept = colors[np.argsort(-counts, kind="stable")[:COLORS]]
    nearest = np.abs(colors[:, None] - kept[None]).sum(axis=2).argmin(axis=1).astype(np.uint8)
    small = Image.fromarray(nearest[place.reshape(red.shape)])
    small.putpalette(kept.astype(np.uint8).tobytes())
    small.save(path, optimize=True)


def finish(folder: Path, shots: Sequence["Shot"]) -> None:
    """Take away pictures of pages that are no more, and write the table of those that are there."""
    names = {f"{shot.name}-{width}.png" for shot in shots for width in WIDTHS}
    found = {path.name for path in folder.glob("*.png")}
    for name in found - names:
        (folder / name).unlink()
    names &= found
    weight = sum((folder / name).stat().st_size for name in names)
    print(f"{len(names)} pictures, {weight / 1_000_000:.1f} MB, in {folder}")
    if folder == PAGES:
        before, _, rest = README.read_text().partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        README.write_text(f"{before}{MARKS[0]}\n{gallery(pictured(shots, names))}\n{MARKS[1]}{after}")


def pictured(shots: Sequence["Shot"], names: Set[str]) -> list["Shot"]:
    """Those of which there is a picture on a phone and one at a desk."""
    return [shot for shot in shots if all(f"{shot.name}-{width}.png" in names for width in WIDTHS)]


def gallery(shots: Sequence["Shot"]) -> str:
    """The table in docs/img/README.md."""
    lines = []
    ordered = sorted(shots, key=lambda shot: [other.part for other in shots].index(shot.part))
    for part, group in groupby(ordered, key=lambda shot: shot.part):
        lines += ["", f"### {part}", "", "| page | phone | desk |", "|---|---|---|"]
        for shot in group:
            phone, desk = (f"[{width}](pages/{shot.name}-{width}.png)" for width in WIDTHS)
            lines.append(f"| `{shot.name}`: {shot.about} | {phone} | {desk} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    parser = ArgumentParser(description="Take a picture of every page and state, on a phone and at a desk.")
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES, help="where they go; default: docs/img/pages")
    parser.add_argument("--only", nargs="+", default=[""], metavar="NAME", help="only pictures whose name begins so")
    given = parser.parse_args()
    main(given.folder.resolve(), given.only)

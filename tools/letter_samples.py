"""Make the pictures in docs/img/letters again: the letter, the e-mail and the SMS of three cases.

`python -m tools.letter_samples [FOLDER]` from the project folder; needs the dev packages and Debian's chromium.
"""

import io
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Final

import pdfplumber
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.messages import cases
from tijdig.channels.base import Message
from tijdig.channels.email import html
from tijdig.channels.letter import card, pdf
from tijdig.channels.sms import sender_name
from tijdig.messages.facts import Facts
from tijdig.messages.render import compose
from tijdig.policy import load
from tools import chromium

ROOT: Final = Path(__file__).resolve().parent.parent
AT: Final = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SAMPLES: Final[Mapping[str, Facts]] = {
    "1-huur-eerste-herinnering": cases.anna(),
    "2-energie-tweede-herinnering": cases.chantal(),
    "3-zorgpremie-veertiendagenbrief": cases.emre(),
}
PHONE: Final = """<!DOCTYPE html><html lang="nl"><meta charset="utf-8">
<body style="margin:0;background:#fbfaf7;padding:24px">
<div style="width:340px;box-sizing:border-box;padding:18px 14px 26px;border:2px solid #1d2b33;border-radius:28px;
background:#fff;font:17px/1.45 'Atkinson Hyperlegible',Verdana,'DejaVu Sans',sans-serif;color:#1d2b33">
<p style="margin:0 0 4px;text-align:center;font-weight:bold">{sender}</p>
<p style="margin:0 0 16px;text-align:center;font-size:13px;color:#51626c">vandaag 9.00 uur</p>
<p style="margin:0;padding:12px 14px;border-radius:16px 16px 16px 4px;background:#e4f0ea">{text}</p>
</div></body></html>"""


def message(facts: Facts, kind: str) -> Message:
    """One message of a case."""
    content = compose(facts.stage, kind, facts, load(facts.day))
    return Message(f"sample-{kind}", 1, 1, kind, AT, facts.sender, facts.recipient, content)


def save(picture: Image.Image, path: Path) -> None:
    """Few colours are enough for print, and keep the repository small."""
    picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def letter(facts: Facts, path: Path) -> None:
    """The first page as it comes from the printer."""
    pages(pdf.pdf(message(facts, "letter")), path, most=1)


def pages(made: bytes, path: Path, most: int = 2) -> None:
    """The first pages of a PDF beside each other."""
    with pdfplumber.open(io.BytesIO(made)) as document:
        pictures = [page.to_image(resolution=110, antialias=True).original for page in document.pages[:most]]
    whole = Image.new(
        "RGB", (sum(one.width for one in pictures) + 12 * (len(pictures) - 1), pictures[0].height), "#d9d6cd"
    )
    for place, one in enumerate(pictures):
        whole.paste(one, (place * (one.width + 12), 0))
    save(whole, path)


def variants(folder: Path) -> None:
    """Large print with a line for a pen, and the card."""
    anna = message(cases.anna(), "letter")
    large = replace(anna, content=replace(anna.content, options=("large_print", "by_hand")))
    pages(pdf.pdf(large), folder / "4-grote-letters-brief.png")
    pages(card.pdf(cases.LICHTBRON, AT), folder / "5-kaart.png")


def screen(browser: Browser, page_html: str, path: Path, width: int) -> None:
    """A page of HTML as a picture."""
    page = browser.new_page(viewport={"width": width, "height": 200})
    page.set_content(page_html)
    save(Image.open(io.BytesIO(page.screenshot(full_page=True))), path)
    page.close()


def main(folder: Path) -> None:
    """Write eleven pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path())
        for name, facts in SAMPLES.items():
            letter(facts, folder / f"{name}-brief.png")
            mail = message(facts, "email")
            screen(browser, html.page(mail.content, mail.sender), folder / f"{name}-e-mail.png", 480)
            said = message(facts, "sms")
            sms = PHONE.format(sender=escape(sender_name(said.sender)), text=escape(said.content.text))
            screen(browser, sms, folder / f"{name}-sms.png", 388)
        browser.close()
    variants(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img" / "letters")

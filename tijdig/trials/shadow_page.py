"""The report of a shadow run as one page that needs nothing else: no server, no script, no address on the internet."""

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.template import Context, Engine

FOLDER = Path(__file__).parent
FONTS = FOLDER.parent / "static" / "fonts"
FACES = (("atkinson-hyperlegible-latin-400-normal.woff2", 400), ("atkinson-hyperlegible-latin-700-normal.woff2", 700))


class Reason(NamedTuple):
    """Why a group of customers gets what it gets."""

    customers: str
    noun: str
    title: str
    why: str
    source: str


class Carrier(NamedTuple):
    """What one kind of message costs tonight."""

    label: str
    messages: str
    price: str
    cost: str


class Person(NamedTuple):
    """One customer, by number only."""

    number: str
    step: str
    channels: str
    overdue: str
    days: str
    why: str
    cost: str


class Sample(NamedTuple):
    """One text as a customer would read it."""

    title: str
    subject: str
    paragraphs: tuple[tuple[bool, str], ...]  # whether it is a heading, and its words


class BadRow(NamedTuple):
    """One row that could not be used."""

    line: str
    column: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the report says, already in words."""

    file_name: str
    headline: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    chart: str
    chart_says: str
    acting: tuple[Reason, ...]
    waiting: tuple[Reason, ...]
    costs_say: str
    cost_lines: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    messages: str
    cost: str
    people_say: str
    people: tuple[Person, ...]
    samples: tuple[Sample, ...]
    bad_say: str
    bad: tuple[BadRow, ...]
    made: str

    @property
    def style(self) -> str:
        """The style sheet with the letters in it."""
        return _style()


def render(page: Page) -> str:
    """The page as HTML; every word from the file is escaped."""
    engine = Engine(dirs=[str(FOLDER)], autoescape=True)
    return engine.get_template("shadow.html").render(Context({"page": page}))


@cache
def _style() -> str:
    faces = [_face(FONTS / name, weight) for name, weight in FACES if (FONTS / name).exists()]
    return "".join(faces) + (FOLDER / "shadow.css").read_text(encoding="utf-8")


def _face(path: Path, weight: int) -> str:
    letters = base64.b64encode(path.read_bytes()).decode()
    return (
        f'@font-face{{font-family:"Atkinson Hyperlegible";font-weight:{weight};'
        f'src:url(data:font/woff2;base64,{letters}) format("woff2")}}'
    )

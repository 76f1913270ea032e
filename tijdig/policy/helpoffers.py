"""Reads who helps where, which money people may have a right to, and what hard words mean: policy/help/*.toml."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tijdig.policy.tables import Table, read_toml
from tijdig.policy.values import PolicyError

FOLDER: Final = Path(__file__).parent / "help"
GROUPS: Final = ("state", "municipality", "funds")
"""Who pays a right, in the order of the page."""


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """Somebody who helps: what it costs, when somebody answers, and what happens then."""

    key: str
    name: str
    what: str
    happens: str
    pictogram: str
    is_acute: bool
    is_free: bool
    hours: str
    languages: tuple[str, ...]
    phone: str
    website: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with its postcodes (the digits, first and last of each run) and who helps there."""

    key: str
    name: str
    is_example: bool
    postcodes: tuple[tuple[str, str], ...]
    offers: tuple[HelpOffer, ...]


@dataclass(frozen=True, slots=True)
class Right:
    """Money that somebody may have a right to, with the official place to find out."""

    key: str
    name: str
    what: str
    group: str
    pictogram: str
    at: str
    website: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word that we cannot avoid, and what it means."""

    word: str
    means: str


@dataclass(frozen=True, slots=True)
class About:
    """The day of a list, and after how many days an entry wants another look."""

    on: date
    review_days: int


@dataclass(frozen=True, slots=True)
class Directory:
    """All that is known about help."""

    about: About
    national: tuple[HelpOffer, ...]
    municipalities: tuple[Municipality, ...]
    rights: tuple[Right, ...]
    words: dict[str, HardWord]


@lru_cache(maxsize=4)
def directory(folder: Path = FOLDER) -> Directory:
    """The four lists; PolicyError names the entry that misses something."""
    national, municipal, rights = (
        _Lists(folder, file) for file in ("national.toml", "municipalities.toml", "rights.toml")
    )
    return Directory(
        about=national.about,
        national=tuple(_offer(table) for table in national.tables("offer")),
        municipalities=tuple(_municipality(table) for table in municipal.tables("municipality")),
        rights=tuple(_right(table) for table in rights.tables("right")),
        words=_words(folder),
    )


class _Table(Table):
    """A table that also holds days, and yes or no that must be said."""

    def day(self, name: str) -> date:
        found = self._take(name, None)
        if type(found) is not date:
            raise self._fault(name, "write a day: 2026-11-27")
        return found

    def said(self, name: str) -> bool:
        if not self.holds(name):
            raise self._fault(name, "missing; add true or false")
        return self.flag(name)


class _Lists:
    """One file with its own day."""

    def __init__(self, folder: Path, file: str) -> None:
        self.file = file
        self._content = read_toml(folder, file)
        about = _Table(file, "about", self._content.get("about"))
        about.text("why")
        self.about = About(about.day("on"), about.whole("review_days") or 0)
        about.done()

    def tables(self, name: str) -> list[_Table]:
        return _tables(self.file, name, self._content.get(name))


def _tables(file: str, name: str, content: Any) -> list[_Table]:
    if not isinstance(content, dict) or not content:
        raise PolicyError(file, name, f"write tables of their own: [{name}.key]")
    return [_Table(file, f"{name}.{key}", inner) for key, inner in content.items()]


def _offer(table: _Table) -> HelpOffer:
    offer = HelpOffer(
        key=table.key.rpartition(".")[2],
        name=table.text("name"),
        what=table.text("what"),
        happens=table.text("happens"),
        pictogram=table.text("pictogram"),
        is_acute=table.flag("acute"),
        is_free=table.said("free"),
        hours=table.text("hours"),
        languages=table.texts("languages"),
        phone=table.text("phone", ""),
        website=_website(table, ""),
        reviewed_on=table.day("reviewed"),
    )
    table.done()
    if not offer.phone and not offer.website:
        raise PolicyError(table.file, f"{table.key}.phone", "say how to reach them: a phone or a website")
    return offer


def _municipality(table: _Table) -> Municipality:
    runs = [_run(table, row) for row in table.rows("postcodes")]
    name, is_example = table.text("name"), table.said("example")
    offers = _tables(table.file, f"{table.key}.offer", table.tables("offer"))
    table.done()
    return Municipality(
        key=table.key.rpartition(".")[2],
        name=name,
        is_example=is_example,
        postcodes=tuple(runs),
        offers=tuple(_offer(offer) for offer in offers),
    )


def _run(table: _Table, row: Any) -> tuple[str, str]:
    match row:
        case [int(first), int(last)] if 1000 <= first <= last <= 9999:
            return str(first), str(last)
    raise PolicyError(table.file, f"{table.key}.postcodes", "write the first and the last digits: [[1280, 1299]]")


def _right(table: _Table) -> Right:
    right = Right(
        key=table.key.rpartition(".")[2],
        name=table.text("name"),
        what=table.text("what"),
        group=table.one_of("group", GROUPS),
        pictogram=table.text("pictogram"),
        at=table.text("at"),
        website=_website(table),
        reviewed_on=table.day("reviewed"),
    )
    table.done()
    return right


def _words(folder: Path) -> dict[str, HardWord]:
    found = {}
    for table in _tables("words.toml", "word", read_toml(folder, "words.toml").get("word")):
        found[table.key.rpartition(".")[2]] = HardWord(table.text("word"), table.text("means"))
        table.done()
    return found


def _website(table: _Table, default: str | None = None) -> str:
    found = table.text("website", default)
    if found and not found.startswith("https://"):
        raise PolicyError(table.file, f"{table.key}.website", "begin with https://")
    return found

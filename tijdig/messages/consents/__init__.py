"""The words of consents, as data: every version that was ever read to somebody stays, so that we can show what it said.

One file per purpose. A change of words is a new version below the old one; who agreed before, agreed to the old words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from tijdig.messages.languages.speech import DUTCH
from tijdig.policy.tables import Table, read_toml
from tijdig.policy.values import PolicyError
from tijdig.rules.consents import MAY_TELL
from tijdig.rules.formality import spoken_to
from tijdig.words import ConsentPurpose, SharedData

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = (DUTCH, "en")
LONGEST_CODE: Final = 24


@dataclass(frozen=True, slots=True)
class Words:
    """One version in one language: the question, what it means line by line, both answers, and how to say it aloud."""

    title: str
    asks: str
    lines: tuple[str, ...]
    room: str  # the line that is added when also is told what somebody can spare
    yes: str
    no: str
    aloud: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of the words of a purpose, from a day on, with the data that they name."""

    code: str
    purpose: ConsentPurpose
    since: date
    data: tuple[SharedData, ...]  # what they always name
    on_request: tuple[SharedData, ...]  # what they name only where it was asked
    words: Mapping[str, Words]

    def allows(self, data: Iterable[SharedData]) -> bool:
        """Whether these words name all these data."""
        return {*self.data, *self.on_request}.issuperset(data)


@cache
def versions(folder: Path = FOLDER) -> tuple[ConsentText, ...]:
    """Every version of every purpose, per purpose the oldest first; PolicyError names what is wrong, and where."""
    found = tuple(text for purpose in ConsentPurpose for text in _of_purpose(folder, purpose))
    codes = [text.code for text in found]
    for code in codes:
        if codes.count(code) > 1:
            raise PolicyError("consents", code, "give every version a code of its own")
    return found


def current(purpose: ConsentPurpose, day: date, folder: Path = FOLDER) -> ConsentText:
    """The words that are read to somebody on this day; before the first version, the first."""
    texts = [text for text in versions(folder) if text.purpose == purpose]
    return ([text for text in texts if text.since <= day] or texts[:1])[-1]


def by_code(code: str, folder: Path = FOLDER) -> ConsentText | None:
    """The version of that code, however old; nothing when there never was one."""
    return next((text for text in versions(folder) if text.code == code), None)


def language_of(text: ConsentText, language: str) -> str:
    """This language where the words exist in it, else Dutch."""
    return language if language in text.words else DUTCH


def said(
    text: ConsentText, language: str, told: Collection[SharedData] = (), /, *, is_formal: bool, **values: str
) -> Words:
    """The words as this customer reads them: in their language, with u or je, and with the names filled in.

    What somebody can miss is named only where it is among what is `told`. Of one without an end (`until` is empty)
    nothing is said about its end.
    """
    words = text.words[language_of(text, language)]
    left = [line for line in words.lines if values.get("until") or "{until}" not in line]

    def fill(line: str) -> str:
        shown = line if room else line.replace("{room} ", "")
        return spoken_to(shown, is_formal=is_formal).format(room=room, **values)

    room = spoken_to(words.room, is_formal=is_formal).format(**values) if SharedData.ROOM in told else ""
    lines = tuple(line for line in map(fill, left) if line)
    return Words(
        title=fill(words.title), asks=fill(words.asks), lines=lines, room=room, yes=fill(words.yes),
        no=fill(words.no), aloud=fill(words.aloud),
    )  # fmt: skip


def _of_purpose(folder: Path, purpose: ConsentPurpose) -> list[ConsentText]:
    file = f"{purpose.value}.toml"
    rows: list[dict[str, Any]] = read_toml(folder, file).get("version", [])
    found = [_version(file, purpose, row) for row in rows]
    if not found or found != sorted(found, key=lambda text: text.since):
        raise PolicyError(file, "version", "write at least one [[version]], the oldest first")
    return found


def _version(file: str, purpose: ConsentPurpose, row: dict[str, Any]) -> ConsentText:
    code = str(row.get("code", "?"))
    table = Table(file, code, {name: value for name, value in row.items() if name not in (*LANGUAGES, "data", "since")})
    on_request = row.get("on_request", [])
    table.text("code")
    table.rows("on_request")
    table.done()
    data, since = row.get("data"), row.get("since")
    if not isinstance(since, date) or not isinstance(data, list) or not isinstance(on_request, list):
        raise PolicyError(file, code, "write since (a day), data and on_request (lists of SharedData)")
    allowed = {item.value: item for item in MAY_TELL[purpose]}
    for item in (*data, *on_request):
        if item not in allowed:
            raise PolicyError(file, code, f"{item!r} may not be told for this; choose from {sorted(allowed)}")
    if len(code) > LONGEST_CODE:
        raise PolicyError(file, code, f"a code has at most {LONGEST_CODE} characters")
    words = {language: _words(file, code, language, row) for language in LANGUAGES}
    return ConsentText(
        code, purpose, since, tuple(allowed[item] for item in data), tuple(allowed[item] for item in on_request), words
    )


def _words(file: str, code: str, language: str, row: dict[str, Any]) -> Words:
    table = Table(file, f"{code}.{language}", row.get(language, {}))
    words = Words(
        title=table.text("title"), asks=table.text("asks"), lines=table.texts("lines"),
        room=table.text("room") if row.get("on_request") else "", yes=table.text("yes"), no=table.text("no"),
        aloud=table.text("aloud"),
    )  # fmt: skip
    table.done()
    return words

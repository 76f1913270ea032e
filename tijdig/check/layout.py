"""Which line plays which part: subject, letterhead, greeting, heading, list, specification, closing, signature."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple


class Role(StrEnum):
    """The part that a line plays."""

    BLANK = "blank"
    META = "meta"
    HEAD = "head"
    SUBJECT = "subject"
    GREETING = "greeting"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    PROSE = "prose"
    CLOSING = "closing"
    SIGNATURE = "signature"


class Line(NamedTuple):
    """One line, without its end."""

    start: int
    end: int
    role: Role


_MARKS: Final = {  # each with what a text must hold before it is worth looking for
    r"<!--.*?(?:-->|\Z)": ("<!--",),
    r"\*\*": ("**",),
    "__": ("__",),
    r"^[ \t]*#{1,6}(?=\s)": ("#",),
    r"^[ \t]*>": (">",),
    r"!?\[(?=[^\]\n]{0,200}\]\()|\]\([^)\n]{0,500}\)": ("](",),
    "`": ("`",),
    r"(?:https?://|www\.)\S+": ("http", "www."),
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,100}": ("@",),
    r"(?<![\w-])[\w-]{1,63}\.(?:nl|example|com|eu|org)(?:/\S*)?": (".nl", ".example", ".com", ".eu", ".org"),
}
_BULLET: Final = re.compile(r"[ \t]*(?:[-*•·–]|\d{1,2}[.)])[ \t]+")
_META: Final = re.compile(r"(?:kind|soort)\s*:\s*\w+\s*$", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"\s*(?:onderwerp|betreft|subject)\s*:\s*", re.IGNORECASE)
_GREETING: Final = re.compile(
    r"\s*(?:beste|geachte|hoi|hallo|hey|dag|lieve|goedendag|goedemorgen|goedemiddag|goedenavond|welkom|aan de bewoners?"
    r"|l\.?s\.?|zeer geachte)\b",
    re.IGNORECASE,
)
# So begins a greeting, or an address: then the greeting is still to come.
_TITLE: Final = re.compile(r"\s*(?:mevrouw|meneer)\b", re.IGNORECASE)
_CLOSING: Final = re.compile(
    r"\s*(?:met\s+(?:een\s+)?(?:\w+\s+){0,2}groet|(?:\w+e\s+)?groet(?:en|jes)?\b|hoogachtend|tot\s+(?:dan|ziens|gauw|snel|straks"
    r"|morgen|later|\w+dag)\s*[,.!]?\s*$|liefs|alle goeds|mede namens|namens (?:het|de|heel)\b[^.]{0,40}$)",
    re.IGNORECASE,
)
_ROW: Final = re.compile(r"[^.?!:]{1,60}:\s*(?:(?:€|EUR)?\s*[\d.,-]*\s*(?:euro)?)?\s*$")
_TABLE: Final = re.compile(r"\s*\|.*\|\s*$")
_FINISHED: Final = re.compile(r"[.?!:;,…][\"'”’)]*\s*$")
_SAID: Final = re.compile(r"[a-z][.?!]\s*$")
_AFTERWARDS: Final = re.compile(r"\s*(?:p\.?\s?s\.?|let op|belangrijk)\b", re.IGNORECASE)
PAIR: Final = 2
GREETING_WITHIN, SHORT_LINE, HEADING_WORDS, FULL_LINE = 30, 7, 9, 60


def without_marks(raw: str) -> str:
    """Layout, links and addresses made blank; each letter keeps its place."""
    held = tuple(mark for mark, signs in _MARKS.items() if any(sign in raw for sign in signs))
    return _marks(held).sub(_blank, raw) if held else raw


@cache
def _marks(held: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(held), re.DOTALL | re.MULTILINE)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def lines(plain: str, raw: str, kind: str) -> tuple[Line, ...]:
    """Every line with its part."""
    spans = list(_spans(plain))
    roles = [Role.PROSE if plain[start:end].strip() else Role.BLANK for start, end in spans]
    _mark_meta(plain, spans, roles)
    if kind in ("letter", "email"):
        _mark_letter(plain, spans, roles)
    for index, (start, end) in enumerate(spans):
        if roles[index] == Role.PROSE:
            roles[index] = _role(plain[start:end], raw[start:end], is_alone=_is_alone(roles, index), kind=kind)
    return tuple(Line(start, end, role) for (start, end), role in zip(spans, roles, strict=True))


def blocks(plain: str, found: tuple[Line, ...]) -> Iterator[tuple[int, int, Role]]:
    """Pieces to cut into sentences: a paragraph whose lines were broken by width is one piece."""
    held: tuple[int, int, Role] | None = None
    for line in found:
        start = line.start + _skipped(plain, line)
        if held and _goes_on(plain, held, line, start):
            held = (held[0], line.end, held[2])
            continue
        if held:
            yield held
        held = None if line.role in (Role.BLANK, Role.META) else (start, line.end, line.role)
    if held:
        yield held


def _skipped(plain: str, line: Line) -> int:
    """A bullet or the word 'Onderwerp:' is not part of the sentence."""
    pattern = {Role.ITEM: _BULLET, Role.SUBJECT: _SUBJECT}.get(line.role)
    found = pattern.match(plain, line.start, line.end) if pattern else None
    return found.end() - line.start if found else 0


def _goes_on(plain: str, held: tuple[int, int, Role], line: Line, start: int) -> bool:
    if line.role != Role.PROSE or held[2] not in (Role.PROSE, Role.ITEM):
        return False
    if plain[held[1] : line.start].count("\n") > 1:
        return False
    before = plain[held[0] : held[1]].rstrip()
    last = before.rsplit("\n", 1)[-1]
    return plain[start : line.end].lstrip()[:1].islower() or (len(last) >= FULL_LINE and not _FINISHED.search(last))


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in plain.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _mark_meta(plain: str, spans: list[tuple[int, int]], roles: list[Role]) -> None:
    """A first line `kind: sms`, or a block between two lines of three dashes."""
    first = plain[slice(*spans[0])].strip()
    if first == "---":
        close = next((i for i in range(1, min(len(spans), 30)) if plain[slice(*spans[i])].strip() == "---"), 0)
        roles[: close + 1] = [Role.META] * (close + 1)
    elif _META.match(first):
        roles[0] = Role.META


def _mark_letter(plain: str, spans: list[tuple[int, int]], roles: list[Role]) -> None:
    said = [plain[start:end] for start, end in spans]
    for index, line in enumerate(said):
        if roles[index] == Role.PROSE and _SUBJECT.match(line):
            roles[index] = Role.SUBJECT
    full = [index for index, role in enumerate(roles) if role in (Role.PROSE, Role.SUBJECT)]
    greeting = _greeting(said, full[:GREETING_WITHIN])
    head = [i for i in full if greeting is not None and i < greeting] or (
        [] if greeting is not None else _head(said, full)
    )
    for index in head:
        roles[index] = Role.HEAD if roles[index] == Role.PROSE and not _is_said(said[index]) else roles[index]
    if greeting is not None:
        roles[greeting] = Role.GREETING
    _mark_end(said, roles, [i for i in full if roles[i] == Role.PROSE])


def _greeting(said: list[str], full: list[int]) -> int | None:
    """Which line greets; 'Mevrouw S. El Amrani' does when no other line below it does, or when it ends with a comma."""
    greets = [i for i in full if _is_greeting(said[i])]
    titled = [i for i in full if _is_title(said[i])]
    certain = [*greets, *(i for i in titled if said[i].rstrip().endswith(","))]
    return min(certain or titled, default=None)


def _is_greeting(line: str) -> bool:
    return bool(_GREETING.match(line)) and _is_short(line)


def _is_title(line: str) -> bool:
    return bool(_TITLE.match(line)) and _is_short(line)


def _is_short(line: str) -> bool:
    return len(line.split()) <= HEADING_WORDS and not line.rstrip().endswith((".", "?"))


def _is_said(line: str) -> bool:
    """Above the greeting and below the closing stand names; a sentence there is read like any other."""
    return len(line.split()) > PAIR and bool(_SAID.search(line) or _AFTERWARDS.match(line))


def _head(said: list[str], full: list[int]) -> list[int]:
    """Without a greeting: the lines before the first that is a sentence."""
    found = []
    for index in full:
        line = said[index]
        if len(line.split()) > SHORT_LINE or re.search(r"[.?!:]\s*$", line):
            break
        found.append(index)
    return found if len(found) < len(full) else []


def _mark_end(said: list[str], roles: list[Role], full: list[int]) -> None:
    closing = next((i for i in reversed(full) if _CLOSING.match(said[i]) and len(said[i].split()) <= SHORT_LINE), None)
    if closing is None:
        for index in _names_at_end(said, full):
            roles[index] = Role.SIGNATURE
        return
    roles[closing] = Role.CLOSING
    for index in full:
        if index > closing and _is_said(said[index]):
            continue
        if index > closing and len(said[index].split()) <= HEADING_WORDS and not _ROW.match(said[index]):
            roles[index] = Role.SIGNATURE
        elif index > closing and _ROW.match(said[index]):
            roles[index] = Role.ROW


def _names_at_end(said: list[str], full: list[int]) -> list[int]:
    """Without a closing: the last lines of names, below an empty line."""
    found: list[int] = []
    for index in reversed(full):
        line = said[index].strip()
        if len(line.split()) > SHORT_LINE or _FINISHED.search(line) or not line[:1].isupper():
            break
        if found and found[-1] != index + 1:
            break
        found.append(index)
    has_blank = bool(found) and found[-1] > 0 and not said[found[-1] - 1].strip()
    return found if has_blank and len(found) < len(full) else []


def _is_alone(roles: list[Role], index: int) -> bool:
    after = roles[index + 1] if index + 1 < len(roles) else Role.BLANK
    before = roles[index - 1] if index else Role.BLANK
    return before in (Role.BLANK, Role.GREETING) and after == Role.BLANK


def _role(line: str, raw: str, *, is_alone: bool, kind: str) -> Role:
    if _BULLET.match(line):
        return Role.ITEM
    if kind in ("sms", "envelope"):
        return Role.PROSE
    if _TABLE.match(line) or _ROW.match(line):
        return Role.ROW
    bare = raw.strip()
    is_marked = bare.startswith("#") or (bare.startswith(("**", "__")) and bare.endswith(("**", "__")))
    is_short = len(line.split()) <= HEADING_WORDS and not _FINISHED.search(line)
    if (is_short and (is_marked or is_alone)) or (is_marked and len(line.split()) <= HEADING_WORDS):
        return Role.HEADING
    return Role.PROSE

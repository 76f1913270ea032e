"""For people: where it stands, the sentence with the words marked, and what could be there instead."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tijdig.check.findings import ERROR, INFO, Finding
from tijdig.check.text import Text

if TYPE_CHECKING:
    from tijdig.check.command.verb import Looked

WIDTH: Final = 96
_INDENT: Final = "    "
_RED, _YELLOW, _BOLD, _FAINT, _LINE, _OFF = "\033[31m", "\033[33m", "\033[1m", "\033[2m", "\033[4m", "\033[0m"
_NAMES: Final = {"error": "fout", "warning": "advies", "info": "wenk"}


def page(looked: "Sequence[Looked]", *, in_colour: bool) -> str:
    """All findings, and a last line that counts them."""
    lines = [line for each in looked for line in _file(each, in_colour=in_colour)]
    return "\n".join([*lines, _total(looked)]) + "\n" if looked else ""


def _file(looked: "Looked", *, in_colour: bool) -> Iterator[str]:
    text = Text(looked.text, looked.kind)
    for finding in looked.findings:
        colour = _RED if finding.is_error else _YELLOW
        place = f"{looked.shown}:{finding.line}:{finding.column}"
        name = _NAMES[finding.severity]
        yield (
            f"{_BOLD}{place}{_OFF}  {colour}{name}{_OFF}  {finding.code}"
            if in_colour
            else f"{place}  {name}  {finding.code}"
        )
        yield from _quote(text, finding, colour if in_colour else "")
        told = finding.message + (f" → {finding.suggestion}" if finding.suggestion else "")
        yield f"{_INDENT}{told}"
        yield ""


def _quote(text: Text, finding: Finding, colour: str) -> Iterator[str]:
    if finding.end <= finding.start:
        return
    start, end = _around(text, finding)
    before, words, after = (
        _flat(text.raw[a:b]) for a, b in ((start, finding.start), (finding.start, finding.end), (finding.end, end))
    )
    words = words if len(words) <= WIDTH else f"{words[: WIDTH - 1]}…"
    room = max(WIDTH - len(words), 0)
    before = before if len(before) <= room // 2 else f"…{before[len(before) - room // 2 :]}"
    after = after if len(after) <= room - len(before) else f"{after[: max(room - len(before), 0)]}…"
    if colour:
        yield f"{_INDENT}{before}{colour}{_LINE}{words}{_OFF}{after}"
        return
    yield f"{_INDENT}{before}{words}{after}".rstrip()
    yield f"{_INDENT}{' ' * len(before)}{'^' * len(words)}"


def _around(text: Text, finding: Finding) -> tuple[int, int]:
    """The sentence of the words, or their line."""
    sentence = text.sentence_at(finding.start)
    if sentence:
        return min(sentence.start, finding.start), max(sentence.end, finding.end)
    start = text.raw.rfind("\n", 0, finding.start) + 1
    end = text.raw.find("\n", finding.end)
    return start, end if end >= 0 else len(text.raw)


def _flat(said: str) -> str:
    """On one line, each letter in its place."""
    return "".join(" " if letter.isspace() else letter for letter in said if letter.isprintable() or letter.isspace())


def _total(looked: "Sequence[Looked]") -> str:
    found = [finding for each in looked for finding in each.findings]
    errors, hints = (sum(finding.severity == each for finding in found) for each in (ERROR, INFO))
    where = "1 bestand" if len(looked) == 1 else f"{len(looked)} bestanden"
    if not found:
        return f"Niets gevonden in {where}."
    advice = _count(len(found) - errors - hints, "advies", "adviezen")
    if not hints:
        return f"{_count(errors, 'fout', 'fouten')} en {advice} in {where}."
    return f"{_count(errors, 'fout', 'fouten')}, {advice} en {_count(hints, 'wenk', 'wenken')} in {where}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

"""`<!-- tijdig: laat jargon staan, omdat ... -->`: what a colleague leaves as it is, with the reason."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from tijdig.check.findings import Finding

_IGNORE: Final = re.compile(
    r"<!--\s*tijdig:\s*laat\s+(?P<codes>[\w-]+(?:(?:\s*,\s*|\s+en\s+)(?!omdat)[\w-]+)*)\s+staan"
    r"(?:\s+in\s+deze\s+(?P<whole>brief|tekst))?\s*(?:,?\s*omdat\s+(?P<reason>.*?))?\s*-->",
    re.DOTALL | re.IGNORECASE,
)


# What was meant as such a comment: it names us, or says that something may stay.
_MEANT: Final = re.compile(r"<!--\s*tijdig\b.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_MOST_SHOWN: Final = 120


class Ignore(NamedTuple):
    """One comment: which codes, for which lines (the next one, or all), and why."""

    codes: frozenset[str]
    start: int
    end: int
    lines: range | None
    reason: str


def ignores(raw: str) -> tuple[Ignore, ...]:
    """All such comments of a text."""
    return tuple(_ignores(raw)) if "<!--" in raw else ()


def _ignores(raw: str) -> Iterator[Ignore]:
    for found in _IGNORE.finditer(raw):
        line = raw.count("\n", 0, found.end()) + 1
        codes = re.split(r"\s*,\s*|\s+en\s+", found["codes"].lower())
        yield Ignore(
            frozenset(codes),
            found.start(),
            found.end(),
            None if found["whole"] else range(line, line + 2),
            (found["reason"] or "").strip(" .…"),
        )


def not_understood(raw: str) -> Iterator[tuple[int, int]]:
    """Where comments to us stand that are not written as they should be: from where to where."""
    if "<!--" in raw:
        read = [found.span() for found in _IGNORE.finditer(raw)]
        for found in _MEANT.finditer(raw):
            if not any(start <= found.start() < end for start, end in read):
                yield found.start(), min(found.end(), found.start() + _MOST_SHOWN)


def strange(ignore: Ignore, known: Collection[str]) -> tuple[str, ...]:
    """The rules it names that do not exist."""
    return tuple(sorted(ignore.codes - frozenset(known)))


def is_ignored(finding: Finding, left: Sequence[Ignore]) -> bool:
    """Whether a comment with a reason covers it; what is said of the whole letter may be left from any line."""
    return any(
        ignore.reason
        and finding.code in ignore.codes
        and (ignore.lines is None or finding.line in ignore.lines or finding.end == 0)
        for ignore in left
    )


def without_reason(left: Sequence[Ignore]) -> tuple[Ignore, ...]:
    """The comments that do not say why."""
    return tuple(ignore for ignore in left if not ignore.reason)

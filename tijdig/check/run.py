"""All rules over one text: findings in the order of the text, without what a colleague has chosen to leave."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tijdig.check.findings import KINDS, WARNING, Finding, Hit
from tijdig.check.ignores import Ignore, ignores, is_ignored, not_understood, strange, without_reason
from tijdig.check.overlaps import most_telling
from tijdig.check.rules import LOOKS, Rule, rules
from tijdig.check.text import Text

_MOST: Final = 200_000


class _About(NamedTuple):
    """What is said of a comment that does not do what it is for."""

    code: str
    message: str
    suggestion: str
    why: str


_BARE: Final = _About(
    "ignore-without-reason",
    "Hier staat niet waarom dit mag blijven.",
    "schrijf erachter: omdat ...",
    "Wie later leest, moet weten waarom een regel hier niet geldt.",
)
_MISWRITTEN: Final = _About(
    "ignore-not-understood",
    "Deze opmerking begrijpen wij niet; alle regels gelden hier.",
    "schrijf: <!-- tijdig: laat jargon staan, omdat de wet dit woord eist -->",
    "Wie denkt dat hij een regel uitzet, moet weten dat dit niet zo is.",
)
_NAMES: Final = "kies een naam uit `tijdig check --rules`"


def check(
    text: str,
    *,
    kind: str = "letter",
    settings: Mapping[str, Any] | None = None,
    off: Collection[str] = (),
    severities: Mapping[str, str] | None = None,
    allowed: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Everything to say about one text. `settings` is what the creditor keeps to; `allowed` are words that may stay."""
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    looked = Text(text[:_MOST], kind, settings or {})
    if not looked.plain.strip():
        return ()
    starts = [line.start for line in looked.lines]
    fine = {word.lower() for word in allowed}
    left = ignores(looked.raw)
    found = [
        _finding(looked, rule, hit, starts, (severities or {}).get(rule.code) or hit.severity or rule.severity)
        for rule in rules()
        if kind in rule.kinds and rule.code not in off
        for hit in dict.fromkeys(rule.look(looked))
    ]
    kept = [each for each in most_telling(found) if each.words.lower() not in fine and not is_ignored(each, left)]
    return tuple(sorted([*kept, *_comments(looked, left, starts)], key=lambda each: (each.start, each.end, each.code)))


def _finding(text: Text, rule: Rule, hit: Hit, starts: list[int], severity: str) -> Finding:
    line = bisect_right(starts, hit.start)
    return Finding(
        rule.code,
        severity,
        hit.start,
        hit.end,
        line,
        hit.start - starts[line - 1] + 1,
        text.said(hit.start, hit.end),
        hit.message,
        hit.suggestion,
        rule.why,
    )


def _comments(text: Text, left: Sequence[Ignore], starts: list[int]) -> Iterator[Finding]:
    """What is the matter with the comments that say what may stay."""
    for ignore in without_reason(left):
        yield _comment(text, ignore.start, ignore.end, starts, _BARE)
    for start, end in not_understood(text.raw):
        yield _comment(text, start, end, starts, _MISWRITTEN)
    for ignore in left:
        if names := strange(ignore, LOOKS):
            said = f"Een regel '{names[0]}' is er niet."
            yield _comment(
                text, ignore.start, ignore.end, starts, _MISWRITTEN._replace(message=said, suggestion=_NAMES)
            )


def _comment(text: Text, start: int, end: int, starts: list[int], about: _About) -> Finding:
    line = bisect_right(starts, start)
    column, words = start - starts[line - 1] + 1, text.said(start, end)
    return Finding(about.code, WARNING, start, end, line, column, words, about.message, about.suggestion, about.why)

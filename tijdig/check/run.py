"""All rules over one text: findings in the order of the text, without what a colleague has chosen to leave."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from tijdig.check.findings import KINDS, Finding, Hit
from tijdig.check.ignores import ignores, is_ignored, without_reason
from tijdig.check.overlaps import most_telling
from tijdig.check.rules import Rule, rules
from tijdig.check.text import Text

_MOST: Final = 200_000


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
    return tuple(
        sorted([*kept, *_bare_ignores(looked, left, starts)], key=lambda each: (each.start, each.end, each.code))
    )


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


def _bare_ignores(text: Text, left: Any, starts: list[int]) -> Iterator[Finding]:
    for ignore in without_reason(left):
        line = bisect_right(starts, ignore.start)
        yield Finding(
            "ignore-without-reason", "warning", ignore.start, ignore.end, line, ignore.start - starts[line - 1] + 1,
            text.said(ignore.start, ignore.end), "Hier staat niet waarom dit mag blijven.",
            "schrijf erachter: omdat ...", "Wie later leest, moet weten waarom een regel hier niet geldt.",
        )  # fmt: skip

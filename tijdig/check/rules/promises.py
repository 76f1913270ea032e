"""Promises: those that nobody keeps, and those that this creditor's own settings do not keep."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tijdig.check import lists
from tijdig.check.findings import Hit
from tijdig.check.rules.tone import say
from tijdig.check.text import Text

_WEEK_DAYS: Final = 7
_CHANGE: Final = "pas de brief of de instellingen aan"


def unkept(text: Text) -> Iterator[Hit]:
    nobodys = say("unkept_promise", "Deze belofte kan niemand altijd nakomen.", text)
    if not text.settings:
        yield from nobodys
        return
    kept = [found.span() for row in _offered(text, is_kept=True) for found in _found(row, text)]
    yield from (hit for hit in nobodys if not any(hit.start < end and start < hit.end for start, end in kept))
    yield from _offers(text)
    yield from _answers(text)
    yield from _soon(text)
    yield from _hours(text)


def _offered(text: Text, *, is_kept: bool) -> Iterator[Mapping[str, Any]]:
    """What the settings say of: that it is so, or that it is not."""
    for row in lists.data("promises")["offer"]:
        is_broken = row.get("broken", False)
        if text.settings.get(row["setting"]) is (not is_broken if is_kept else is_broken):
            yield row


def _offers(text: Text) -> Iterator[Hit]:
    for row in _offered(text, is_kept=False):
        for found in _found(row, text):
            yield Hit(*found.span(), row["say"], _CHANGE)


def _found(row: Mapping[str, Any], text: Text) -> Iterator[re.Match[str]]:
    """Where this is promised, unless its sentence says something else with it, or is not about this."""
    for found in lists.compiled(row["find"]).finditer(text.reading):
        sentence = _sentence(text, found)
        is_other = "unless" in row and lists.compiled(row["unless"]).search(sentence)
        is_about = "about" not in row or lists.compiled(row["about"]).search(sentence)
        if is_about and not is_other:
            yield found


def _sentence(text: Text, found: re.Match[str]) -> str:
    sentence = text.sentence_at(found.start())
    return text.reading[sentence.start : sentence.end] if sentence else found[0]


def _answers(text: Text) -> Iterator[Hit]:
    most = int(text.settings.get("answer_days") or 0)
    for pattern in lists.data("promises")["answer"]["find"]:
        for found in lists.compiled(pattern).finditer(text.reading):
            if _days(found[1], found[2]) < most:
                yield Hit(*found.span(), f"U antwoordt volgens uw instellingen binnen {most} dagen.", _CHANGE)


def _soon(text: Text) -> Iterator[Hit]:
    """Promised without a number: the same day, or tomorrow."""
    most = int(text.settings.get("answer_days") or 0)
    for row in lists.data("promises")["soon"]:
        if row["days"] < most:
            for found in _found(row, text):
                yield Hit(*found.span(), f"U antwoordt volgens uw instellingen binnen {most} dagen.", _CHANGE)


def _days(number: str, unit: str) -> int:
    known = lists.data("promises")["numbers"].get(number)
    many = int(number) if known is None else int(known)
    return many * (_WEEK_DAYS if unit in ("week", "weken") else 1)


def _hours(text: Text) -> Iterator[Hit]:
    """Hours are written as '8-17'."""
    kept = re.fullmatch(r"\D*(\d{1,2})\D+(\d{1,2})\D*", str(text.settings.get("phone_hours", "")))
    pattern = lists.compiled(lists.data("promises")["hours"]["find"])
    if kept is None:
        return
    opens, closes = int(kept[1]), int(kept[2])
    for found in pattern.finditer(text.reading):
        if int(found[1] or opens) < opens or int(found[2]) > closes:
            said = f"De telefoon is volgens uw instellingen open van {opens} tot {closes} uur."
            yield Hit(*found.span(), said, _CHANGE)

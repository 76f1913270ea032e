"""Promises: those that nobody keeps, and those that this creditor's own settings do not keep."""

import re
from collections.abc import Iterator
from typing import Final

from tijdig.check import lists
from tijdig.check.findings import Hit
from tijdig.check.rules.tone import say
from tijdig.check.text import Text

_WEEK_DAYS: Final = 7
_CHANGE: Final = "pas de brief of de instellingen aan"


def unkept(text: Text) -> Iterator[Hit]:
    yield from say("unkept_promise", "Deze belofte kan niemand altijd nakomen.", text)
    if text.settings:
        yield from _offers(text)
        yield from _answers(text)
        yield from _hours(text)


def _offers(text: Text) -> Iterator[Hit]:
    for row in lists.data("promises")["offer"]:
        if text.settings.get(row["setting"]) is False:
            for found in lists.compiled(row["find"]).finditer(text.reading):
                yield Hit(*found.span(), row["say"], _CHANGE)


def _answers(text: Text) -> Iterator[Hit]:
    most = int(text.settings.get("answer_days") or 0)
    for pattern in lists.data("promises")["answer"]["find"]:
        for found in lists.compiled(pattern).finditer(text.reading):
            if _days(found[1], found[2]) < most:
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

"""Texts are drafts until a panel signed them; who signed what, and when, stands in texts/<code>/signed.toml.

A signature is for one version of a text: whoever changes a word makes it a draft again.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from tijdig.messages import templates
from tijdig.messages.languages.speech import DUTCH, codes

_FILE: Final = "signed.toml"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who found a text right: people who know what it is like, and a reader who grew up with the language."""

    version: str
    panel: str
    reader: str
    on: date


def signature(language: str, occasion: str, kind: str) -> Signature | None:
    """What stands in the file for this text, whatever became of the text since."""
    found = _file(language).get(f"{occasion}.{kind}")
    return Signature(found["version"], found["panel"], found["reader"], found["on"]) if found else None


def is_signed(language: str, occasion: str, kind: str) -> bool:
    """Whether a panel signed the words as they are now."""
    signed = signature(language, occasion, kind)
    if signed is None or not (signed.panel.strip() and signed.reader.strip()):
        return False
    return signed.version == templates.template(language, occasion, kind, "u").version


def may_go(language: str, occasion: str, kind: str, drafts: Collection[str]) -> bool:
    """Whether there is such a text, and it is signed or the creditor sends drafts of this language."""
    if (occasion, kind) not in _occasions(language):
        return False
    return language in drafts or is_signed(language, occasion, kind)


def chosen(wanted: str, occasion: str, kind: str, drafts: Collection[str]) -> str:
    """The language of one message: the customer's own where its text may go out, else Dutch."""
    if wanted == DUTCH:
        return DUTCH
    known = codes()
    own = wanted if wanted in known else wanted.partition("-")[0].lower()
    return own if own != DUTCH and own in known and may_go(own, occasion, kind, drafts) else DUTCH


@cache
def _occasions(language: str) -> frozenset[tuple[str, str]]:
    return frozenset(templates.occasions(language))


@cache
def _file(language: str) -> Mapping[str, Any]:
    path = templates.TEXTS / language / _FILE
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

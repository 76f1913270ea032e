"""One line in another language, in a letter or an e-mail that is Dutch: what this is, and how to be called.

For languages in which there are no texts (yet): `texts/<code>/line.toml`. It says nothing that the outside may not
know, and stands first, so that somebody who cannot read the rest finds it.
"""

import hashlib
import tomllib
from collections.abc import Collection
from functools import cache
from string import Formatter
from typing import Final

from tijdig.messages import templates
from tijdig.messages.content import TONGUE, Block
from tijdig.messages.facts import Facts
from tijdig.messages.languages import signing
from tijdig.messages.languages.speech import speech
from tijdig.messages.values import clean

KINDS: Final = ("letter", "email")
"""Where there is room for it."""

_FILE: Final = "line.toml"
_FIELDS: Final = frozenset(("sender", "phone", "code"))


@cache
def codes() -> tuple[str, ...]:
    """The languages in which there is a line."""
    return tuple(sorted(path.parent.name for path in templates.TEXTS.glob(f"*/{_FILE}")))


def may_go(code: str, drafts: Collection[str]) -> bool:
    """Whether there is a line in this language, and it is signed or the creditor sends drafts of it."""
    return code in codes() and (code in drafts or is_signed(code))


def is_signed(code: str) -> bool:
    """Whether a panel signed the line as it is now."""
    signed = signing.signature(code, "line", "any")
    if signed is None or not (signed.panel.strip() and signed.reader.strip()):
        return False
    return signed.version == version(code)


@cache
def version(code: str) -> str:
    """Changes with every word of the line."""
    return hashlib.sha256((templates.TEXTS / code / _FILE).read_bytes()).hexdigest()[:12]


def line(kind: str, language: str, facts: Facts) -> Block | None:
    """The line for this reader; None where there is no room, no need, or nobody who reads it."""
    own = facts.recipient.language.partition("-")[0].lower()
    is_read = kind in KINDS and own != language and not facts.recipient.via
    if not is_read or not may_go(own, facts.sender.drafts):
        return None
    tongue, sender = speech(own), facts.sender
    values = {
        "sender": tongue.kept(clean(sender.name)),
        "phone": tongue.kept(clean(sender.phone)),
        "code": tongue.kept(clean(facts.code).replace(" ", "\u00a0")),
    }
    words = _words(own)
    is_full = kind == "letter" and (facts.notice is not None or facts.consequence is not None)
    parts = [words["short" if is_full else "what"], *([words["code"]] if facts.code else []), words["page"]]
    text = " ".join([part.format_map(values) for part in parts])
    return Block(TONGUE, text, ((own, tongue.direction, f"{clean(sender.portal_url).rstrip('/')}/taal/{own}"),))


@cache
def _words(code: str) -> dict[str, str]:
    path = templates.TEXTS / code / _FILE
    words: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, text in words.items():
        for _, field, form, conversion in Formatter().parse(text):
            if field is not None and (field not in _FIELDS or form or conversion):
                known = ", ".join(sorted(_FIELDS))
                raise templates.TextError(f"texts/{code}/{_FILE}: {name} has {{{field}}}; known are {known}.")
    return words

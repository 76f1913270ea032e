"""The card that goes into the envelope: four steps on A5, one for all customers; nothing on it is personal."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from tijdig.channels.colors import safe_color
from tijdig.channels.letter import layout, qr
from tijdig.channels.letter.typesetter import typeset
from tijdig.messages.facts import Sender
from tijdig.messages.values import clean

_FILE: Final = Path(__file__).with_name("cards.toml")
_FORMS: Final = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def pdf(sender: Sender, at: datetime, language: str = "nl") -> bytes:
    """The card of one sender; the same bytes for the same moment."""
    told = words(sender, language)
    steps = [[told[f"step_{place}"], told[f"text_{place}"]] for place in range(4)]
    data = {
        **told,
        "phone": clean(sender.phone),
        "hours": clean(sender.hours),
        "steps": steps,
        "language": language,
        "sender": clean(sender.name),
        "author": clean(sender.name),
        "color": safe_color(sender.color_main, layout.GREEN),
        "code": qr.svg(sender.portal_url),
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
    }
    return typeset("card", data, int(at.timestamp()))


def words(sender: Sender, language: str = "nl") -> dict[str, str]:
    """Every text on the card by name, in the form of address of this sender."""
    values = {
        "portal": clean(sender.portal_url),
        "portal_short": re.sub(r"^https?://|/$", "", clean(sender.portal_url)),
    }
    form = r"\1" if sender.formality == "u" else r"\2"
    return {name: _FORMS.sub(form, text).format_map(values) for name, text in _texts(language).items()}


@cache
def _texts(language: str) -> Mapping[str, str]:
    table: dict[str, Any] = tomllib.loads(_FILE.read_text())[language]
    steps = table.pop("steps")
    for place, (step, text) in enumerate(steps):
        table |= {f"step_{place}": step, f"text_{place}": text}
    return table

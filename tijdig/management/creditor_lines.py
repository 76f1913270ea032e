"""What the verb `tijdig creditor` tells a person, in plain Dutch."""

from collections.abc import Iterable, Iterator
from typing import Any

from tijdig.actions.creditors import Outcome
from tijdig.intake.creditors import KEYS, Key
from tijdig.intake.creditors.overrides import told
from tijdig.models import Creditor
from tijdig.rules.creditors import may_send
from tijdig.words import Sector

DRY = "Dit is een proef: er is niets veranderd. Dit zou er gebeuren:"
NOBODY = "Er is nog geen organisatie. Begin met: tijdig creditor --example"


def outcome_lines(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """What became of a card, a line for everything that changed."""
    creditor = outcome.creditor
    who = f"{creditor.name} ({creditor.code})"
    if not outcome.changes:
        yield f"{who} staat er al zo in. Er verandert niets."
        return
    if dry_run:
        yield DRY
    if outcome.is_new:
        yield f"{who} is nieuw."
    else:
        yield f"{who} is gewijzigd." if dry_run else f"{who} is gewijzigd: versie {creditor.version}."
    for key in KEYS:
        if key.column in outcome.changes:
            before, after = outcome.changes[key.column]
            if not outcome.is_new:
                yield f"  {key.path}: {_shown(key, before)} wordt {_shown(key, after)}"
            elif after not in ("", {}):
                yield f"  {key.path}: {_shown(key, after)}"


def _shown(key: Key, value: Any) -> str:
    """A value as it stands in the file, or shorter."""
    if value in ("", [], {}):
        return "niets"
    if key.column == "logo_svg":
        return f"een tekening van {len(value)} tekens"
    if key.kind is dict:
        return ", ".join(f"{name} = {told(item)}" for name, item in sorted(value.items()))
    if key.kind is list:
        return ", ".join(value)
    if key.kind is bool:
        return "ja" if value else "nee"
    words = [word for word, kept in key.words.items() if kept == value]
    return words[0] if words else str(value)


def list_lines(creditors: Iterable[Creditor]) -> Iterator[str]:
    """The creditors that are there, a line each."""
    rows = {creditor: (creditor.code, creditor.name, Sector(creditor.sector).label) for creditor in creditors}
    if not rows:
        yield NOBODY
    widths = [max(map(len, column)) for column in zip(*rows.values(), strict=True)]
    for creditor, words in rows.items():
        columns = "  ".join(word.ljust(width) for word, width in zip(words, widths, strict=True))
        line = f"{columns}  versie {creditor.version}"
        is_muted = not may_send(creditor.sender_type, creditor.wki_registration)
        yield f"{line}, verstuurt niets: geen Wki-registratie" if is_muted else line

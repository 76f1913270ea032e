"""Two rules at one place: the more telling one speaks."""

from collections.abc import Sequence
from typing import Final

from tijdig.check.findings import Finding

# Whoever says 'ondanks herhaald verzoek' should read about the blame, not about the word 'verzoek'.
_SILENT_UNDER: Final = {
    "jargon": {
        "rare-word", "noun-style", "double-negation", "abbreviation", "blame", "threat", "far-consequence", "emotion",
        "false-urgency", "unkept-promise", "shaming-comparison", "gender-guess",
    },
    "noun-style": {"blame", "threat", "far-consequence"},
    "rare-word": {"emotion", "blame", "threat"},
    "passive": {"blame", "threat", "far-consequence", "unkept-promise"},
    "unkept-promise": {"false-urgency"},
    "threat": {"far-consequence"},
}  # fmt: skip


def most_telling(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that another one at the same place says better."""
    louder = {code: [one for one in findings if one.code in others] for code, others in _SILENT_UNDER.items()}
    return [one for one in findings if not any(_overlaps(one, other) for other in louder.get(one.code, ()))]


def _overlaps(one: Finding, other: Finding) -> bool:
    return other.start < one.end and one.start < other.end

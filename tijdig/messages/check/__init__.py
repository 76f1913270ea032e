"""The plain-language checker: what a text of each kind must hold, and what no text may say."""

from tijdig.messages.check.language import unprintable
from tijdig.messages.check.rules import Fault, advice, faults, kind_rules

__all__ = ["Fault", "advice", "faults", "kind_rules", "unprintable"]

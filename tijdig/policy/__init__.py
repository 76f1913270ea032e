"""The policy as data: every number with unit, date, reason in plain Dutch, source and certainty.

`load(on, creditor, sector, overrides)` gives the frozen Policy of one day.
"""

from tijdig.policy.loader import Policy, load
from tijdig.policy.values import PolicyError, Source, Value

__all__ = ["Policy", "PolicyError", "Source", "Value", "load"]

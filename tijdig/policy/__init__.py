"""The policy as data: every number with unit, date, reason in plain Dutch, source and certainty.

`load(on, creditor, sector, overrides)` gives the frozen Policy of one day.
"""

from tijdig.policy.loader import CHARGES_COSTS, Policy, load
from tijdig.policy.values import DataFileError, PolicyError, Source, Value

__all__ = ["CHARGES_COSTS", "DataFileError", "Policy", "PolicyError", "Source", "Value", "load"]

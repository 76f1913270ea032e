"""A creditor's own card: a small TOML file with who sends, how a person is reached, and how it looks; no database.

`read(path, day)` gives the values, or CardError with every fault at once; `faults(values, day)` judges values from
anywhere else by the same rules.
"""

from tijdig.intake.creditors.card import KEYS, Key, complete, faults
from tijdig.intake.creditors.checks import CardError, Fault
from tijdig.intake.creditors.reading import EXAMPLE, read

__all__ = ["EXAMPLE", "KEYS", "CardError", "Fault", "Key", "complete", "faults", "read"]

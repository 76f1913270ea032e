"""The words behind every reason of the planner: what the customer may read, who acts first, and where it comes from.

`reasons()` reads reasons.toml; a fault names the table and what to do. Which rule gives which reason is code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tijdig.policy.tables import read_toml
from tijdig.policy.values import PolicyError

FOLDER = Path(__file__).parent
FILE = "reasons.toml"
OWNERS = ("customer", "team", "handler", "administrator", "municipality", "agency")
PARTS = {"text", "owner", "source"}


@dataclass(frozen=True)
class ReasonText:
    """One reason: one or two sentences of plain Dutch, who has to act first, and keys of its sources."""

    text: str
    owner: str
    source: tuple[str, ...]


def reasons() -> Mapping[str, ReasonText]:
    """Every reason by its code, read once."""
    return reasons_from(FOLDER)


def reason(code: str) -> ReasonText:
    """One reason by its code; PolicyError when reasons.toml has no table for it."""
    if code not in reasons():
        raise PolicyError(FILE, code, "add a table with this name: `text`, `owner` and `source`")
    return reasons()[code]


@lru_cache(maxsize=4)
def reasons_from(folder: Path) -> Mapping[str, ReasonText]:
    """As `reasons`, from other files; PolicyError on the first fault."""
    return MappingProxyType({code: _reason(code, table) for code, table in read_toml(folder, FILE).items()})


def _reason(code: str, table: object) -> ReasonText:
    if not isinstance(table, dict) or set(table) != PARTS:
        raise PolicyError(FILE, code, "give it a `text`, an `owner` and a `source`, and nothing else")
    text, owner, source = table["text"], table["owner"], table["source"]
    if not isinstance(text, str) or not text.strip():
        raise PolicyError(FILE, code, "fill in `text` with a sentence that the customer may read")
    if owner not in OWNERS:
        raise PolicyError(FILE, code, "choose `owner` from " + ", ".join(OWNERS))
    if not isinstance(source, list) or not source or not all(isinstance(key, str) and ":" in key for key in source):
        raise PolicyError(FILE, code, 'write `source` as a list of keys, like ["rule:P05"]')
    return ReasonText(text.strip(), owner, tuple(source))

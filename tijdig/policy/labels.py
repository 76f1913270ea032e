"""What numbers of the policy are called in plain Dutch, for a reader who knows no keys (labels.toml)."""

from functools import lru_cache
from pathlib import Path

from tijdig.policy.tables import read_toml

FILE = "labels.toml"


def name_of(key: str) -> str:
    """The name of a number as it stands in a sentence; its key where it has none."""
    return labels().get(key, key)


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Every name by its key."""
    tables = read_toml(Path(__file__).parent, FILE)
    return {f"{subject}.{name}": text for subject, names in tables.items() for name, text in names.items()}

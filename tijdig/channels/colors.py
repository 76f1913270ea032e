"""A creditor's own colours, and nothing else in the place of a colour."""

import re
from typing import Final

_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


def safe_color(value: str, otherwise: str) -> str:
    """The value when it is `#rrggbb`, else the other."""
    return value if _HEX.fullmatch(value) else otherwise

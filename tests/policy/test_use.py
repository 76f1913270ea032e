"""Every number is read by something."""

import ast
from pathlib import Path

from tijdig.policy.loader import FOLDER
from tijdig.policy.reading import read

ROOT = Path(__file__).resolve().parents[2]
# Values that stand ready for a part of the road that is not laid yet, with the part that will use them.
AWAITED: dict[str, str] = {}


def names_read() -> set[str]:
    """Every attribute and text in the code of the product outside the policy itself; docstrings do not count."""
    found = set()
    for path in (ROOT / "tijdig").rglob("*.py"):
        if not path.is_relative_to(FOLDER):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Attribute(attr=name):
                        found.add(name)
                    case ast.Constant(value=str(text)):
                        found.add(text)
    return found


def test_every_value_is_used_or_awaited() -> None:
    """A number that nothing reads looks like a promise and is none. Kinds of claim are read through Claims.of."""
    names, keys = names_read(), read(FOLDER).values.keys()
    fields = {key: key.partition(".")[2] for key in keys if not key.startswith("claims.")}
    unused = {key for key, field in fields.items() if not {key, field} & names}

    assert unused - AWAITED.keys() == set()


def test_awaited_values_exist_and_are_still_waiting() -> None:
    names = names_read()

    assert AWAITED.keys() - read(FOLDER).values.keys() == set()
    assert {key for key in AWAITED if {key, key.partition(".")[2]} & names} == set(), "used by now: remove it here"

"""GLOSSARY.md knows every table and every closed list, with the Dutch that people read."""

import ast
import re

from django.apps import apps

from tests.repository.places import ROOT, modules, name_of, tree
from tijdig import words

GLOSSARY = (ROOT / "GLOSSARY.md").read_text()
ENUMS = {"StrEnum", "IntEnum", "Enum", "Word", "IntFlag", "Flag"}


def lists() -> dict[str, str]:
    """Every closed list of the code, with the file it is in."""
    return {
        node.name: name_of(path)
        for path in modules()
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and {base.id for base in node.bases if isinstance(base, ast.Name)} & ENUMS
    }


def test_every_table_is_in_the_glossary() -> None:
    nouns = [model.__name__ for label in ("tijdig", "accounts") for model in apps.get_app_config(label).get_models()]

    assert len(nouns) > 10
    assert [noun for noun in nouns if f"| `{noun}` |" not in GLOSSARY] == []


def test_every_closed_list_is_in_the_glossary() -> None:
    missing = {name: where for name, where in lists().items() if name != "Word" and f"| `{name}` |" not in GLOSSARY}

    assert missing == {}


def test_every_word_of_a_list_is_in_the_glossary_with_its_dutch() -> None:
    kinds = [kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, words.Word)]
    expected = [row(kind) for kind in kinds if kind is not words.Word]

    assert len(expected) > 20
    assert [line for line in expected if line not in GLOSSARY] == []


def row(kind: type[words.Word]) -> str:
    """The end of the line that GLOSSARY.md must hold for this list: paste it there when this test fails."""
    return "| " + "; ".join(f"`{word.value}` {word.label}" for word in kind) + " |"


def test_glossary_names_no_list_that_is_gone() -> None:
    named = set(re.findall(r"^\| `([A-Z]\w+)` \|", GLOSSARY.partition("## Closed lists")[2], re.MULTILINE))

    assert named - set(lists()) == set()

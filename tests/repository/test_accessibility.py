"""docs/accessibility.md: every rule of WCAG 2.2 A and AA once, with evidence that is there."""

import ast
import re
from collections import Counter

from tests.repository.places import ROOT, tree

TEXT = (ROOT / "docs" / "accessibility.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if re.match(r"\| \d", line)]

LEVELS = {
    "A": """
        1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3
        2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
    """,
    "AA": """
        1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8
        3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
    """,
}
STATES = {"met", "not met", "does not apply"}


def test_every_criterion_stands_there_once_at_its_level() -> None:
    wanted = [(number, level) for level, numbers in LEVELS.items() for number in numbers.split()]

    told = [(row[0].split()[0], row[1]) for row in ROWS]

    assert len(wanted) == 55
    assert Counter(told) == Counter(wanted)


def test_every_criterion_has_a_verdict_a_how_and_evidence() -> None:
    bare = [row[0] for row in ROWS if len(row) != 6 or row[2] not in STATES or not all(row)]
    loose = [row[0] for row in ROWS if "::test_" not in row[5] and not re.search(r"by hand 20\d\d-\d\d-\d\d: ", row[5])]

    assert (bare, loose) == ([], [])


def test_evidence_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT))

    gone = {(path, name) for path, name in named if not (ROOT / path).is_file() or name not in _tests(path)}
    assert len(named) > 30
    assert gone == set()


def test_every_mistake_in_a_page_can_be_tied_to_its_field() -> None:
    pages = (ROOT / "tijdig" / "templates").rglob("*.html")

    assert [page.name for page in pages if re.search(r'class="field__error"(?! id=)', page.read_text())] == []


def _tests(path: str) -> set[str]:
    return {node.name for node in tree(ROOT / path).body if isinstance(node, ast.FunctionDef)}

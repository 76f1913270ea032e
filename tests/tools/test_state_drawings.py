"""The drawings of states are those of the tables, and every table is drawn."""

from xml.etree import ElementTree as ET

import pytest

from tijdig.rules.lifecycle import TABLES
from tools import state_drawings
from tools.state_drawings import FOLDER, files, words


def test_drawings_are_up_to_date() -> None:
    stale = [name for name, text in files().items() if not _is(name, text)]

    assert stale == [], "run make docs"


def _is(name: str, text: str) -> bool:
    return (FOLDER / name).is_file() and (FOLDER / name).read_text(encoding="utf-8") == text


def test_every_table_is_drawn() -> None:
    assert {id(table) for _, table in state_drawings.TABLES.values()} == {id(table) for table in TABLES}


@pytest.mark.parametrize("name", state_drawings.TABLES)
def test_drawing_shows_every_state_and_says_every_move(name: str) -> None:
    title, table = state_drawings.TABLES[name]

    drawn = ET.fromstring(files()[f"{name}.svg"])

    texts = {"".join(node.itertext()) for node in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {state.value for state in table} | {title} <= texts
    assert drawn.findtext("{http://www.w3.org/2000/svg}desc") == words(table)

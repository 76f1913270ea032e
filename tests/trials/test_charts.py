"""Charts: whole SVG documents that say in words what they show, and never draw outside their paper."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tijdig.trials.charts import LEAF, SKY, Bar, Column, Part, bars, columns, drawing, words

SPACE = "{http://www.w3.org/2000/svg}"
WIDTH = 320

values = st.lists(st.integers(0, 10**7), min_size=0, max_size=6)


def drawn(*panels: object, margin: int = 0) -> ET.Element:
    return ET.fromstring(drawing("Titel", "Uitleg", panels, width=WIDTH, margin=margin))  # type: ignore[arg-type]


def test_drawing_has_a_title_and_a_description_of_its_own() -> None:
    svg = ET.fromstring(drawing("Wie & wat", "3 < 4", [words("Kop", ["Zin."], width=WIDTH)], width=WIDTH, name="night"))

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "night-title night-desc"
    assert [(element.get("id"), element.text) for element in (svg[0], svg[1])] == [
        ("night-title", "Wie & wat"),
        ("night-desc", "3 < 4"),
    ]


def test_drawing_of_nothing_is_still_a_drawing() -> None:
    assert drawn(bars("Niets", [], width=WIDTH)).get("viewBox")
    assert drawn(columns("Niets", [], width=WIDTH, height=50)).get("viewBox")


def test_bars_escape_what_comes_from_elsewhere() -> None:
    svg = drawn(bars("<b>", [Bar('"><script>', (Part(1, LEAF),), "€ 1")], width=WIDTH))

    assert [element.text for element in svg.iter(f"{SPACE}text")] == ["<b>", '"><script>', "€ 1"]
    assert not list(svg.iter(f"{SPACE}script"))


@given(st.lists(values, max_size=5))
def test_bars_stay_on_the_paper(lists: list[list[int]]) -> None:
    items = [Bar("balk", tuple(Part(value, SKY) for value in found), "") for found in lists]
    svg = drawn(bars("Kop", items, width=WIDTH))

    _, _, width, height = map(float, str(svg.get("viewBox")).split())
    for rect in svg.iter(f"{SPACE}rect"):
        x, y, wide, tall = (float(str(rect.get(name))) for name in ("x", "y", "width", "height"))
        assert min(x, y, wide, tall) >= -0.01
        assert x + wide <= width + 0.01
        assert y + tall <= height


@given(st.lists(values, max_size=40))
def test_columns_stay_on_the_paper(lists: list[list[int]]) -> None:
    items = [Column("jan", tuple(Part(value, SKY) for value in found)) for found in lists]
    svg = drawn(columns("Kop", items, width=WIDTH, height=100))

    for rect in svg.iter(f"{SPACE}rect"):
        assert float(str(rect.get("x"))) + float(str(rect.get("width"))) <= WIDTH + 0.02
        assert float(str(rect.get("y"))) >= 0


def test_bars_are_as_long_as_their_values() -> None:
    svg = drawn(bars("", [Bar("a", (Part(50, LEAF), Part(50, SKY)), ""), Bar("b", (Part(25, LEAF),), "")], width=WIDTH))

    lengths = [float(str(rect.get("width"))) for rect in svg.iter(f"{SPACE}rect") if rect.get("fill") in (LEAF, SKY)]
    assert lengths == [WIDTH / 2, WIDTH / 2, WIDTH / 4]


def test_words_are_cut_into_lines_that_fit() -> None:
    svg = drawn(words("Kop", ["woord " * 60], width=WIDTH))

    lines = [element.text or "" for element in svg.iter(f"{SPACE}text")]
    assert len(lines) > 5
    assert max(map(len, lines)) * 13 * 0.56 <= WIDTH + 8


def test_drawing_with_a_margin_lies_on_paper() -> None:
    svg = drawn(words("Kop", ["Zin."], width=WIDTH), margin=20)

    assert re.match(r"-20 -20 360 ", str(svg.get("viewBox")))
    assert next(svg.iter(f"{SPACE}rect")).get("fill") == "#fbfaf7"

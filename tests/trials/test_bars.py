"""Two plans as bars: everything is said in words too, and nothing leaves the paper."""

from xml.etree import ElementTree as ET

import pytest

from tijdig.trials import bars
from tijdig.trials.bars import Group, Pair, Strip
from tijdig.trials.charts import LEAF, STONE, Part

SPACE = "{http://www.w3.org/2000/svg}"
GROUPS = [
    Group("Per soort", (Pair("brief", 1_200, 900), Pair("e-mail", 40, 40), Pair("<sms> & meer", 0, 2))),
    Group("Leeg", (Pair("bezoek", 0, 0),)),
]
STRIP = Strip("Wat klanten merken", (("minder", Part(300, LEAF)), ("hetzelfde", Part(2_700, STONE))))
SVG = ET.fromstring(
    bars.plot("Wat als het anders was?", ["Zo veel scheelt het.", "Die nacht."], ["Let op."], STRIP, GROUPS)
)
TEXTS = ["".join(element.itertext()) for element in SVG.iter(f"{SPACE}text")]


def test_everything_is_said_for_those_who_listen() -> None:
    assert SVG.get("role") == "img"
    assert SVG.get("aria-labelledby") == "what-if-title what-if-desc"
    assert SVG[0].text == "Wat als het anders was?"
    assert SVG[1].text == (
        "Zo veel scheelt het. Die nacht. Wat klanten merken: minder 300, hetzelfde 2.700. "
        "Per soort: brief nu 1.200, dan 900; e-mail nu 40, dan 40; <sms> & meer nu 0, dan 2. Let op."
    )


def test_each_pair_has_two_amounts_and_its_difference() -> None:
    for words in ("1.200", "900", "−300", "gelijk", "+2", "brief", "nu", "dan", "verschil", "minder 300"):
        assert words in TEXTS


def test_a_group_of_nothing_is_left_out() -> None:
    assert "Leeg" not in TEXTS
    assert "bezoek" not in TEXTS


def test_bars_have_the_length_of_their_amounts() -> None:
    widths = sorted(float(str(rect.get("width"))) for rect in SVG.iter(f"{SPACE}rect") if rect.get("height") == "11.00")
    bars_only = [width for width in widths if width != 11]

    longest = bars_only[-1]
    assert bars_only[-2] == pytest.approx(longest * 900 / 1_200, abs=0.01)
    assert bars_only[0] == 1.5  # a sliver stays in sight


def test_everything_stays_on_the_paper() -> None:
    left, top, width, height = map(float, str(SVG.get("viewBox")).split())
    for rect in SVG.iter(f"{SPACE}rect"):
        assert float(str(rect.get("x"))) >= left
        assert float(str(rect.get("x"))) + float(str(rect.get("width"))) <= left + width
    assert top < 0 < height


def test_a_long_question_takes_more_lines() -> None:
    long = "Wat als " + ", en ".join(f"stages.number_{number} was {number} dagen" for number in range(6)) + "?"
    svg = ET.fromstring(bars.plot(long, [], [], STRIP, []))

    titles = ["".join(text.itertext()) for text in svg.iter(f"{SPACE}text") if text.get("font-size") == "20"]
    assert " ".join(titles) == long
    assert max(map(len, titles)) <= bars.TITLE_LETTERS


@pytest.mark.parametrize(("difference", "words"), [(0, "gelijk"), (1_000, "+1.000"), (-7, "−7")])
def test_a_difference_has_a_sign(difference: int, words: str) -> None:
    assert bars.signed(difference) == words

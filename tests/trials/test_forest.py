"""The forest plot: every comparison with its uncertainty, words for who listens, and nothing outside the paper."""

import re
from xml.etree import ElementTree as ET

import pytest

from tijdig.policy import evidence
from tijdig.stats import reanalysis, verdicts
from tijdig.trials import forest

SPACE = "{http://www.w3.org/2000/svg}"
RESULTS = list(reanalysis.results(evidence.load()))
SVG = ET.fromstring(forest.plot(RESULTS))
TEXTS = ["".join(element.itertext()) for element in SVG.iter(f"{SPACE}text")]


def of(key: str) -> reanalysis.Result:
    return next(result for result in RESULTS if result.key == key)


def test_plot_says_in_words_what_it_shows() -> None:
    title, description = SVG[0].text, str(SVG[1].text)

    assert title == "Wat onderzoek zegt over reageren"
    assert description.count(";") == len(RESULTS)
    assert (
        "kaartje met een doel, tegen geen kaartje: 5,3 procentpunt meer, tussen 0,8 en 9,9; meer dan toeval."
        in description
    )


def test_every_study_stands_under_a_sentence_that_says_what_it_means() -> None:
    every = " ".join(TEXTS)

    for study in {result.study.key: result.study for result in RESULTS}.values():
        assert study.title in TEXTS
        assert study.says in every


def test_every_comparison_has_a_point_a_line_and_its_words() -> None:
    assert len(list(SVG.iter(f"{SPACE}circle"))) == len(RESULTS)
    for result in RESULTS:
        assert result.contrast.label in TEXTS
        assert verdicts.words(result) in TEXTS


def test_an_unknown_size_is_an_open_point_on_a_dotted_line() -> None:
    open_points = [circle for circle in SVG.iter(f"{SPACE}circle") if circle.get("fill") == forest.PAPER]
    dotted = [path for path in SVG.iter(f"{SPACE}path") if path.get("stroke-dasharray")]

    assert len(open_points) == sum(result.sizes is None for result in RESULTS)
    assert len(dotted) == len(open_points) + 2 * sum(result.at_most for result in RESULTS)


def test_everything_stays_on_the_paper_and_within_its_column() -> None:
    for circle in SVG.iter(f"{SPACE}circle"):
        assert forest.LEFT <= float(str(circle.get("cx"))) <= forest.RIGHT
    for path in SVG.iter(f"{SPACE}path"):
        ends = [float(found) for found in re.findall(r"[MH]([\d.]+)", str(path.get("d")))]
        assert forest.LEFT <= min(ends) <= max(ends) <= forest.RIGHT


@pytest.mark.parametrize(
    ("key", "meaning", "words"),
    [
        ("K1-ENERGY-CARDS:goal-none", "more", "meer dan toeval"),
        ("K1-ENERGY-CARDS:goal-need", "chance", "kan toeval zijn"),
        ("K2-RENT-3STAGE:first", "unknown", "meer, vanaf 117 per groep"),
        ("BIT18-L1-EARLY:new-old", "unknown", "minder, vanaf 10.699 per groep"),
        ("K4-9815-STAGE:summons-goal-none", "fewer", "minder, vanaf 622 per groep"),
        ("K4-9815-STAGE:first-goal-none", "chance", "kan toeval zijn"),
        ("DUWTJE-2017:adapted-original", "chance", "kan toeval zijn"),
    ],
)
def test_a_verdict_says_no_more_than_the_figures(key: str, meaning: str, words: str) -> None:
    assert (verdicts.meaning(of(key)), verdicts.words(of(key))) == (meaning, words)


def test_a_sentence_tells_when_the_truth_is_wider() -> None:
    assert verdicts.sentence(of("K4-9815-STAGE:summons-goal-none")) == (
        "dagvaarding: een doel, tegen geen kaartje: 4,6 procentpunt minder, tussen -6,6 en -2,6 of wijder;"
        " minder, vanaf 622 per groep."
    )
    assert "hoe zeker, is onbekend" in verdicts.sentence(of("K2-RENT-3STAGE:first"))


def test_a_plot_of_one_study_has_a_scale_of_its_own() -> None:
    alone = [result for result in RESULTS if result.study.key == "DUWTJE-2017"]

    assert list(forest.Scale(alone).steps()) == [-10, 0, 10, 20]
    assert ET.fromstring(forest.plot(alone)).get("role") == "img"

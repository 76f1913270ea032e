"""The evidence computed again reaches the table that was published with the project, cell by cell."""

import re
from pathlib import Path

import pytest

from tests.stats.published import COLUMNS, UNREACHED, rows
from tijdig.policy import evidence
from tijdig.stats import notation
from tijdig.stats.notation import PAPER
from tijdig.stats.reanalysis import Result, result, results

FOUND = {found.key: found for found in results(evidence.load())}
PUBLISHED = rows()


def as_published(found: Result, column: str, like: str) -> str:
    """Our figure, written with as many digits as the published one has."""
    ends = {"rd": found.difference_interval, "rr": found.ratio_interval}
    places = len(like.partition(".")[2])
    match column:
        case "rates":
            return notation.rates(found, PAPER)
        case "n":
            return notation.sizes(found, PAPER)
        case "rd":
            return f"{found.difference * 100:+.1f}"
        case "rr":
            return f"{found.ratio:.2f}"
        case "rd_low" | "rd_high" | "rr_low" | "rr_high":
            interval = ends[column[:2]]
            assert interval is not None
            value = interval.low if column.endswith("low") else interval.high
            return f"{value * 100:.1f}" if column.startswith("rd") else f"{value:.2f}"
        case "n_min" | "n80":
            return "–" if found.faint else f"{found.smallest_size if column == 'n_min' else found.needed_size:,}"
    value = {"p": found.p, "fisher": found.fisher, "power": found.power}[column]
    assert value is not None
    if like == "–":
        return "–" if found.faint else str(value)
    if "e" in like:
        return f"{value:.0e}".replace("e-0", "e-")
    return f"{value:.{places}f}".removeprefix("0")


def test_every_published_comparison_is_computed_in_the_same_order() -> None:
    assert list(FOUND) == list(PUBLISHED)


@pytest.mark.parametrize("key", PUBLISHED)
def test_every_printed_digit_is_reached(key: str) -> None:
    printed = {column: text for column, text in PUBLISHED[key].items() if text}
    expected = {column: UNREACHED.get((key, column), text) for column, text in printed.items()}

    assert {column: as_published(FOUND[key], column, text) for column, text in printed.items()} == expected


def test_cells_that_cannot_be_reached_are_few_and_real() -> None:
    assert len(UNREACHED) == 2
    assert all(PUBLISHED[key][column] != ours for (key, column), ours in UNREACHED.items())
    assert {column for _, column in UNREACHED} <= set(COLUMNS)


def test_without_sizes_nothing_is_said_about_chance() -> None:
    for key, cells in PUBLISHED.items():
        found = FOUND[key]
        known = (found.difference_interval, found.ratio_interval, found.p, found.fisher, found.power)

        assert all(part is None for part in known) == (cells["n"] == "?"), key
        assert all(part is not None for part in known) == (cells["n"] != "?"), key


def test_every_interval_holds_the_people_it_is_made_of() -> None:
    for found in FOUND.values():
        if found.difference_interval and found.ratio_interval:
            assert found.difference_interval.low < found.difference < found.difference_interval.high
            assert found.ratio_interval.low < found.ratio < found.ratio_interval.high


ARMS = [(study.key, arm.key) for study in evidence.load().studies.values() for arm in study.arms]


@pytest.mark.parametrize(("study", "arm"), ARMS)
def test_another_rate_gives_another_outcome(study: str, arm: str, tmp_path: Path) -> None:
    """Change one input, and every comparison with that arm changes; all others stay."""
    text = (evidence.FOLDER / evidence.FILE).read_text(encoding="utf-8")
    start = text.index(f"[study.{study}]\n")
    found = re.compile(rf'(key = "{re.escape(arm)}", .*?rate = )([\d.]+)').search(text, start)
    assert found
    changed = text[: found.start(2)] + f"{float(found[2]) + 1.5:.1f}" + text[found.end(2) :]
    (tmp_path / evidence.FILE).write_text(changed, encoding="utf-8")

    after, before = evidence.load(tmp_path), evidence.load()
    touched = {
        contrast.key
        for contrast in before.study(study).contrasts
        if arm in {each.key for each in (*contrast.arms, *contrast.against)}
    }

    again = {contrast.key: result(after.study(study), contrast) for contrast in after.study(study).contrasts}

    assert touched
    assert {
        key for key, each in again.items() if notation.cells(each) != notation.cells(FOUND[f"{study}:{key}"])
    } == touched
    assert [key for key in after.studies if after.studies[key] != before.studies[key]] == [study]


def test_another_total_changes_only_how_sure_we_are(tmp_path: Path) -> None:
    text = (evidence.FOLDER / evidence.FILE).read_text(encoding="utf-8")
    (tmp_path / evidence.FILE).write_text(text.replace("total = 2626", "total = 5252"), encoding="utf-8")
    study = evidence.load(tmp_path).study("K1-ENERGY-CARDS")

    before, after = FOUND["K1-ENERGY-CARDS:goal-none"], result(study, study.contrasts[0])

    assert (after.difference, after.ratio, after.smallest_size) == (
        before.difference,
        before.ratio,
        before.smallest_size,
    )
    assert after.sizes == (1313, 1313)
    assert after.p is not None
    assert before.p is not None
    assert after.p < before.p


def test_cells_are_written_as_in_papers() -> None:
    assert notation.cells(FOUND["K1-ENERGY-CARDS:goal-none"]) == (
        "26.1/20.8", "656", "+5.3 [0.8, 9.9]", "1.25 [1.03, 1.53]", ".022 (.027)", ".62", "491", "1,002",
    )  # fmt: skip
    assert notation.cells(FOUND["K1-ENERGY-CARDS:goal-need"])[5:] == ("–", "–", "–")
    assert notation.cells(FOUND["K2-RENT-3STAGE:first"]) == (
        "30.4/19.3", "?", "+11.1", "1.58", "vraagt n≥117", "", "117", "237",
    )  # fmt: skip
    assert notation.cells(FOUND["K4-9815-STAGE:first-goal-none"])[4:6] == ("≥.154", "≤.29")
    assert notation.cells(FOUND["DUO-CURACAO:email-plain"])[4] == "5e-24 (1e-24)"


def test_cells_are_written_as_in_dutch_texts() -> None:
    assert notation.cells(FOUND["K1-ENERGY-CARDS:goal-none"], notation.DUTCH) == (
        "26,1/20,8", "656", "+5,3 [0,8; 9,9]", "1,25 [1,03; 1,53]", "0,022 (0,027)", "0,62", "491", "1.002",
    )  # fmt: skip
    assert notation.cells(FOUND["DUO-CURACAO:email-plain"], notation.DUTCH)[4] == "< 0,001 (< 0,001)"
    assert notation.cells(FOUND["DE-KEY:simple-original"], notation.DUTCH)[0] == "~16/~10,9"

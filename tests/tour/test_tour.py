"""docs/tour.md is true: every block in it runs against a fresh database and says what the page shows."""

from pathlib import Path

import pytest

from tests.tour import blocks, screens
from tests.tour.blocks import Block, MismatchError

TOUR = blocks.ROOT / "docs" / "tour.md"


@pytest.mark.slow  # a process per block, as a reader would start them
@pytest.mark.long(2)
@pytest.mark.browser
def test_tour_runs_as_it_is_written(tmp_path: Path) -> None:
    told = list(blocks.read(TOUR.read_text(encoding="utf-8")))

    with screens.opened(tmp_path) as screen:
        for block in told:
            blocks.run(block, tmp_path, screen)

    assert {"console", "python", "csv", "phone", "desk"} <= {block.kind for block in told}


def test_tour_notices_another_outcome(tmp_path: Path) -> None:
    with pytest.raises(MismatchError, match="line 7"):
        blocks.run(Block("console", "", 7, "$ echo een\ntwee\n"), tmp_path)
    with pytest.raises(MismatchError, match="line 8"):
        blocks.run(Block("python", "", 8, ">>> 1 + 1\n3\n"), tmp_path)


def test_tour_notices_a_failing_command(tmp_path: Path) -> None:
    with pytest.raises(MismatchError, match="exit code 3"):
        blocks.run(Block("console", "", 1, "$ sh -c 'exit 3'\n"), tmp_path)


def test_tour_notices_a_block_that_would_not_run(tmp_path: Path) -> None:
    with pytest.raises(MismatchError, match="none"):
        blocks.run(Block("text", "", 1, "nobody runs this"), tmp_path)


def test_shown_output_may_leave_out_a_part() -> None:
    assert blocks.matches("planned: 3, … waiting: 0", "planned: 3, sent: 0, stopped: 0, waiting: 0\n")
    assert not blocks.matches("planned: 3", "planned: 3, sent: 0")
    assert blocks.matches("€ 182,40", "€\u00a0182,40")


def test_a_page_says_words_however_its_lines_break() -> None:
    assert blocks.holds("Nog te betalen\n€\u00a0182,40", "te betalen € 182,40")
    assert blocks.holds("een twee drie", "een … drie")
    assert not blocks.holds("een drie", "een twee")


def test_tour_notices_a_screen_without_a_browser(tmp_path: Path) -> None:
    with pytest.raises(MismatchError, match="needs a browser"):
        blocks.run(Block("phone", "Anna 2026-12-08T07:40", 1, "opens /\n"), tmp_path)

"""Colours that can be read."""

import pytest

from tijdig.rules import colors


@pytest.mark.parametrize(
    ("color", "ratio"), [("#767676", 4.54), ("#777777", 4.48), ("#000000", 21.0), ("#ffffff", 1.0)]
)
def test_contrast_with_white_is_that_of_wcag(color: str, ratio: float) -> None:
    assert round(colors.contrast(color, "#ffffff"), 2) == ratio


@pytest.mark.parametrize("color", ["#777777", "red", "#fff", "#17654b;}", ""])
def test_a_colour_that_cannot_be_read_gives_way(color: str) -> None:
    assert colors.readable(color, "#ffffff", "#17654b") == "#17654b"


def test_contrast_refuses_what_is_no_colour() -> None:
    with pytest.raises(ValueError, match="rrggbb"):
        colors.contrast("red", "#ffffff")

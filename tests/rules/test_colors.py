"""Colours that can be read."""

import pytest

from tijdig.rules import colors


@pytest.mark.parametrize(
    ("color", "ratio"), [("#767676", 4.54), ("#777777", 4.48), ("#0a0a0a", 19.8), ("#000000", 21.0), ("#ffffff", 1.0)]
)
def test_contrast_with_white_is_that_of_wcag(color: str, ratio: float) -> None:
    assert round(colors.contrast(color, "#ffffff"), 2) == ratio


@pytest.mark.parametrize("color", ["#777777", "red", "#fff", "#17654b;}", ""])
def test_a_colour_that_cannot_be_read_gives_way(color: str) -> None:
    assert colors.readable(color, "#ffffff", "#17654b") == "#17654b"


@pytest.mark.parametrize("color", ["#767676", "#17654B"])
def test_a_colour_that_can_be_read_stays(color: str) -> None:
    assert colors.readable(color, "#ffffff", "#000000") == color


def test_mixed_colours_lie_between_the_two_by_their_share() -> None:
    """A quarter of 16, 32 and 48 with three quarters of 255."""
    assert colors.mixed("#102030", "#ffffff", 0.25) == "#c3c7cb"


def test_a_main_colour_has_a_dark_shade_and_a_light_one() -> None:
    """Of 50, 100 and 150: eight tenths of it, and a ninth of it with white."""
    assert (colors.dark("#326496"), colors.tint("#326496")) == ("#285078", "#e8eef3")


def test_pairs_that_cannot_be_read_are_named_with_their_contrast() -> None:
    assert colors.unreadable("#17654b", "#1f5a93") == ()
    assert [(pair.token, pair.place, round(pair.ratio, 2)) for pair in colors.unreadable("#777777", "#1f5a93")] == [
        ("main", "op een knop", 4.48)
    ]


def test_contrast_refuses_what_is_no_colour() -> None:
    with pytest.raises(ValueError, match="rrggbb"):
        colors.contrast("red", "#ffffff")

"""A creditor's own looks: tokens of NL Design System, a logo that is only a picture, colours that people can read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from demo.creditors import CREDITORS
from tests.factories import make_creditor
from tijdig.intake.creditors import EXAMPLE, CardError, complete, faults, read
from tijdig.rules import colors

DAY = date(2026, 11, 24)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32"><rect width="96" height="32" fill="#17654b"/></svg>'


def card(folder: Path, main: str, link: str) -> list[str]:
    path = folder / "card.toml"
    path.write_text(EXAMPLE.replace("#17654b", main).replace("#24577a", link), encoding="utf-8")
    try:
        read(path, DAY)
    except CardError as refused:
        return [str(fault) for fault in refused.faults]
    return []


def test_theme_that_can_be_read_passes(tmp_path: Path) -> None:
    assert card(tmp_path, "#7a4a00", "#24577a") == []


@pytest.mark.parametrize(
    ("main", "link", "said"),
    [
        (
            "#ffcc00", "#24577a",
            "look.color_main: witte letters op #ffcc00 zijn slecht te lezen (contrast 1,5). "
            "Neem donkerder: minstens 4,5.",
        ),
        (
            "#17654b", "#767676",
            "look.color_link: letters in #767676 zijn slecht te lezen op #fbfaf7, op de pagina (contrast 4,3). "
            "Neem donkerder: minstens 4,5.",
        ),
        (
            "#17654b", "#717171",
            "look.color_link: letters in #717171 zijn slecht te lezen op #e5eeeb, op een gekleurd vlak "
            "(contrast 4,1). Neem donkerder: minstens 4,5.",
        ),
    ],
)  # fmt: skip
def test_theme_that_cannot_be_read_is_refused_with_the_pair_and_what_to_do(
    main: str, link: str, said: str, tmp_path: Path
) -> None:
    assert card(tmp_path, main, link) == [said]


def test_every_creditor_of_the_demo_can_be_read() -> None:
    wrong = {one.code: colors.unreadable(one.color_main, one.color_link) for one in CREDITORS}

    assert {code: pairs for code, pairs in wrong.items() if pairs} == {}


def test_mixed_colours_are_those_of_a_browser() -> None:
    assert colors.dark("#17654b") == "#12513c"
    assert colors.tint("#17654b") == "#e5eeeb"
    assert colors.mixed("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("main", ["#17654b", "#7a4a00", "#2d4a9a", "#767676", "#000000"])
def test_words_on_a_coloured_surface_can_be_read_when_white_on_the_colour_can(main: str) -> None:
    assert colors.unreadable(main, "#000000") == ()


@pytest.mark.django_db
def test_sheet_gives_tokens_and_mixes_nothing_in_the_browser() -> None:
    make_creditor(code="licht", color_main="#7a4a00", color_link="#1d5c86")

    sheet = Client().get("/stijl/licht.css").content.decode()

    assert "--utrecht-link-color: #1d5c86;" in sheet
    assert "--utrecht-button-primary-action-background-color: #7a4a00;" in sheet
    assert "--utrecht-button-primary-action-hover-background-color: #623b00;" in sheet
    assert "color-mix" not in sheet
    assert ".head__name" not in sheet


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("drawing", "wide"),
    [
        (SVG, "6.00"),
        (SVG.replace("0 0 96 32", "0 0 48 48"), "2.00"),
        (SVG.replace("0 0 96 32", "0 0 900 10"), "8.00"),
        (SVG.replace("0 0 96 32", "0 0 9 0"), "2.00"),
        (SVG.replace(' viewBox="0 0 96 32"', ""), "2.00"),
    ],
)
def test_logo_stands_in_the_head_in_its_own_shape(drawing: str, wide: str) -> None:
    make_creditor(code="licht", logo_svg=drawing)

    sheet = Client().get("/stijl/licht.css").content.decode()

    assert f"inline-size: {wide}rem" in sheet
    assert 'url("licht.svg")' in sheet


@pytest.mark.django_db
def test_logo_is_a_picture_that_runs_nothing() -> None:
    make_creditor(code="licht", logo_svg=SVG)

    response = Client().get("/stijl/licht.svg")

    assert response.content.decode() == SVG
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_organisation_without_a_logo_has_none() -> None:
    make_creditor(code="licht")

    assert Client().get("/stijl/licht.svg").status_code == 404
    assert Client().get("/stijl/niemand.svg").status_code == 404


@pytest.mark.parametrize(("line", "kept"), [("# pictograms = true", False), ("pictograms = true", True)])
def test_card_says_whether_pictures_come_along(line: str, kept: Any, tmp_path: Path) -> None:
    path = tmp_path / "card.toml"
    path.write_text(EXAMPLE.replace("# pictograms = true", line), encoding="utf-8")

    assert read(path, DAY)["shows_pictograms"] is kept


def test_card_with_no_colour_at_all_is_told_once() -> None:
    found = faults(complete({"color_main": "groen"}), DAY)

    assert len([fault for fault in found if fault.key.startswith("look.color")]) == 1

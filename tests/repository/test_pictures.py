"""docs/img/README.md: twelve pictures to begin with, the table of all, and what is kept when only some are taken."""

import re
from pathlib import Path

from PIL import Image

from tests.repository.places import ROOT
from tools.page_pictures import WIDTHS, finish, pictured
from tools.page_steps import Shot

FOLDER = ROOT / "docs" / "img"
PHONE = 360


def test_twelve_pictures_to_begin_with_are_of_a_phone_and_say_what_they_show() -> None:
    part = (FOLDER / "README.md").read_text().partition("## Twelve to begin with")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \[`[a-z-]+`\]\((pages/[a-z0-9-]+\.png)\) \| (.+) \|$", part, re.MULTILINE)

    assert len({path for path, _ in rows}) == len(rows) == 12
    assert [words for _, words in rows if len(words.split()) < 6] == []
    assert [path for path, _ in rows if width(path) % PHONE] == []


def test_table_names_every_picture_of_a_page_and_no_other() -> None:
    named = re.findall(r"\]\((pages/[a-z0-9-]+\.png)\)", (FOLDER / "README.md").read_text())

    assert set(named) == {f"pages/{path.name}" for path in (FOLDER / "pages").glob("*.png")}


def test_only_some_pictures_taken_anew_leaves_the_others_and_takes_away_what_is_no_page(tmp_path: Path) -> None:
    shots = [Shot("Samen", name, "Een plan", "/") for name in ("een", "twee", "half")]
    kept = {f"{name}-{wide}.png" for name in ("een", "twee") for wide in WIDTHS} | {"half-360.png"}
    for name in (*kept, "weg-360.png"):
        (tmp_path / name).touch()

    finish(tmp_path, shots)

    assert {path.name for path in tmp_path.iterdir()} == kept
    assert [shot.name for shot in pictured(shots, kept)] == ["een", "twee"]


def width(path: str) -> int:
    with Image.open(FOLDER / path) as picture:
        return picture.width

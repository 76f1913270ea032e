"""docs/img/README.md: the twelve pictures to begin with are there, on a phone, each with what it shows."""

import re

from PIL import Image

from tests.repository.places import ROOT

FOLDER = ROOT / "docs" / "img"
PHONE = 360


def test_twelve_pictures_to_begin_with_are_of_a_phone_and_say_what_they_show() -> None:
    part = (FOLDER / "README.md").read_text().partition("## Twelve to begin with")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \[`[a-z-]+`\]\((pages/[a-z0-9-]+\.png)\) \| (.+) \|$", part, re.MULTILINE)

    assert len({path for path, _ in rows}) == len(rows) == 12
    assert [words for _, words in rows if len(words.split()) < 6] == []
    assert [path for path, _ in rows if width(path) % PHONE] == []


def width(path: str) -> int:
    with Image.open(FOLDER / path) as picture:
        return picture.width

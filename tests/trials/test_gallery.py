"""The gallery: everything a customer can read from us, in one folder."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from tijdig.messages import samples
from tijdig.messages.occasions import table
from tijdig.policy import load
from tijdig.trials import gallery

SOME = ("S1", "S5", "not_reached")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gallery of some occasions, each in one way: all of them takes half a minute."""
    some = {name: row for name, row in table().items() if name in SOME}
    monkeypatch.setattr(gallery, "table", lambda: some)
    monkeypatch.setattr(samples, "looks", lambda row: list(_LOOKS(row))[:1])
    call_command("gallery", str(tmp_path / "g"), verbosity=0)
    return tmp_path / "g"


_LOOKS = samples.looks


def test_gallery_writes_a_picture_of_each_letter_and_each_mail_twice(folder: Path) -> None:
    pictures = list((folder / "brief").glob("*.png"))

    assert [path.read_bytes()[:8] for path in pictures] == [b"\x89PNG\r\n\x1a\n"] * len(pictures)
    assert {path.name.split("-")[0] for path in pictures} == set(SOME)
    assert Counter(path.suffix for path in (folder / "e-mail").iterdir()) == {
        ".html": len(pictures),
        ".txt": len(pictures),
    }


def test_gallery_page_leads_to_every_file_and_shows_what_is_short(folder: Path) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:src|href)="((?:brief|e-mail)/[^"]+)"', page))

    assert named == {str(path.relative_to(folder)) for path in folder.glob("*/*")}
    assert all(f'<section id="{name}">' in page for name in SOME)
    assert page.count('class="phone"') >= len(SOME)
    assert "kaartje bij huisbezoek" in page
    assert "http" not in re.sub(r"https://mijn\.[a-z]+\.example", "", page)


def test_gallery_shows_every_occasion_kind_and_level() -> None:
    shown = {(one.look.occasion.name, one.kind) for one in gallery.messages(load(samples.DAY))}
    levels = {one.look.level for one in gallery.messages(load(samples.DAY))}

    assert shown == {(row.name, kind) for row in table().values() for kind in row.kinds}
    assert levels == set(samples.LEVELS)


def test_no_two_messages_take_the_same_file() -> None:
    names = [one.name for one in gallery.messages(load(samples.DAY))]

    assert len(names) == len(set(names))

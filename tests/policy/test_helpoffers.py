"""The directory of help as data: complete, fresh on its own day, and refused when something is missing."""

import itertools
import re
import shutil
from pathlib import Path

import pytest

from tijdig.check import ERROR, check
from tijdig.policy.helpoffers import FOLDER, directory
from tijdig.policy.values import PolicyError
from tijdig.rules import phones
from tijdig.rules.helpoffers import wants_review

KNOWN = directory()
OFFERS = [*KNOWN.national, *(offer for place in KNOWN.municipalities for offer in place.offers)]
PICTOGRAMS = {path.stem for path in (Path(__file__).parents[2] / "tijdig/static/pictograms").glob("*.svg")}


def test_directory_holds_what_people_look_for() -> None:
    assert len(KNOWN.national) >= 12
    assert {"113", "geldfit", "juridisch-loket", "schuldhulpmaatje", "nibud", "rechtwijzer"} <= {
        offer.key for offer in KNOWN.national
    }
    assert {"zorgtoeslag", "huurtoeslag", "kindgebonden-budget", "bijzondere-bijstand", "kwijtschelding"} <= {
        right.key for right in KNOWN.rights
    }
    assert len(KNOWN.municipalities) >= 5


def test_nothing_is_older_than_its_time_on_the_day_of_the_list() -> None:
    days = [one.reviewed_on for one in (*OFFERS, *KNOWN.rights)]

    assert [day for day in days if wants_review(day, KNOWN.about.on, KNOWN.about.review_days)] == []
    assert [day for day in days if day > KNOWN.about.on] == []


def test_numbers_can_be_dialled_and_drawings_are_there() -> None:
    numbers = [offer.phone for offer in OFFERS if offer.phone]

    assert [number for number in numbers if not 8 <= len(phones.dialled(number)) <= 11] == []
    assert {one.pictogram for one in (*OFFERS, *KNOWN.rights)} - PICTOGRAMS == set()


def test_every_invented_municipality_says_that_it_is_an_example() -> None:
    invented = [place for place in KNOWN.municipalities if any(".example" in one.website for one in place.offers)]

    assert len(invented) == len(KNOWN.municipalities)
    assert all(place.is_example for place in invented)


def test_postcodes_belong_to_one_municipality() -> None:
    runs = sorted(run for place in KNOWN.municipalities for run in place.postcodes)

    assert all(before[1] < after[0] for before, after in itertools.pairwise(runs))


@pytest.mark.parametrize("which", [0, 1])
def test_words_of_the_directory_are_plain(which: int) -> None:
    words = [text for one in OFFERS for text in (one.what, one.happens)]
    words += [right.what for right in KNOWN.rights] + [word.means for word in KNOWN.words.values()]
    said = "\n".join(_spoken(text, which) for text in words)

    assert [each for each in check(said, kind="email") if each.severity == ERROR and each.code not in NOT_OURS] == []


NOT_OURS = {"no-phone", "no-sender", "no-solution", "only-digital"}
"""What a message must hold besides; a list of others holds none of it."""


def _spoken(text: str, which: int) -> str:
    return re.sub(r"\[\[([^|\]]*)\|([^|\]]*)\]\]", lambda found: found[which + 1], text)


def spoilt(tmp_path: Path, file: str, before: str, after: str) -> Path:
    folder = tmp_path / "help"
    shutil.copytree(FOLDER, folder)
    words = (folder / file).read_text(encoding="utf-8")
    assert before in words
    (folder / file).write_text(words.replace(before, after, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("national.toml", 'name = "Geldfit"\n', "", "offer.geldfit.name: missing"),
        ("national.toml", "free = true\n", "", "offer.113.free: missing"),
        ("national.toml", "reviewed = 2026-11-27\n", "", "offer.113.reviewed: missing"),
        ("national.toml", "reviewed = 2026-11-27\n", 'reviewed = "gisteren"\n', "offer.113.reviewed: write a day"),
        ("national.toml", 'hours = "dag en nacht"\n', "", "offer.113.hours: missing"),
        ("national.toml", 'languages = ["Nederlands"]\n', "languages = []\n", "offer.113.languages: write a list"),
        ("national.toml", "https://www.113.nl", "http://www.113.nl", "begin with https://"),
        ("national.toml", 'website = "https://www.nibud.nl"\n', "", "say how to reach them"),
        ("national.toml", "review_days = 365\n", "review_days = 0\n", "about.review_days"),
        ("national.toml", 'why = "', 'what = "', "about.why: missing"),
        ("municipalities.toml", "[[1280, 1299]]", "[[1299, 1280]]", "municipality.watermeer.postcodes"),
        ("municipalities.toml", "example = true\n", "", "municipality.watermeer.example: missing"),
        ("rights.toml", 'group = "state"', 'group = "elders"', "right.zorgtoeslag.group"),
        ("rights.toml", 'website = "https://www.berekenuwrecht.nl"\n', "", "right.bijstand.website: missing"),
        ("words.toml", "means = ", "meaning = ", "word.achterstand.means: missing"),
    ],
)
def test_entry_that_misses_something_is_refused_by_name(
    file: str, before: str, after: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(PolicyError) as refused:
        directory(spoilt(tmp_path, file, before, after))

    assert told in str(refused.value)


def test_list_without_entries_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "help"
    shutil.copytree(FOLDER, folder)
    (folder / "words.toml").write_text("", encoding="utf-8")

    with pytest.raises(PolicyError, match=r"words\.toml: word"):
        directory(folder)

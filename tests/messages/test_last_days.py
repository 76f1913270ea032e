"""A last day is said in one way in all that is written about arranging together: "tot en met", or "uiterlijk"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import tijdig
from tijdig.messages import between
from tijdig.messages.content import Content
from tijdig.messages.facts import Formality
from tijdig.messages.occasions import Occasion, table
from tijdig.messages.render import compose
from tijdig.messages.samples import DAY, facts, looks
from tijdig.policy import load
from tijdig.rules import dutch

ROOT = Path(tijdig.__file__).parent
POLICY = load(DAY)
OCCASIONS = [row for row in table().values() if row.name.startswith("joint")]
DAYS = "|".join((*dutch.WEEKDAYS, rf"\d{{1,2}} (?:{'|'.join(dutch.MONTHS)})"))
# Not until, before, for or after a day: whether that day still counts is for the reader to guess.
VAGUE = re.compile(rf"\b(?:tot|vóór|voor|na) (?:{DAYS})\b", re.IGNORECASE)
CLEAR = re.compile(rf"\b(?:tot en met|uiterlijk) (?:{DAYS})\b", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:tot|vóór|na) \{+ ?(?:day|until|last|quiet|lasts|respond_by|answer_on|part_on"
    r"|(?:page|answer)\.(?:\w+\.)?(?:ends\.1|quiet\.1|asked_quiet\.1|last|until|quiet_until|next_day|ends)) ?\}"
)
"""The same in a page, where the day is filled in later."""


FORMS: tuple[Formality, ...] = ("u", "je")


def _contents(occasion: Occasion) -> Iterator[Content]:
    for look, kind, formality in product(looks(occasion), occasion.kinds, FORMS):
        known = facts(look)
        known = replace(known, ahead=2, sender=replace(known.sender, formality=formality))
        yield compose(known.stage, kind, known, POLICY)


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda row: row.name)
def test_message_on_arranging_together_says_which_day_is_the_last(occasion: Occasion) -> None:
    found = {
        hit[0] for content in _contents(occasion) for hit in [VAGUE.search(f"{content.subject}\n{content.text}")] if hit
    }

    assert found == set()


@pytest.mark.parametrize(
    "name",
    ["joint_proposed", "joint_halfway", "joint_paused", "joint_thanked", "joint_renew", "joint_ended", "joint_weighed"],
)
def test_message_that_lasts_until_a_day_names_it(name: str) -> None:
    texts = [content.text for content in _contents(table()[name]) if content.kind != "sms"]

    assert any(CLEAR.search(text) for text in texts)


@pytest.mark.parametrize("letter", list(between.Letter))
def test_mail_to_an_organisation_says_which_day_is_the_last(letter: between.Letter) -> None:
    content = between.content(
        letter, signer="Team", house="Woonstede", link="https://x.example", until="dinsdag 2 december",
        quiet="maandag 4 januari", lasts="24 november 2028", code="123456", minutes="15",
    )  # fmt: skip

    assert VAGUE.search(content.text) is None


def test_every_page_on_arranging_together_says_which_day_is_the_last() -> None:
    folders = ("templates/portal/joint", "templates/portal/answer")
    pages = [path for folder in folders for path in (ROOT / folder).glob("*.html")]
    words = [*pages, *(ROOT / "queries").glob("joint*.py")]

    found = [(path.name, hit[0]) for path in words for hit in OPEN.finditer(path.read_text(encoding="utf-8"))]

    assert len(pages) > 25
    assert found == []


@pytest.mark.parametrize(
    "words", ["pauze tot dinsdag 29 december", "Dat stopt na 13 december 2026", "voor 22 december", "vóór maandag"]
)
def test_vague_last_day_is_seen(words: str) -> None:
    assert VAGUE.search(words)
    assert VAGUE.search(re.sub(r"tot|na|v[óo][óo]r", "tot en met", words)) is None


@pytest.mark.parametrize("words", ["tot {{ page.next_day }}", "na {{ page.ends.1 }}", "tot {{ page.long.until }}"])
def test_vague_last_day_of_a_page_is_seen(words: str) -> None:
    assert OPEN.search(words)
    assert OPEN.search(re.sub(r"^(tot|na)", "tot en met", words)) is None

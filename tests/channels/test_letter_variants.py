"""Large print, a line for a pen, a card, a print run, and the letter that is too long."""

import hashlib
import io
import json
import statistics
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pdfplumber
import pytest

from tests.channels.messages import AT, message
from tests.channels.test_letter_access import asking
from tests.messages import cases
from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.letter import card, envelopes, pdf, runs
from tijdig.channels.letter.styles import FREE_LINE, LetterStyle
from tijdig.channels.outbox import MANIFEST, Outbox
from tijdig.messages import samples
from tijdig.messages.check.language import count_words, split
from tijdig.messages.content import TEXT, Block
from tijdig.messages.facts import Facts
from tijdig.messages.occasions import table
from tijdig.messages.render import compose
from tijdig.policy import load

MM = 72 / 25.4
LETTERS = {
    str(look): facts
    for look in chain.from_iterable(map(samples.looks, table().values()))
    if "letter" in look.occasion.kinds
    for facts in [samples.facts(look)]
}


def too_long() -> Message:
    made = message(cases.anna(), "letter")
    more = tuple(Block(TEXT, "Dit is een zin die nergens voor nodig is. " * 6) for _ in range(12))
    return replace(made, key="long", content=replace(made.content, blocks=more + made.content.blocks))


def test_a_letter_of_more_than_a_page_is_refused() -> None:
    with pytest.raises(Undeliverable, match="letter_too_long") as refusal:
        pdf.pdf(too_long())

    assert refusal.value.permanent
    assert not refusal.value.about_address


def test_large_print_is_large_everywhere_but_in_the_window() -> None:
    made = pdf.fitted(asking(message(cases.anna(), "letter"), "large_print"))
    with pdfplumber.open(io.BytesIO(made.pdf)) as document:
        sizes = [
            char["size"]
            for page in document.pages
            for char in page.chars
            if page.page_number > 1 or char["top"] > 85 * MM
        ]

    assert made.pages == 2
    assert statistics.median(sizes) >= 16
    assert min(sizes) >= 15


@pytest.mark.parametrize("facts", [cases.chantal(), cases.emre(), cases.with_claims(cases.anna(), 8)])
def test_every_letter_can_be_had_in_large_print(facts: Facts) -> None:
    assert pdf.fitted(asking(message(facts, "letter"), "large_print")).pages <= 3


def test_where_somebody_writes_by_hand_nothing_is_printed() -> None:
    with pdfplumber.open(io.BytesIO(pdf.pdf(asking(message(cases.anna(), "letter"), "by_hand")))) as document:
        page = document.pages[0]
        left, top = FREE_LINE["x"] * MM, FREE_LINE["y"] * MM
        right, bottom = left + FREE_LINE["width"] * MM, top + FREE_LINE["height"] * MM
        inside = [
            char
            for char in page.chars
            if left < char["x1"] and char["x0"] < right and top < char["bottom"] and char["top"] < bottom
        ]
        drawn = page.lines + page.rects + page.curves
        lines = [line for line in drawn if abs(line["bottom"] - bottom) < 2 and abs(line["x0"] - left) < 2]

    assert inside == []
    assert len(lines) == 1


def test_card_is_a5_and_nothing_on_it_is_personal() -> None:
    with pdfplumber.open(io.BytesIO(card.pdf(cases.LICHTBRON, AT))) as document:
        (page,) = document.pages
        shown = page.extract_text()

    assert (round(page.width / MM), round(page.height / MM)) == (148, 210)
    assert "088 555 02 34" in shown
    assert "Je begint hier" in shown
    assert "€" not in shown


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sender", [cases.WOONSTEDE, cases.LICHTBRON])
def test_card_is_short_and_says_nothing_of_arrears(sender: object, language: str) -> None:
    told = card.words(sender, language)  # type: ignore[arg-type]
    sentences = [sentence for text in told.values() for sentence in split(text)]

    assert max(map(count_words, sentences)) <= load(cases.DAY).messages.sentence_max_words
    assert [
        text for text in told.values() if any(word in text.lower() for word in ("schuld", "achterstand", "debt"))
    ] == []
    assert [text for text in told.values() if "[" in text or "{" in text] == []


def test_envelope_options_become_tasks_for_the_print_house(tmp_path: Path) -> None:
    plain = message(cases.anna(), "letter")
    full = replace(asking(plain, "card", "outside_words", "by_hand", "registered"), key="full")
    private = replace(asking(plain, "plain_envelope", "outside_words"), key="private")

    list(Outbox(tmp_path).send_many([plain, full, private]))

    first, second, third = map(json.loads, (tmp_path / MANIFEST).read_text().splitlines())
    assert {name: first.get(name) for name in ("envelope", "registered", "by_hand")} == {
        "envelope": "regular", "registered": None, "by_hand": None,
    }  # fmt: skip
    assert (second["registered"], second["enclosures"], second["outside"]) == (
        True,
        ["card-nl"],
        "Graag vandaag openen",
    )
    assert second["by_hand"]["place_mm"] == FREE_LINE
    assert third["envelope"] == "private"
    assert "outside" not in third


def test_a_private_envelope_shows_nobody_and_has_the_same_window() -> None:
    regular, private = envelopes.profile("regular"), envelopes.profile("private")

    assert (regular.shows_sender, private.shows_sender) == (True, False)
    assert regular.room == private.room


def test_options_of_other_carriers_are_left_alone() -> None:
    assert LetterStyle.of(["pay_link", "spoken"]) == LetterStyle()


def test_a_run_holds_every_letter_and_says_where_it_is() -> None:
    facts = [cases.anna(), cases.chantal(), cases.with_claims(cases.emre(), 12), cases.emre()]
    messages = [message(one, "letter", case_id=place) for place, one in enumerate(facts)]
    messages[1] = asking(messages[1], "large_print")

    run = runs.print_run(messages)

    assert [line.key for line in run.lines] == [made.key for made in messages]
    assert [(line.first_page, line.pages) for line in run.lines] == [(1, 1), (2, 2), (4, 2), (6, 1)]
    with pdfplumber.open(io.BytesIO(run.pdf)) as document:
        assert len(document.pages) == 6
        for line, made in zip(run.lines, messages, strict=True):
            assert made.recipient.name in document.pages[line.first_page - 1].extract_text()
    assert {line["sha256"] for line in run.manifest()} == {hashlib.sha256(run.pdf).hexdigest()}


def test_a_run_goes_on_without_who_cannot_be_printed() -> None:
    good = [message(cases.anna(), "letter", case_id=place) for place in range(3)]
    lost = replace(good[1], key="lost", recipient=replace(cases.ANNA, address_lines=()))

    run = runs.print_run([good[0], lost, too_long(), good[2]])

    assert [line.key for line in run.lines] == [good[0].key, good[2].key]
    assert {key: refusal.code for key, refusal in run.refused.items()} == {
        "lost": "address_incomplete", "long": "letter_too_long",
    }  # fmt: skip
    assert run.pdf == runs.print_run([good[0], good[2]]).pdf


def test_an_empty_run_is_empty() -> None:
    run = runs.print_run([])

    assert (run.pdf, run.lines, run.manifest()) == (b"", (), [])


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_there_is_fits_on_its_page(name: str) -> None:
    facts = LETTERS[name]
    content = compose(facts.stage, "letter", facts, load(samples.DAY))
    made = Message("fits", 1, 1, "letter", AT, facts.sender, facts.recipient, content)

    assert pdf.fitted(made).pages == 1

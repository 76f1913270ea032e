"""The line in another language in a Dutch letter and e-mail: its own letters, its own direction, and it fits."""

import io
import re
from dataclasses import replace

import pdfplumber
import pytest

from tests.channels.messages import message
from tests.channels.test_letter import _letters
from tests.messages import cases
from tijdig.channels.email import html, mime
from tijdig.channels.letter import pdf
from tijdig.messages import lines
from tijdig.messages.content import TONGUE, Block, Content
from tijdig.messages.facts import Facts

CODES = ("ar", "pl", "tr", "uk")
FONTS = {
    "ar": {"NotoSansArabic-Regular", "AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"},
    "uk": {"NotoSans-Regular", "AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"},
}
LATIN = {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"}


def reader(facts: Facts, code: str, *, drafts: bool = True, via: str = "") -> Facts:
    sender = replace(facts.sender, drafts=("nl", code) if drafts else ("nl",))
    recipient = replace(facts.recipient, language=code, via=via)
    return replace(facts, code="KTR 4WD 9FM", sender=sender, recipient=recipient)


def block_of(content: Content) -> Block | None:
    return next((block for block in content.blocks if block.kind == TONGUE), None)


def shown(made: bytes) -> tuple[str, set[str], list[float]]:
    with pdfplumber.open(io.BytesIO(made)) as file:
        chars = file.pages[0].chars
        text = " ".join(file.pages[0].extract_text(x_tolerance=1.5).split())
    return text, {char["fontname"].split("+")[1] for char in chars}, [char["size"] for char in chars]


def test_there_is_a_line_in_four_languages() -> None:
    assert lines.codes() == CODES


@pytest.mark.parametrize("code", CODES)
def test_line_stands_first_and_says_how_to_be_called(code: str) -> None:
    content = message(reader(cases.anna(), code), "letter").content

    first = content.blocks[0]
    assert (content.language, first.kind) == ("nl", TONGUE)
    assert first.rows[0][0] == code
    assert first.rows[0][2] == f"https://mijn.woonstede.example/taal/{code}"
    assert cases.WOONSTEDE.phone in first.text
    assert "KTR\N{NO-BREAK SPACE}4WD\N{NO-BREAK SPACE}9FM" in first.text
    assert f"/taal/{code}" in content.text
    assert Content.from_json(content.to_json()) == content


@pytest.mark.parametrize("code", CODES)
def test_line_says_nothing_of_money(code: str) -> None:
    for kind in lines.KINDS:
        block = block_of(message(reader(cases.emre(), code), kind).content)
        assert block is not None
        assert not re.search(r"€|\d+[.,]\d\d\b", block.plain())


@pytest.mark.parametrize("code", CODES)
def test_letter_shows_the_line_in_letters_that_it_carries(code: str) -> None:
    made = pdf.pdf(message(reader(cases.anna(), code), "letter"))

    text, fonts, _ = shown(made)
    words = {"tr": "Türkçe sayfamızı açın", "pl": "zadzwonimy z tłumaczem", "uk": "нашу сторінку українською"}
    # Arabic stands on paper in the shapes of joined letters; that they are no boxes is shown by their typeface.
    assert words.get(code, "") in text
    assert f"mijn.woonstede.example/taal/{code}" in text
    assert fonts == FONTS.get(code, LATIN)
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert b".notdef" not in made


def test_arabic_is_joined_and_goes_from_right_to_left() -> None:
    with pdfplumber.open(io.BytesIO(pdf.pdf(message(reader(cases.anna(), "ar"), "letter")))) as file:
        page = file.pages[0]
        arabic = [char for char in page.chars if "Arabic" in char["fontname"]]
        tagged = str(list(page.structure_tree))

    assert len(arabic) > 60
    assert not any(char["text"] in {"", "\x00", "\ufffd"} for char in arabic)
    first_line = min(char["top"] for char in arabic)
    start = max(char["x1"] for char in arabic if char["top"] < first_line + 5)
    assert start > page.width * 0.85
    assert "'lang': 'ar'" in tagged


@pytest.mark.slow  # draws every letter
@pytest.mark.parametrize("code", CODES)
def test_every_letter_still_fits_with_the_line(code: str) -> None:
    wrong = []
    for name, facts in _letters():
        text, _, sizes = shown(pdf.pdf(message(reader(facts, code), "letter")))
        if "/taal/" not in text or min(sizes) < 7.2:
            wrong.append(name)

    assert wrong == []


@pytest.mark.parametrize("sector", ["health", "water"])
@pytest.mark.parametrize("code", CODES)
def test_the_notice_with_most_to_say_fits_with_the_line(code: str, sector: str) -> None:
    facts = cases.part_notice(2, 1)
    sender = replace(facts.sender, registration="K-2024-0042", on_behalf_of="Zorgvast")

    text, _, _ = shown(pdf.pdf(message(reader(replace(facts, sector=sector, sender=sender), code), "letter")))

    assert f"/taal/{code}" in text


@pytest.mark.parametrize("code", CODES)
def test_large_print_has_the_line_too(code: str) -> None:
    facts = replace(reader(cases.anna(), code), options=frozenset({"large_print"}))

    assert f"/taal/{code}" in shown(pdf.pdf(message(facts, "letter")))[0].replace(" ", "")


@pytest.mark.parametrize("code", CODES)
def test_email_has_the_line_in_its_language_and_direction(code: str) -> None:
    sent = message(reader(cases.anna(), code), "email")

    page = html.page(sent.content, sent.sender)
    way = "rtl" if code == "ar" else "ltr"
    assert re.search(rf'<p class="ink" lang="{code}" dir="{way}"', page)
    assert f'href="https://mijn.woonstede.example/taal/{code}"' in page
    assert f"https://mijn.woonstede.example/taal/{code}" in sent.content.text
    assert mime.eml(sent)


def test_email_of_who_sends_no_links_has_none_in_the_line() -> None:
    facts = reader(cases.anna(), "tr")
    sent = message(replace(facts, sender=replace(facts.sender, links=False)), "email")

    assert "<a " not in html.page(sent.content, sent.sender)
    assert b"https://mijn.woonstede.example/taal/tr" not in mime.eml(sent)


@pytest.mark.parametrize("kind", ["sms", "whatsapp", "voicemail"])
def test_there_is_no_room_for_the_line_elsewhere(kind: str) -> None:
    assert lines.line(kind, "nl", reader(cases.anna(), "tr")) is None


def test_nobody_else_gets_the_line() -> None:
    assert block_of(message(reader(cases.anna(), "tr", drafts=False), "letter").content) is None
    assert block_of(message(reader(cases.anna(), "en"), "letter").content) is None
    assert block_of(message(cases.anna(), "letter").content) is None
    assert block_of(message(reader(cases.anna(), "tr", via="Balans Bewind"), "letter").content) is None

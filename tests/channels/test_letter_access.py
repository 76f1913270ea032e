"""What somebody hears who has a letter read aloud, and what an archive asks; docs/letters.md: what stays unchecked."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pdfua
import pikepdf
import pytest
import zxingcpp

from tests.channels.messages import AT, message
from tests.messages import cases
from tijdig.channels.base import Message
from tijdig.channels.letter import card, pdf, runs

MADE = {
    "reminder": lambda: pdf.pdf(message(cases.anna(), "letter")),
    "notice": lambda: pdf.pdf(message(cases.emre(), "letter")),
    "long list": lambda: pdf.pdf(message(cases.with_claims(cases.emre(), 12), "letter")),
    "large print": lambda: pdf.pdf(asking(message(cases.anna(), "letter"), "large_print")),
    "run": lambda: runs.print_run([message(cases.anna(), "letter"), message(cases.emre(), "letter")]).pdf,
    "card": lambda: card.pdf(cases.WOONSTEDE, AT),
}


def asking(made: Message, *options: str) -> Message:
    return replace(made, content=replace(made.content, options=options))


@pytest.fixture(params=MADE)
def made(request: pytest.FixtureRequest) -> bytes:
    return MADE[request.param]()


def tags(element: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every structure element in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)[1:], kid
            yield from tags(kid)


def read_aloud(made: bytes) -> str:
    """The words in the order of the structure, not of the page."""
    said = []
    with pdfplumber.open(io.BytesIO(made)) as document:
        for page in document.pages:
            by_mark: dict[int, list[str]] = {}
            for char in page.chars:
                by_mark.setdefault(char["mcid"], []).append(char["text"])
            said += ["".join(by_mark.get(mark, [])) for mark in _marks(page.structure_tree)]
    return " ".join(said)


def _marks(elements: list[dict[str, Any]]) -> Iterator[int]:
    for element in elements:
        yield from element.get("mcids", ())
        yield from _marks(element.get("children", ()))


def test_a_checker_of_accessibility_finds_nothing(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(made)

    report = pdfua.validate(str(path))

    assert [(finding.rule_id, str(finding)) for finding in report.findings] == []
    # Its rule on empty headings breaks on every tagged file; ours are checked below.
    assert {skipped.rule_id for skipped in report.skipped} <= {"UA-14-001"}


def test_headings_begin_with_one_and_skip_none(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as document:
        headings = [
            (name, str(tag.T)) for name, tag in tags(document.Root.StructTreeRoot) if name in ("H1", "H2", "H3")
        ]

    assert headings[0][0] == "H1"
    assert {name for name, _ in headings} == {"H1", "H2"}
    assert all(title.strip() for _, title in headings)


def test_pictures_are_told_and_columns_have_a_heading(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as document:
        all_tags = list(tags(document.Root.StructTreeRoot))
        figures = [str(tag.Alt) for name, tag in all_tags if name == "Figure"]
        scopes = {str(part.Scope) for name, tag in all_tags if name == "TH" for part in tag.A if "/Scope" in part}
        headers = [part.Headers for name, tag in all_tags if name == "TD" for part in tag.A if "/Headers" in part]
        has_table = any(name == "Table" for name, _ in all_tags)

    assert figures
    assert all(alt.startswith("QR-code naar https://mijn.") for alt in figures)
    assert scopes == ({"/Column"} if has_table else set())
    assert all(len(header) for header in headers)


def test_language_title_typefaces_and_both_standards_are_in_the_file(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as document:
        told = document.Root.Metadata.read_bytes().decode()
        fonts = [
            font.DescendantFonts[0].FontDescriptor for page in document.pages for font in page.Resources.Font.values()
        ]

        assert str(document.Root.Lang).partition("-")[0] == "nl"
        assert str(document.docinfo.Title).strip()
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(document.Root.MarkInfo.Marked)
        assert "<pdfuaid:part>1</pdfuaid:part>" in told
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in told
        assert str(document.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_a_letter_is_read_in_the_order_in_which_it_is_meant() -> None:
    anna = message(cases.anna(), "letter")

    heard = read_aloud(pdf.pdf(anna))

    order = [
        *("Anna de Wit", "Utrecht, 23 november", anna.content.subject, "Dag Anna de Wit", "Nog te betalen"),
        *("Bel ons", "Waar gaat het om?", "Samen", "Lukt betalen niet?", "Met vriendelijke groet", "Antwoord van Anna"),
    ]
    places = [heard.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def codes_of(made: bytes) -> list[str]:
    """What a scanner reads from the printed pages, from top to bottom."""
    found = []
    with pdfplumber.open(io.BytesIO(made)) as document:
        for page in document.pages:
            picture = page.to_image(resolution=200).original.convert("L")
            found += sorted(zxingcpp.read_barcodes(picture), key=lambda code: code.position.top_left.y)
    return [code.text for code in found]


@pytest.mark.parametrize("options", [(), ("large_print",)], ids=["plain", "large"])
def test_a_scanner_reads_the_address_from_the_paper(options: tuple[str, ...]) -> None:
    anna = asking(message(replace(cases.anna(), code="AB3DE7GH9K"), "letter"), *options)

    assert codes_of(pdf.pdf(anna)) == ["https://mijn.woonstede.example/?code=AB3DE7GH9K"]


def test_a_scanner_reads_the_card() -> None:
    assert codes_of(card.pdf(cases.WOONSTEDE, AT)) == ["https://mijn.woonstede.example"]


@pytest.mark.parametrize("options", [(), ("large_print",)], ids=["plain", "large"])
def test_a_way_to_listen_gets_a_code_of_its_own(options: tuple[str, ...]) -> None:
    spoken = "https://mijn.woonstede.example/voorlezen/woonstede/S1"
    anna = asking(message(replace(cases.anna(), spoken=spoken), "letter"), *options)

    made = pdf.pdf(anna)

    assert codes_of(made) == [anna.content.link, spoken]
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == (3 if options else 1)  # in large print the slip gets a page of its own
        alts = [str(tag.Alt) for name, tag in tags(document.Root.StructTreeRoot) if name == "Figure"]
    assert "Hoor de brief" in alts[1]

"""The letter on paper: the address in the window, one page, readable by everyone, and the same bytes each time."""

import io
import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import pdfplumber
import pytest
from pdfplumber.page import Page

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.base import Message
from tijdig.channels.letter import envelopes, fitting, layout, pdf
from tijdig.channels.letter.styles import LetterStyle
from tijdig.messages import values
from tijdig.messages.facts import Facts, Recipient
from tijdig.rules.money import euros

MM = 72 / 25.4
LONGEST = Recipient(
    name="De heer en mevrouw prof. dr. ir. Alexander Wolfswinkel-van der Hoeven tot Nijenrode",
    salutation="meneer en mevrouw Wolfswinkel",
    address_lines=(
        "Stichting Beschermd Wonen Utrechtse Heuvelrug-Zuidoost",
        "t.a.v. afdeling Financiële Administratie en Post",
        "Burgemeester van Grunsvenplein Achter 1234 bis-III",
        "3941ab  doorn aan de utrechtse heuvelrug",
        "NEDERLAND",
    ),
)


def _pages(facts: Facts) -> list[Page]:
    return list(pdfplumber.open(io.BytesIO(pdf.pdf(message(facts, "letter")))).pages)


def _page(facts: Facts) -> Page:
    return _pages(facts)[0]


@pytest.mark.parametrize("recipient", [cases.ANNA, LONGEST])
def test_address_stands_inside_the_window_less_its_margin(recipient: Recipient) -> None:
    page = _page(replace(cases.anna(), recipient=recipient))
    window = envelopes.profile()
    left, top, width, height = (size * MM for size in window.room)

    inside = [
        char
        for char in page.chars
        if char["x1"] > window.window_x * MM
        and char["x0"] < (window.window_x + window.window_width) * MM
        and char["bottom"] > window.window_y * MM
        and char["top"] < (window.window_y + window.window_height) * MM
    ]
    shown = "".join(char["text"] for char in inside if not char["text"].isspace())
    expected = "".join((recipient.name, *recipient.address_lines))
    assert shown.lower() == "".join(expected.split()).lower()
    assert min(char["x0"] for char in inside) >= left
    assert max(char["x1"] for char in inside) <= left + width
    assert min(char["top"] for char in inside) >= top
    assert max(char["bottom"] for char in inside) <= top + height


def test_postcode_and_town_as_the_post_wants_them() -> None:
    recipient = replace(cases.ANNA, address_lines=("Kade 1", "1234ab  rotterdam"))

    lines = _page(replace(cases.anna(), recipient=recipient)).extract_text().splitlines()

    assert any(line.startswith("1234 AB ROTTERDAM") for line in lines)


def _letters() -> Iterator[tuple[str, Facts]]:
    no_costs = replace(cases.emre(), notice=None)
    thanked, worried = replace(cases.anna(), tone="thankful"), replace(cases.chantal(), tone="concerned")
    bases = [
        *product([cases.anna()], ("S0", "S1", "S2")),
        *product([cases.chantal()], ("S1", "S2")),
        *product([thanked, replace(cases.chantal(), tone="thankful")], ("S1", "S2")),
        (worried, "S1"),
        *product([cases.emre(), no_costs], ("S3",)),
    ]
    for (base, stage), count in product(bases, (1, 2, 3, 8)):
        if base.notice and count > values.CLAIMS_BESIDE_NOTICE:
            continue
        yield (
            " ".join(f"{base.sender.name} {stage} {count} {base.tone}".split()),
            replace(cases.with_claims(base, count), stage=stage),
        )


@pytest.mark.slow  # draws every letter
@pytest.mark.parametrize("facts", [pytest.param(facts, id=name) for name, facts in _letters()])
def test_up_to_eight_claims_and_two_in_a_notice_fit_on_one_page(facts: Facts) -> None:
    pages = _pages(facts)
    page = pages[0]

    assert len(pages) == 1
    assert max(char["bottom"] for char in page.chars) < (297 - 10) * MM
    # The running text is 9.6 points at least; the smallest print, on the reply slip, stays above 7.2.
    assert min(char["size"] for char in page.chars) > 7.2
    assert statistics.median(char["size"] for char in page.chars) >= 9.6 * 0.92


def test_a_long_town_and_its_date_stand_on_one_line() -> None:
    anna = cases.anna()
    address = (*anna.sender.address_lines[:-1], "5211 AB  'S-HERTOGENBOSCH")
    page = _page(replace(anna, sender=replace(anna.sender, address_lines=address), day=date(2026, 9, 23)))

    assert any("'s-Hertogenbosch, 23 september 2026" in line["text"] for line in page.extract_text_lines())


def test_words_do_not_overlap() -> None:
    lines = _page(cases.with_claims(cases.emre(), 8)).extract_text_lines()

    body = [line for line in lines if line["top"] > 90 * MM and line["x0"] < 40 * MM]
    assert all(above["bottom"] <= below["top"] + 0.5 for above, below in pairwise(body))


def test_more_claims_go_to_a_second_page() -> None:
    pages = _pages(cases.with_claims(cases.emre(), 12))

    assert len(pages) == 2
    assert "R-011" not in pages[0].extract_text()
    assert all(f"R-{place:03}" in pages[1].extract_text() for place in range(12))


@pytest.mark.slow  # draws every letter
@pytest.mark.parametrize("via", ["", "Balans Bewind"])
@pytest.mark.parametrize(("count", "noticed"), [(2, 1), (3, 1), (12, 7)])
@pytest.mark.parametrize("sector", ["health", "water"])
def test_a_notice_over_a_part_fits_and_shows_first_and_largest_what_to_pay(
    sector: str, count: int, noticed: int, via: str
) -> None:
    """Water and a third party have the most to say; then it still is one page, and one more for a longer list."""
    facts = cases.part_notice(count, noticed)
    sender = replace(facts.sender, registration="K-2024-0042", on_behalf_of="Zorgvast")
    pages = _pages(replace(facts, sector=sector, sender=sender, recipient=replace(cases.EMRE, via=via)))

    assert len(pages) == (1 if count == 2 else 2)
    assert facts.notice is not None
    large = "".join(char["text"] for char in pages[0].chars if char["size"] > 1.4 * 9.6)
    shown = pages[0].extract_text()
    assert large.split("Zorgvast")[1] == euros(facts.notice.principal_cents)
    assert shown.index("Betaal binnen veertien dagen") < shown.index("Alles wat open staat")
    assert statistics.median(char["size"] for char in pages[0].chars) >= 9.6 * 0.92
    assert pages[-1].extract_text().count(" *") >= noticed


def test_the_guess_of_the_size_is_nearly_always_right() -> None:
    """A wrong guess costs a second run of the typesetter; a small one costs legibility."""
    letters = [message(facts, "letter") for _, facts in _letters()][::2]
    guesses = [fitting.SIZES.index(next(fitting.sizes(made.content.blocks))) for made in letters]
    fits = [_largest_that_fits(made) for made in letters]

    right = sum([guess == fit for guess, fit in zip(guesses, fits, strict=True)])
    assert right >= 0.9 * len(letters)
    assert [made.content.template for made, guess, fit in zip(letters, guesses, fits, strict=True) if guess < fit] == []


def _largest_that_fits(made: Message) -> int:
    data = layout.letter(made, LetterStyle())
    return next(
        place
        for place, (size, gap) in enumerate(fitting.SIZES)
        if pdf.count_pages(pdf._typeset(made, {**data, "size": size, "gap": gap})) == 1
    )


def test_same_message_gives_the_same_bytes() -> None:
    made = message(cases.emre(), "letter")

    assert pdf.pdf(made) == pdf.pdf(made)
    assert pdf.pdf(replace(made, at=made.at.replace(hour=9))) != pdf.pdf(made)


def test_letters_can_be_made_in_several_threads() -> None:
    made = [message(replace(cases.anna(), customer_number=str(place)), "letter") for place in range(8)]

    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(pdf.pdf, made))

    assert at_once == [pdf.pdf(one) for one in made]


def test_a_name_is_printed_and_never_run() -> None:
    name = '#eval("1") *vet* $x$ <l> @ref `c` [x]'

    text = _page(replace(cases.anna(), recipient=replace(cases.ANNA, name=name, salutation=name))).extract_text()

    assert f"Dag {name}," in text
    assert "#sys.inputs" in _page(replace(cases.anna(), customer_number="#sys.inputs")).extract_text()


@pytest.mark.parametrize("name", ["İbrahim Şahin", "Łucja Ćwikła", "محمد علي", "Zoë O'Neill-d'Arcy"])
def test_names_from_elsewhere_can_be_printed(name: str) -> None:
    named = replace(cases.anna(), recipient=replace(cases.ANNA, name=name, salutation=name))

    assert len(_pages(named)) == 1


def test_letter_is_tagged_titled_and_in_dutch() -> None:
    made = pdf.pdf(message(cases.anna(), "letter"))
    document = pdfplumber.open(io.BytesIO(made))

    catalog = document.doc.catalog
    assert catalog["Lang"] in (b"nl", "nl")
    assert catalog["MarkInfo"]["Marked"] is True
    assert document.metadata["Title"] == "Uw huur: er staat nog €\u00a0182,40 open"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    tree = str(list(document.pages[0].structure_tree))
    assert "'type': 'H1'" in tree
    assert "'type': 'TH'" in tree
    assert "QR-code naar https://mijn.woonstede.example" in tree


@pytest.mark.parametrize("facts", [cases.anna(), cases.chantal(), cases.emre()], ids=["anna", "chantal", "emre"])
def test_paper_shows_every_word_of_the_content(facts: Facts) -> None:
    content = message(facts, "letter").content

    shown = _page(facts).extract_text()

    wanted = f"{content.subject} {content.text.replace('[ ]', '').replace(':', ' ')}"
    missing = [word for word in wanted.split() if word.strip("-(),.:") not in shown]
    assert missing == []


def test_every_letter_carries_its_typeface() -> None:
    fonts = {char["fontname"].split("+")[1] for char in _page(cases.anna()).chars}

    assert fonts == {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"}


def test_a_wrong_colour_becomes_ours() -> None:
    sender = replace(cases.WOONSTEDE, color_main='red"; #eval("1")')

    assert len(_pages(replace(cases.anna(), sender=sender))) == 1

"""An e-mail on any program: without style, in the dark, without links; and a way to hear from us otherwise."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser
from itertools import product

import pytest

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.email import html, mime, style
from tijdig.channels.email.html import _DRAW
from tijdig.messages.content import BLOCK_KINDS, HOUSES, SLIP
from tijdig.messages.facts import Facts
from tijdig.rules.colors import contrast

ANDERS = "https://mijn.woonstede.example/anders/7-0123456789abcdef0123456789abcdef"
VOID = {"meta", "br", "hr"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "div", "main", "p", "h1", "h2", "strong", "span", "br", "a", "ul",
    "li", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
INSIDE = {"li": {"ul"}, "tr": {"thead", "tbody"}, "td": {"tr"}, "th": {"tr"}, "thead": {"table"}, "tbody": {"table"}}
NO_BLOCKS_IN = {"p", "a", "span", "strong", "h1", "h2"}
BLOCKS = {"p", "div", "h1", "h2", "ul", "table", "main"}


class Checked(HTMLParser):
    """Reads a page strictly: what is opened is closed, in its place, and once per attribute."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1] if self.open else ""
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}>")
        if parent not in INSIDE.get(tag, {parent}):
            self.faults.append(f"<{tag}> in <{parent}>")
        if tag in BLOCKS and NO_BLOCKS_IN & set(self.open):
            self.faults.append(f"<{tag}> in {self.open}")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> says twice: {names}")
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def parsed(facts: Facts, other_way: str = "") -> EmailMessage:
    made = mime.eml(replace(message(facts, "email"), other_way=other_way))
    return email.message_from_bytes(made, policy=policy.default)


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def everybody() -> Iterator[Facts]:
    """Each stage and answer, with many and few claims."""
    for base, stage in product((cases.anna(), cases.chantal(), cases.part_notice()), ("S0", "S1", "S2", "S3")):
        yield replace(base, stage=stage, notice=base.notice if stage == "S3" else None)
    yield replace(cases.anna(), stage="answer", lines=(), asked="help", said=("Dat kan.", "Bel ons gerust."))
    yield replace(cases.anna(), stage="paid", lines=())


@pytest.mark.parametrize("facts", list(everybody()), ids=lambda facts: f"{facts.stage}-{facts.sector}")
def test_html_is_well_formed_and_asks_nothing_from_elsewhere(facts: Facts) -> None:
    page = part(parsed(facts, ANDERS), "html")
    read = Checked(page)

    assert read.faults == []
    assert [
        (tag, name, value)
        for tag, name, value in read.attributes
        if (name in ("src", "srcset", "background", "poster", "data", "action", "ping") or name.startswith("on"))
        or (name == "href" and not value.startswith(("https://mijn.", "tel:")))
    ] == []
    assert not re.search(r"url\(|@import|@font-face|expression\(", page)


def test_every_block_an_email_may_hold_can_be_drawn() -> None:
    assert set(_DRAW) == BLOCK_KINDS - {SLIP, HOUSES}


def test_a_program_without_style_sheets_still_shows_all_in_order() -> None:
    page = part(parsed(cases.anna()), "html")
    bare = re.sub(r'<style>.*?</style>| (?:style|class)="[^"]*"', "", page, flags=re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", " ", bare.partition("</div>")[2]).split())

    order = [
        "Woonstede",
        "Bericht over uw huur",
        "Dag Anna de Wit",
        "182,40",
        "Bekijk en kies",
        "Bel ons",
        "H-2026-10",
    ]
    places = [words.index(said) for said in order]
    assert places == sorted(places)
    assert Checked(bare).faults == []


@pytest.mark.parametrize(("ink", "paper"), [
    (style.INK, style.PAPER), (style.INK, style.CARD), (style.SOFT, style.PAPER), (style.SOFT, style.CARD),
    (style.NIGHT["ink"], style.NIGHT["paper"]), (style.NIGHT["ink"], style.NIGHT["card"]),
    (style.NIGHT["soft"], style.NIGHT["paper"]), (style.NIGHT["soft"], style.NIGHT["card"]),
    (style.NIGHT["link"], style.NIGHT["paper"]), (style.NIGHT["link"], style.NIGHT["card"]),
])  # fmt: skip
def test_words_can_be_read_by_day_and_by_night(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize("color", ["#ffff00", "#fefefe", "red", "#17654b;x:y"])
def test_a_colour_that_cannot_be_read_gives_way(color: str) -> None:
    sender = replace(cases.WOONSTEDE, color_main=color, color_link=color)
    page = part(parsed(replace(cases.anna(), sender=sender)), "html")

    used = set(re.findall(r"#[0-9a-f]{6}", page, re.IGNORECASE))
    assert color not in used
    assert f"background:{style.LEAF}" in page
    assert f"color:{style.SKY};text-decoration:underline" in page


def test_every_colour_of_a_tag_has_its_counterpart_in_the_dark() -> None:
    page = part(parsed(cases.anna(), ANDERS), "html")
    classes = {"color": {style.INK: "ink", style.SOFT: "soft", style.SKY: "link"},
               "background": {style.PAPER: "paper", style.CARD: "card"}}  # fmt: skip

    wrong = [
        (tag, name, value)
        for tag in re.findall(r"<[a-z][^>]*>", page)
        for name, value in re.findall(r"(?<![a-z-])(color|background):(#[0-9a-f]{6})", tag)
        if value in classes[name]
        and classes[name][value] not in (re.findall(r'class="([^"]*)"', tag) or [""])[0].split()
    ]
    assert wrong == []
    for name in ("paper", "card", "ink", "soft", "line", "link"):
        assert f".{name}{{" in page


# Another way of hearing from us ------------------------------------------------------------------------------------


def test_unsubscribing_leads_to_another_way_in_header_footer_and_text() -> None:
    mail = parsed(cases.anna(), ANDERS)

    assert mail["List-Unsubscribe"] == (
        f"<{ANDERS}>, <mailto:hulp@woonstede.example?subject=Liever%20een%20andere%20manier>"
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f'href="{ANDERS}"' in part(mail, "html")
    plain = part(mail, "plain").replace("\r\n", "\n")
    assert f"Liever post, sms of telefoon? Kies hoe wij u bereiken.\n{ANDERS}" in plain


def test_a_long_address_of_that_page_stays_in_one_piece() -> None:
    """Python's own folding would turn it into encoded words, which no mail program reads in this header."""
    long = "https://betalen.woningstichting-groot-watermeer-en-omstreken.example/portaal/anders/1234567-" + "0" * 32

    made = mime.eml(replace(message(cases.anna(), "email"), other_way=long))

    assert f"List-Unsubscribe: <{long}>,\r\n".encode() in made


@pytest.mark.parametrize(
    "other_way", ["", "http://mijn.example/anders/7", "https://x.example/\r\nBcc: x@y.example", "mailto:x@y.example"]
)
def test_no_such_header_without_a_safe_address(other_way: str) -> None:
    mail = parsed(cases.anna(), other_way)

    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None
    assert mail["Bcc"] is None


# Without links -----------------------------------------------------------------------------------------------------


def without_links(facts: Facts) -> Facts:
    return replace(facts, sender=replace(facts.sender, links=False), code="KTR 4WD 9FM")


@pytest.mark.parametrize("facts", list(everybody()), ids=lambda facts: f"{facts.stage}-{facts.sector}")
def test_a_sender_without_links_sends_none_in_any_form(facts: Facts) -> None:
    mail = parsed(without_links(facts), ANDERS)
    page, text = part(mail, "html"), part(mail, "plain")

    assert "<a" not in page
    assert "://" not in page + text
    assert "href" not in page
    assert (
        re.findall(r"[a-z0-9]\.[a-z]{2,}", text + re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
        == []
    )
    assert mail["List-Unsubscribe"] == f"<mailto:{facts.sender.email}?subject=Liever%20een%20andere%20manier>"
    assert mail["List-Unsubscribe-Post"] is None
    assert 'name="format-detection"' in page


def test_a_site_without_a_link_can_still_be_copied_to_a_browser() -> None:
    shown = html.unlinked("mijn.woonstede.example, ma–vr 9.00 tot 17.30 uur, € 1.120,75")

    assert shown.replace("\N{WORD JOINER}", "") == "mijn.woonstede.example, ma–vr 9.00 tot 17.30 uur, € 1.120,75"
    assert shown.count("\N{WORD JOINER}") == 2
    assert shown.split(",")[0].encode("idna").decode() == "mijn.woonstede.example"

"""Languages: how each writes, which texts may go out, and that a new one is no more than files."""

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pdfplumber
import pytest

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.email import html, mime
from tijdig.channels.letter import pdf
from tijdig.channels.sms import text_file
from tijdig.messages import lines, samples, templates
from tijdig.messages.facts import Facts
from tijdig.messages.languages import (
    DUTCH,
    chosen,
    codes,
    frame,
    is_signed,
    known,
    may_go,
    pseudo,
    signature,
    signing,
    speech,
)
from tijdig.messages.occasions import table
from tijdig.messages.render import compose
from tijdig.messages.sms import parts
from tijdig.messages.templates import occasions
from tijdig.policy import load
from tijdig.rules import dutch
from tijdig.rules.arrangements import Part
from tijdig.rules.money import euros

POLICY = load(cases.DAY)
KINDS = ("letter", "email", "sms")
REMINDERS = ("S0", "S1", "S2", "S3")
REPLIES = ("answer", "arranged", "paid", "link")
# Who acts for a customer reads Dutch; all the rest there is in English, too.
ENGLISH = [(row.name, kind) for row in table().values() for kind in row.kinds if "via" not in row.needs]


def forget() -> None:
    """What was read of the texts is read anew."""
    for kept in (
        *(templates.template, templates.shared, templates.phrases),
        *(speech, frame, codes, known, signing._occasions, signing._file),
        *(lines.codes, lines.version, lines._words),
    ):
        kept.cache_clear()


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of all texts, to add and change."""
    folder = tmp_path / "texts"
    shutil.copytree(templates.TEXTS, folder)
    monkeypatch.setattr(templates, "TEXTS", folder)
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def reader(facts: Facts, language: str, *drafts: str) -> Facts:
    sender = replace(facts.sender, drafts=(DUTCH, *drafts))
    return replace(facts, sender=sender, recipient=replace(facts.recipient, language=language))


def occasion(name: str, kind: str = "letter") -> Facts:
    """Facts that are enough for this occasion."""
    if name not in REMINDERS and name not in REPLIES:
        return samples.facts(next(samples.looks(table()[name])))
    base = {"S2": cases.chantal(), "S3": cases.emre()}.get(name, cases.anna())
    dates = tuple(Part(place, date(2026, 12, place), 2_500) for place in (1, 2, 3))
    more = {"asked": "help", "said": ("Dat kan.",), "parts": dates if name == "arranged" else ()}
    return replace(base, stage=name, carriers=("letter", "email", "sms"), code="KTR 4WD 9FM", **more)  # type: ignore[arg-type]


# How a language writes ---------------------------------------------------------------------------------------------


def test_dutch_of_the_texts_is_the_dutch_of_the_house() -> None:
    """Two writers of the same language must never drift apart."""
    tongue = speech(DUTCH)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(400)]

    assert [(tongue.day(on), tongue.weekday(on), tongue.near(on)) for on in days] == [
        (dutch.day(on), dutch.weekday(on), dutch.near(on)) for on in days
    ]
    assert [tongue.count(size) for size in range(1_200)] == [dutch.count(size) for size in range(1_200)]
    amounts = [0, 1, 99, 100, 18_240, 112_075, 123_456_789, -1_250]
    assert [tongue.euros(cents) for cents in amounts] == [euros(cents) for cents in amounts]
    lists: list[list[str]] = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
    assert [tongue.listed(words) for words in lists] == [dutch.listed(words) for words in lists]
    assert tongue.hour(time(9, 5)) == dutch.hour(time(9, 5))


def test_english_is_written_as_english() -> None:
    tongue = speech("en")

    assert tongue.weekday(date(2026, 11, 23)) == "Monday 23 November 2026"
    assert tongue.euros(112_075) == "€1,120.75"
    assert tongue.listed(["a", "b", "c"]) == "a, b and c"
    assert tongue.called("mevrouw De Wit") == "Ms De Wit"
    assert tongue.called("Chantal") == "Chantal"
    assert tongue.opening("ma–vr 8 tot 18 uur") == "Mon–Fri 8:00 to 18:00"
    assert tongue.opening("maandag t/m vrijdag van 8.30 tot 17 uur") == "Monday to Friday from 8:30 to 17:00"


def test_a_language_without_its_file_says_which() -> None:
    with pytest.raises(templates.TextError, match=r"texts/xx/language\.toml is missing"):
        speech("xx")


@pytest.mark.parametrize("language", codes())
def test_every_language_says_what_stands_around_a_text(language: str) -> None:
    assert set(frame(language, "u")) == set(frame(DUTCH, "u"))
    assert all(frame(language, "je").values())


# Which texts may go out --------------------------------------------------------------------------------------------


def test_english_has_every_text_but_those_to_an_administrator() -> None:
    assert sorted(ENGLISH) == occasions("en")
    assert set(occasions("nl")) - set(occasions("en")) == {("represented", kind) for kind in KINDS}


@pytest.mark.parametrize(("name", "kind"), ENGLISH)
def test_a_draft_goes_out_only_where_the_creditor_allows_it(name: str, kind: str) -> None:
    facts = occasion(name, kind) if name != "S3" else replace(occasion(name, kind), notice=None)

    assert compose(name, kind, reader(facts, "en"), POLICY).language == "nl"
    assert compose(name, kind, reader(facts, "en", "en"), POLICY).language == "en"
    assert compose(name, kind, reader(facts, "en-GB", "en"), POLICY).language == "en"
    assert compose(name, kind, reader(facts, "pl", "en"), POLICY).language == "nl"
    assert compose(name, kind, reader(facts, "nl", "en"), POLICY).language == "nl"


def test_a_notice_of_the_law_is_a_dutch_letter_with_an_english_mail_beside_it() -> None:
    facts = reader(cases.emre(), "en", "en")

    assert compose("S3", "letter", facts, POLICY).language == "nl"
    mail = compose("S3", "email", facts, POLICY)
    assert mail.language == "en"
    assert "The letter itself is in Dutch." in mail.text


def test_who_acts_for_a_customer_reads_dutch() -> None:
    facts = reader(cases.anna(), "en", "en")
    via = replace(facts, recipient=replace(facts.recipient, via="Balans Bewind"))

    assert compose("S1", "letter", via, POLICY).language == "nl"


@pytest.mark.parametrize(
    ("change", "counts"),
    [({}, True), ({"version": "0" * 12}, False), ({"panel": " "}, False), ({"reader": ""}, False)],
)
def test_a_signature_counts_for_these_very_words(change: dict[str, str], counts: bool, texts: Path) -> None:
    version = templates.template("en", "S1", "email", "u").version
    line = {"version": version, "panel": "Lezerspanel, 6 mensen", "reader": "moedertaal Engels", **change}
    rows = "\n".join(f'{name} = "{value}"' for name, value in line.items())
    (texts / "en" / "signed.toml").write_text(f'["S1.email"]\n{rows}\non = 2026-11-02\n')
    forget()

    assert is_signed("en", "S1", "email") is counts
    assert may_go("en", "S1", "email", ()) is counts
    assert chosen("en", "S1", "email", ()) == ("en" if counts else "nl")
    assert not is_signed("en", "S2", "email")
    known = signature("en", "S1", "email")
    assert known is not None
    assert known.on == date(2026, 11, 2)


def test_whoever_changes_a_word_makes_it_a_draft_again(texts: Path) -> None:
    version = templates.template("en", "paid", "email", "u").version
    (texts / "en" / "signed.toml").write_text(
        f'["paid.email"]\nversion = "{version}"\npanel = "x"\nreader = "y"\non = 2026-11-02\n'
    )
    forget()
    before = is_signed("en", "paid", "email")
    shared = texts / "en" / "shared.toml"
    shared.write_text(shared.read_text().replace("Everything is paid. Thank you!", "All is paid. Thank you!"))
    forget()

    assert (before, is_signed("en", "paid", "email")) == (True, False)


def test_nothing_is_signed_that_nobody_signed() -> None:
    signed = [(language, *one) for language in codes() for one in occasions(language) if signature(language, *one)]

    assert signed == []  # the first panel changes this line


# English itself ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formality", ["u", "je"])
@pytest.mark.parametrize(("name", "kind"), ENGLISH)
def test_english_says_the_same_and_holds_no_dutch(name: str, kind: str, formality: str) -> None:
    base = occasion(name, kind)
    sender = replace(base.sender, formality=formality, hours="", team="")
    lines = tuple(replace(line, description="Rent", period="") for line in base.lines[:1])
    said = ("That is fine.",) if base.said else ()
    facts = reader(replace(base, sender=sender, lines=lines, said=said, notice=None), "en", "en")

    words = compose(name, kind, facts, POLICY).text

    dutch_words = {" u ", " uw ", " je ", " wij ", " niet ", " met ", " voor ", " een ", "mevrouw", "Dag "}
    assert {word for word in dutch_words if word in f" {words} "} == set()
    assert facts.sender.phone in words
    assert facts.sender.name in words


@pytest.mark.parametrize("name", [name for name, kind in ENGLISH if kind == "sms"])
def test_english_text_message_is_short_and_silent_about_money(name: str) -> None:
    text = compose(name, "sms", reader(occasion(name), "en", "en"), POLICY).text

    assert (parts(text).encoding, parts(text).parts <= 2) == ("GSM-7", True)
    assert not any(word in text.lower() for word in ("pay", "amount", "bill", "debt", "reminder", "€"))


@pytest.mark.parametrize(
    "change",
    [{}, {"tone": "thankful"}, {"tone": "concerned"}, {"frame": "explain"}, {"frame": "supportive"}, {"frame": "firm"},
     {"frame": "supportive", "tone": "thankful"}, {"frame": "explain", "tone": "thankful"},
     {"options": frozenset({"details"})}],
)  # fmt: skip
@pytest.mark.parametrize("name", ["S1", "S2"])
def test_english_has_one_first_sentence_whatever_the_planner_puts_first(name: str, change: dict[str, object]) -> None:
    facts = reader(replace(occasion(name), **change), "en", "en")  # type: ignore[arg-type]
    dutch_kinds = [
        block.kind for block in compose(name, "letter", replace(facts, sender=cases.WOONSTEDE), POLICY).blocks
    ]

    kinds = [block.kind for block in compose(name, "letter", facts, POLICY).blocks]

    assert kinds.count("lead") == 1
    assert kinds == dutch_kinds


@pytest.mark.parametrize(("name", "kind"), ENGLISH)
def test_english_has_the_same_parts_in_every_look(name: str, kind: str) -> None:
    def shape(facts: Facts, language: str) -> list[tuple[str, int]]:
        return [
            (block.kind, len(block.rows)) for block in compose(name, kind, reader(facts, language, "en"), POLICY).blocks
        ]

    looks = [samples.facts(look) for look in samples.looks(table()[name])]

    assert [shape(facts, "en") for facts in looks] == [shape(facts, DUTCH) for facts in looks]


# From right to left ------------------------------------------------------------------------------------------------


@pytest.fixture
def rtl(texts: Path) -> Path:
    pseudo.write(texts / "nl", texts / pseudo.CODE)
    forget()
    return texts


def test_a_language_is_a_folder_of_files(rtl: Path) -> None:
    assert pseudo.CODE in codes()
    assert occasions(pseudo.CODE) == occasions("nl")
    assert speech(pseudo.CODE).is_rtl


def test_every_letter_mail_and_text_goes_from_right_to_left(rtl: Path) -> None:
    """One test, because the texts are written once; each is composed, laid out and handed over."""
    made = []
    for name, kind in product_of(("S0", "S1", "S2", "S3", "answer", "arranged", "paid"), KINDS):
        facts = replace(occasion(name, kind), notice=None if kind == "letter" else occasion(name).notice)
        sent = message(reader(facts, pseudo.CODE, pseudo.CODE), kind)
        made.append((sent.content.language, name, kind))
        if kind == "letter":
            document = pdf.pdf(sent)
            assert " ".join(sent.recipient.address_lines[-1].split()) in seen_on(document)
            assert sent.sender.phone in seen_on(document)
            assert document.startswith(b"%PDF")
            assert b"/Lang" in document
        elif kind == "email":
            page = html.page(sent.content, sent.sender, "https://mijn.woonstede.example/anders/7-x")
            assert page.count('dir="rtl"') == 2
            assert f'<html lang="{pseudo.CODE}" dir="rtl">' in page
            assert "text-align:right" in page
            assert re.search('dir="ltr"[^<]*>\u2066?(?:0800|088) 555 ', page)
            assert mime.eml(sent)
        else:
            words = text_file(sent).decode()
            assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in words  # no telephone shows it, and each would cost a part

    assert {language for language, _, _ in made} == {pseudo.CODE}
    assert len(made) == 21


def seen_on(document: bytes) -> str:
    """The first page as the eye meets it, line by line from left to right."""
    with pdfplumber.open(io.BytesIO(document)) as file:
        words = file.pages[0].extract_text(x_tolerance=1.5)
    return " ".join(words.split())


def product_of(names: tuple[str, ...], kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, kind) for name in names for kind in kinds]


def test_every_other_text_can_be_read_in_that_language_too(rtl: Path) -> None:
    for name, kind in occasions(pseudo.CODE):
        for formality in ("u", "je"):
            text = templates.template(pseudo.CODE, name, kind, formality)  # type: ignore[arg-type]
            assert len(text.parts) == len(templates.template("nl", name, kind, formality).parts)  # type: ignore[arg-type]


def test_words_are_turned_and_values_and_forms_are_not() -> None:
    turned = pseudo.mirrored("[U hebt|Je hebt] {total} open.")

    assert "{total}" in turned
    assert turned.count("[") == turned.count("]") == turned.count("|") == 1
    assert turned.count("\N{RIGHT-TO-LEFT OVERRIDE}") == 5


# One line in another language ----------------------------------------------------------------------------------------


def test_line_of_a_language_without_texts_makes_it_no_language_of_texts() -> None:
    assert set(lines.codes()) == {"ar", "pl", "tr", "uk"}
    assert not set(lines.codes()) & set(codes())
    assert set(lines.codes()) <= known()


def test_line_is_a_draft_until_a_panel_signed_it_as_it_is(texts: Path) -> None:
    assert not lines.may_go("tr", ["nl"])
    assert lines.may_go("tr", ["tr"])
    signed = f'["line.any"]\nversion = "{lines.version("tr")}"\npanel = "P"\nreader = "R"\non = 2026-11-01\n'
    (texts / "tr" / "signed.toml").write_text(signed, encoding="utf-8")
    forget()
    assert lines.may_go("tr", ["nl"])

    path = texts / "tr" / "line.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Sayfa:", "Bu sayfa:"), encoding="utf-8")
    forget()

    assert not lines.may_go("tr", ["nl"])


def test_line_with_a_value_that_we_do_not_know_is_refused(texts: Path) -> None:
    path = texts / "tr" / "line.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("{phone}", "{total}"), encoding="utf-8")
    forget()

    with pytest.raises(templates.TextError, match=r"texts/tr/line\.toml: what has \{total\}; known are code, phone"):
        compose("S1", "letter", reader(occasion("S1"), "tr", "tr"), POLICY)

"""The SMS as it is handed over: a real number, a sender a phone can show, and the count."""

from dataclasses import replace

import pytest

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.sms import number, sender_name, size_of, text_file
from tijdig.messages.content import TEXT, Block


@pytest.mark.parametrize(
    ("mobile", "expected"),
    [
        ("06 12 34 56 78", "+31612345678"),
        ("06-12345678", "+31612345678"),
        ("+31 (6) 12345678", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("+4915112345678", "+4915112345678"),
    ],
)
def test_number_is_written_for_the_network(mobile: str, expected: str) -> None:
    assert number(mobile) == expected


@pytest.mark.parametrize("mobile", ["", "06", "030 2345678", "+31612345678\nx", "abc"])
def test_number_that_is_none_is_refused(mobile: str) -> None:
    with pytest.raises(Undeliverable, match="number_wrong"):
        number(mobile)


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [("Woonstede", "x", "Woonstede"), ("", "Lichtbron Energie", "Lichtbron E"), ("Één & Co", "x", "Een Co")],
)
def test_sender_name_fits_on_a_screen(short: str, name: str, expected: str) -> None:
    assert sender_name(replace(cases.WOONSTEDE, sms_sender=short, name=name)) == expected


def test_text_file_holds_number_sender_count_and_words() -> None:
    assert text_file(message(cases.anna(), "sms")).decode() == (
        "Aan: +31612345678\nVan: Woonstede\nDelen: 1 (GSM-7, 152)\n\n"
        "Dag Anna de Wit, u krijgt binnenkort een brief van Woonstede. Wilt u hem openen en lezen? "
        "Wij denken graag met u mee. Vragen? Bel gratis 0800 555 01 23.\n"
    )


def said(text: str, *, links: bool = True) -> Message:
    made = message(cases.anna(), "sms")
    content = replace(made.content, blocks=(Block(TEXT, text),))
    return replace(made, content=content, sender=replace(made.sender, links=links))


@pytest.mark.parametrize("text", ["a" * 306, "ë" * 134, "a" * 152 + "€" + "a" * 151])
def test_two_parts_are_the_most(text: str) -> None:
    assert size_of(said(text)).parts == 2


@pytest.mark.parametrize("text", ["a" * 307, "ë" * 135, "a" * 152 + "€" + "a" * 152, "😀" * 68])
def test_a_longer_text_is_refused_and_says_nothing_of_the_number(text: str) -> None:
    with pytest.raises(Undeliverable) as refusal:
        text_file(said(text))

    assert (refusal.value.code, refusal.value.permanent, refusal.value.about_address) == ("too_long", True, False)


@pytest.mark.parametrize("text", ["Kijk op https://x.example/a", "Kijk op mijn.woonstede.example.", "www.x", "a.nl"])
def test_a_sender_without_links_sends_no_text_that_holds_one(text: str) -> None:
    assert text_file(said(text))
    with pytest.raises(Undeliverable, match="holds_link"):
        text_file(said(text, links=False))


@pytest.mark.parametrize("text", ["Bel 0800 555 01 23, ma-vr 9.00 tot 17.30 uur.", "Typ: KTR 4WD 9FM. Wij helpen u."])
def test_hours_and_ends_of_sentences_are_no_links(text: str) -> None:
    assert text_file(said(text, links=False))


@pytest.mark.parametrize("carriers", [("letter", "sms"), ("email", "sms"), ("sms",)])
@pytest.mark.parametrize("stage", ["S0", "S1", "S2", "S3", "S4b", "S5", "answer", "arranged", "paid"])
def test_every_text_of_such_a_sender_can_go_out(stage: str, carriers: tuple[str, ...]) -> None:
    base = cases.emre() if stage == "S3" else cases.anna()
    sender = replace(base.sender, links=False, phone="030 1234567")
    recipient = replace(base.recipient, name="Cornelia van Oranje-Nassau van Amsberg", salutation="mevrouw Van Oranje")
    facts = replace(
        base, stage=stage, sender=sender, recipient=recipient, carriers=carriers, code="KTR 4WD 9FM", asked="help"
    )

    words = text_file(message(facts, "sms")).decode()

    assert ("KTR 4WD 9FM" in words) == ("letter" not in carriers)

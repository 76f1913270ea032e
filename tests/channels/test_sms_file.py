"""The SMS as it is handed over: a real number, a sender a phone can show, and the count."""

from dataclasses import replace

import pytest

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.base import Undeliverable
from tijdig.channels.sms import number, sender_name, text_file


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
        "Aan: +31612345678\nVan: Woonstede\nDelen: 1 (GSM-7, 155)\n\n"
        "Dag mevrouw De Wit, u krijgt binnenkort een brief van Woonstede. Wilt u hem openen en lezen? "
        "Wij denken graag met u mee. Vragen? Bel gratis 0800 555 01 23.\n"
    )

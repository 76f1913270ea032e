"""How an SMS is counted: every vector of the standards file (LAW 3.7)."""

import pytest

from tijdig.messages.sms import GSM, parts, plain

VECTORS = [
    ("a" * 160, "GSM-7", 160, 1),
    ("a" * 161, "GSM-7", 161, 2),
    ("a" * 306, "GSM-7", 306, 2),
    ("a" * 307, "GSM-7", 307, 3),
    ("a" * 158 + "€", "GSM-7", 160, 1),
    ("a" * 159 + "€", "GSM-7", 161, 2),
    # The euro sign may not be split over two parts, so one place stays empty.
    ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
    ("ë", "UCS-2", 1, 1),
    ("a" * 69 + "ë", "UCS-2", 70, 1),
    ("a" * 70 + "ë", "UCS-2", 71, 2),
    ("a" * 133 + "ë", "UCS-2", 134, 2),
    ("a" * 134 + "ë", "UCS-2", 135, 3),
    ("é" * 160, "GSM-7", 160, 1),
    ("ç", "UCS-2", 1, 1),
    ("Ç", "GSM-7", 1, 1),
    ("coördinatie", "GSM-7", 11, 1),
    ("😀" * 35, "UCS-2", 70, 1),
    ("😀" * 36, "UCS-2", 72, 2),
    ("^{}\\[~]|€", "GSM-7", 18, 1),
    ("", "GSM-7", 0, 1),
    # An emoji is never split either: 66 units and a pair do not fit in one part of 67.
    ("a" * 66 + "😀" + "a" * 66, "UCS-2", 134, 3),
]


@pytest.mark.parametrize(("text", "encoding", "units", "count"), VECTORS)
def test_parts_counts_as_the_network_does(text: str, encoding: str, units: int, count: int) -> None:
    size = parts(text)

    assert (size.encoding, size.units, size.parts) == (encoding, units, count)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Yılmaz", "Zoe Yilmaz"),
        ("François Łukasz", "Francois Lukasz"),
        ("ma–vr ‘s avonds…", "ma-vr 's avonds..."),
        ("Şahin İpek", "Sahin Ipek"),
        ("coördinatie é", "coördinatie é"),
        ("😀 dag", " dag"),
        ("a\u00a0b", "a b"),
    ],
)
def test_plain_keeps_the_words_in_letters_every_phone_has(text: str, expected: str) -> None:
    made = plain(text)

    assert made == expected
    assert GSM.issuperset(made)

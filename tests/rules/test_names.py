"""Names are found however their letters were written down."""

import re

import pytest

from tijdig.rules import names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ozturk", "Öztürk"),
        ("ÖZTÜRK", "Ozturk"),
        ("szymanska", "Szymańska"),
        ("lukasz", "Łukasz"),
        ("strasse", "Straße"),
        ("straße", "Strasse"),
        ("yildiz", "Yıldız"),
        ("ijsselstein", "\N{LATIN CAPITAL LIGATURE IJ}sselstein"),
        ("nguyen", "Nguyễn"),
        ("'t", "Van 't Hof"),
        ("aegir", "Ægir"),
        ("aegir", "Aegir"),
        ("anh", "Ạnh"),
        ("oeuvre", "Œuvre"),
        ("thor", "Þór"),
        ("jorgen", "Jørgen"),
        ("dordevic", "Đorđević"),
        ("sigurdur", "Sigurður"),
        ("hamrun", "Ħamrun"),
        ("agnes", "Àgnes"),
        ("zlatko", "Žlatko"),
        ("yvy", "Ỹvỹ"),
        ("o\u0308zturk", "Öztürk"),
    ],
)
def test_name_is_found_with_and_without_accents(typed: str, kept: str) -> None:
    assert re.search(names.pattern(typed), kept)


@pytest.mark.parametrize(("typed", "kept"), [("ozturk", "Azturk"), (".*", "Anna"), ("a|b", "Anna"), ("[a]", "a")])
def test_name_is_no_other_name(typed: str, kept: str) -> None:
    assert not re.search(names.pattern(typed), kept)


@pytest.mark.parametrize(
    ("typed", "seen", "is_readable"),
    [
        ("  Wim\t Bos\n", "Wim Bos", True),
        ("\u202eWim\u202c", "Wim", True),
        ("06-123", "06-123", True),
        ("ز\u200cم", "ز\u200cم", True),
        ("\u200cWim\u200d", "Wim", True),
        ("\u202e", "", False),
        ("\u200b\u2060\ufeff", "", False),
        ("\u3164\uffa0", "", False),
        ("\u2800", "", False),
        ("\u200d", "", False),
        ("-", "-", False),
        ("", "", False),
    ],
)
def test_name_is_what_can_be_seen_of_it(typed: str, seen: str, is_readable: bool) -> None:
    assert (names.shown(typed), names.is_readable(typed)) == (seen, is_readable)

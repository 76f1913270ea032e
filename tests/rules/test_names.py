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

"""Sentences, words and lines of Dutch letters."""

import pytest

from tijdig.check import check
from tijdig.check.cues import DIGIT, cues, hold_any
from tijdig.check.participles import is_participle, leaves_actor_out
from tijdig.check.sentences import boundaries, syllables
from tijdig.check.text import Role, Text
from tijdig.check.tokens import cents, tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bel ons. Dat mag.", 2),
        ("Schrijf t.a.v. de afdeling Huur. Dat mag.", 2),
        ("Woont u op nr. 14 of 16?", 1),
        ("Beste A.B. de Ruiter bent u er?", 1),
        ("Wij betalen € 1.480,00 terug op 3.4.2025.", 1),
        ("U krijgt dit z.s.m. Wij bellen u.", 2),
        ("Lukt het niet? Bel dan!", 2),
        ('"Kom binnen!" zei hij.', 1),
        ("Kom 's avonds. 's Ochtends mag ook.", 2),
        ("Wij wachten... en dan bellen wij.", 1),
        ("Geen punt", 1),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(boundaries(text, 0, len(text)))) == count


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Bel 0111 - 00 22 33", ["word", "phone"]),
        ("Bel (0570) 00 12 34 of 14 0199", ["word", "phone", "word", "phone"]),
        ("Bel +31 (0)20 000 81 82 of 0800-0001122", ["word", "phone", "word", "phone"]),
        ("Op NL00 KADE 0123 4567 89 met 2041 9034", ["word", "iban", "word", "number", "number"]),
        ("€ 1.020,00 of 12,50 euro", ["amount", "word", "amount"]),
        ("t.a.v. m.b.t. de foto's", ["short", "short", "word", "word"]),
    ],
)
def test_words(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens(text, 0, len(text))] == kinds


@pytest.mark.parametrize(
    ("said", "amount"), [("€ 1.480", 148_000), ("12,50 euro", 1_250), ("€ 77,-", 7_700), ("€5", 500)]
)
def test_amounts(said: str, amount: int) -> None:
    assert cents(said) == amount


@pytest.mark.parametrize(
    ("word", "count"), [("huur", 1), ("betalen", 3), ("financiële", 5), ("ideeën", 3), ("vrij", 1), ("nr", 1)]
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    "word", ["betaald", "overgedragen", "verwerkt", "aangepast", "geïncasseerd", "besproken", "onderzocht"]
)
def test_participles(word: str) -> None:
    assert is_participle(word)


@pytest.mark.parametrize(
    "word", ["betaalt", "verandert", "geeft", "gezondheid", "bericht", "betalen", "wordt", "geld", "verschillend"]
)
def test_words_that_are_no_participle(word: str) -> None:
    assert not is_participle(word)


def test_what_people_are_leaves_nobody_out() -> None:
    assert not leaves_actor_out("gestegen", becomes=False)
    assert not leaves_actor_out("verzekerd", becomes=False)
    assert leaves_actor_out("verhoogd", becomes=False)


def test_lines_play_their_part() -> None:
    text = Text(
        "Onderwerp: Uw huur\nDe Kade\n\nBeste Sam,\n\nBel ons.\n\n**Wat kan er?**\n\n- In delen\nHuur mei: € 20,00\n\n"
        "Met vriendelijke groet,\n\nBo Jansen\nMijn naam:",
        "letter",
    )

    assert [line.role for line in text.lines if line.role != Role.BLANK] == [
        "subject", "head", "greeting", "prose", "heading", "item", "row", "closing", "signature", "row",
    ]  # fmt: skip


def test_lines_broken_by_width_are_one_sentence() -> None:
    text = Text("Wij helpen u graag met het plan dat bij u past en dat u ook kunt\nbetalen. Bel ons.", "letter")

    assert [sentence.word_count for sentence in text.running] == [17, 2]


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("niet (?:aarzelen|schromen)", {"aarzelen", "schromen"}),
        ("laatste? kans", {"laatst"}),
        (r"\w*incasso\w*", {"incasso"}),
        ("(?:betaal|betaalt) nu", {"betaal"}),
        ("a|bcd", set()),
        ("(?!geen)haast", {"haast"}),
        ("(?:heel )?(?:erg )?spijt", {"spijt"}),
        ("x{0,3}boos[aeiou]", {"boos"}),
        ("24/7|dag en nacht", {"24/7", "nacht"}),
        (r"(?:\d+|zeven) op de", {DIGIT, "zeven"}),
        (r"\d? op de", set()),
    ],
)
def test_cues(pattern: str, pieces: set[str]) -> None:
    assert cues(pattern) == pieces


def test_digit_as_a_cue_is_any_digit() -> None:
    assert hold_any({DIGIT}, "7 van de 10")
    assert not hold_any({DIGIT}, "zeven van de tien")


@pytest.mark.parametrize(
    "text",
    [
        "U kunt gepast betalen.",
        "Betaal gepast.",
        "Neem gepast geld mee.",
        "Wilt u contant betalen? Dat kan alleen gepast.",
        "U dient een klacht in bij ons.",
        "Dient u liever een plan in? Dat mag.",
        "Dit dient als bewijs.",
    ],
)
def test_word_that_means_something_else_here_gets_no_advice(text: str) -> None:
    assert not {"rare-word", "jargon"} & {each.code for each in check(text)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("U dient in mei te betalen.", "schrijf 'moeten'"),
        ("Wij zoeken een gepaste oplossing.", "schrijf 'passend'"),
        ("Uw zoon en diens vriend mogen mee.", "noem wie u bedoelt: 'de vriend van uw zoon'"),
    ],
)
def test_advice_fits_the_word(text: str, said: str) -> None:
    assert said in {each.suggestion for each in check(text)}

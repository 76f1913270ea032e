"""How hard a text is, counted (LAW 5.2)."""

import pytest

from tijdig.messages.check.language import count_words, douma, syllables


@pytest.mark.parametrize(
    ("syllable_count", "sentence_count", "expected"), [(150, 10, 82.0), (160, 8, 72.0), (180, 5, 49.6), (140, 12, 91.3)]
)
def test_douma_gives_the_published_values(syllable_count: int, sentence_count: int, expected: float) -> None:
    assert douma(sentence_count, 100, syllable_count) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("financiële", 5),
        ("beëindigen", 4),
        ("ideeën", 3),
        ("huur", 1),
        ("betalen", 3),
        ("gemeente", 3),
        ("oplossing", 3),
        ("u", 1),
        ("sms", 1),
        ("coördinatie", 5),
    ],
)
def test_syllables_counts_groups_of_vowels(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_count_words_leaves_out_signs_that_stand_alone() -> None:
    assert count_words("Betaal € 182,40 – of bel ons.") == 5

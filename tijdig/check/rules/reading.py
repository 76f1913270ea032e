"""How hard it reads: long sentences, and the level of the whole text."""

from collections.abc import Iterator
from functools import cache

from tijdig.check.findings import Hit
from tijdig.check.lists import data
from tijdig.check.text import Text


@cache
def threshold(name: str) -> float:
    """A number of thresholds.toml."""
    return float(data("thresholds")[name]["value"])


def long_sentences(text: Text) -> Iterator[Hit]:
    most = threshold("sentence_words")
    for sentence in text.running:
        if sentence.word_count > most:
            yield Hit(
                sentence.start,
                sentence.end,
                f"Deze zin heeft {sentence.word_count} woorden.",
                "maak er twee of drie zinnen van, elk met één mededeling",
            )


def level(text: Text) -> Iterator[Hit]:
    counted = text.measured
    if counted.measured < threshold("level_min_words"):
        return
    length = counted.words / counted.sentences
    many = threshold("long_word_syllables")
    long = sum(count for size, count in counted.sizes.items() if size >= many) / counted.measured
    signs = (
        counted.ease < threshold("reading_ease"),
        length > threshold("mean_sentence_words"),
        long > threshold("long_word_share"),
    )
    if sum(signs) >= threshold("level_signs"):
        yield Hit(
            0,
            0,
            f"De tekst is moeilijker dan B1: leesbaarheid {counted.ease:.0f}, gemiddeld {length:.0f} woorden per zin, "
            f"{long:.0%} lange woorden.",
            "maak zinnen korter en kies woorden die iedereen kent",
        )

"""Languages of the pages: a catalogue for each, in which every Dutch sentence has its own words; Dutch needs none."""

from tijdig.languages.catalogue import DUTCH, EASY, PSEUDO, Catalogue, catalogue, codes, full, short
from tijdig.languages.saying import marked, now, say, speaking

__all__ = [
    "DUTCH",
    "EASY",
    "PSEUDO",
    "Catalogue",
    "catalogue",
    "codes",
    "full",
    "marked",
    "now",
    "say",
    "short",
    "speaking",
]

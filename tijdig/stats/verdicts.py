"""Says in plain Dutch what one computed comparison means, and draws nothing that the figures do not hold."""

from typing import Literal

from tijdig.stats.notation import DUTCH
from tijdig.stats.reanalysis import Result

Meaning = Literal["more", "fewer", "chance", "unknown"]
"""What may be said of a difference after computing again."""


def meaning(result: Result) -> Meaning:
    """More or fewer only when the whole interval lies on that side; unknown when nobody knows how many took part."""
    ends = result.difference_interval
    if ends is None:
        return "unknown"
    if ends.low > 0:
        return "more"
    return "fewer" if ends.high < 0 else "chance"


def words(result: Result) -> str:
    """The meaning in a few words, with its condition where the sizes are not known."""
    found, size = meaning(result), DUTCH.number(result.smallest_size, 0)
    if found == "chance":
        return "kan toeval zijn"
    side = "meer" if result.difference > 0 else "minder"
    return f"{side}, vanaf {size} per groep" if result.at_most or result.sizes is None else f"{side} dan toeval"


def sentence(result: Result) -> str:
    """One comparison in a sentence, for who listens instead of looks."""
    side = "meer" if result.difference >= 0 else "minder"
    points = DUTCH.number(abs(result.difference * 100), 1)
    ends = result.difference_interval
    around = "hoe zeker, is onbekend"
    if ends is not None:
        low, high = (DUTCH.number(end * 100, 1) for end in (ends.low, ends.high))
        around = f"tussen {low} en {high}" + (" of wijder" if result.at_most else "")
    return f"{result.contrast.label}: {points} procentpunt {side}, {around}; {words(result)}."

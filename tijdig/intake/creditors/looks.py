"""The colours of a card together: whether people can read one on the other, on every surface of our pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from tijdig.intake.creditors.checks import Fault, color
from tijdig.rules.colors import READABLE, unreadable


def look_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Each pair that cannot be read, with its contrast and what to do; a colour that is wrong by itself was told."""
    chosen = [values.get("color_main"), values.get("color_link")]
    if any(not isinstance(value, str) or color(value) for value in chosen):
        return
    told = set()
    for pair in unreadable(*map(str, chosen)):
        if pair.token not in told:
            told.add(pair.token)
            yield Fault(
                f"look.color_{pair.token}",
                f"letters in {pair.over} zijn slecht te lezen op {pair.under}, {pair.place} "
                f"(contrast {_dutch(pair.ratio)}).",
                f"Neem donkerder: minstens {_dutch(READABLE)}.",
            )


def _dutch(ratio: float) -> str:
    return f"{int(ratio * 10) / 10:.1f}".replace(".", ",")

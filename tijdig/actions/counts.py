"""What a night or a round of sending did, as the last line of both says it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tijdig.planner.costing import Totals

Progress = Callable[[str, int, int], None]
"""Told what is going on, how many are done and how many there are."""


@dataclass(frozen=True)
class Counts:
    """Messages planned, sent and stopped; open cases (of a night) or messages (of sending) that wait."""

    planned: int = 0
    sent: int = 0
    stopped: int = 0
    waiting: int = 0
    failed: int = 0
    held: int = 0  # planned, and left to a person because there are no words for it yet
    totals: Totals = field(default_factory=Totals)  # what it costs
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(
            self.planned + other.planned,
            self.sent + other.sent,
            self.stopped + other.stopped,
            self.waiting + other.waiting,
            self.failed + other.failed,
            self.held + other.held,
            self.totals + other.totals,
            self.notes + tuple(note for note in other.notes if note not in self.notes),
        )

    def with_waiting(self, waiting: int) -> "Counts":
        """The same with another number of those who wait."""
        return replace(self, waiting=waiting)

    @property
    def held_lines(self) -> tuple[str, ...]:
        """The line of what has no words yet; none when nothing is held."""
        return (f"vastgehouden, een medewerker kijkt: {self.held}",) if self.held else ()

    def line(self) -> str:
        """The one line that every script may read."""
        return f"planned: {self.planned}, sent: {self.sent}, stopped: {self.stopped}, waiting: {self.waiting}"


def silent(_what: str, _done: int, _all: int) -> None:
    """Progress for those who do not look."""

"""Rest that somebody asks for: the days to choose from, in words that people think in. No source prescribes them."""

from collections.abc import Iterator
from datetime import date, timedelta

from tijdig.languages import marked

FRIDAY = 4
DAY = timedelta(days=1)
WEEKS = {1: marked("een week"), 2: marked("twee weken"), 4: marked("vier weken")}
SOON = 2
"""Rest shorter than this is over before anybody notices: on a Thursday the Friday of next week is meant."""


def friday(day: date) -> date:
    """The Friday that somebody means on this day: two days away or more, ten days at most."""
    ahead = (FRIDAY - day.weekday()) % 7
    return day + (ahead if ahead >= SOON else ahead + 7) * DAY


def ends(day: date, most_days: int) -> Iterator[tuple[date, str]]:
    """Days until which rest can last, soonest first, each with what people call it; none beyond `most_days` (days).

    A week is no choice of its own where the Friday that is meant is a week away, or a day less or more.
    """
    last, first = day + most_days * DAY, friday(day)
    weeks = [(day + count * 7 * DAY, why) for count, why in WEEKS.items()]
    named = [(first, "tot vrijdag"), *[(on, why) for on, why in weeks if on - first > DAY]]
    yield from ((on, why) for on, why in named if on <= last)

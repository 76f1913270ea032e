"""What all pages of docs/rules share: their first line, the headings of tables, and the tables themselves."""

from collections.abc import Iterable, Iterator, Sequence

from tijdig.planner.outcomes import DIMENSIONS

MADE = "<!-- Gemaakt uit tests/spec. Verander de tabel daar, en maak deze bladzijde opnieuw met `make docs`. -->"
HEADINGS = {
    **{name: text.rstrip("?").lower() for name, text in DIMENSIONS.items()},
    "whether": "besluit",
    "reason": "reden",
    "owner": "wie is aan zet",
    "days": "opnieuw bekeken over (dagen)",
    "person_days": "een mens over (dagen)",
}


def table(heading: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown."""
    yield "| " + " | ".join(heading) + " |"
    yield "|" + "---|" * len(heading)
    for line in lines:
        yield "| " + " | ".join(line) + " |"
    yield ""

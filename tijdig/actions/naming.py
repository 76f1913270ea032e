"""Names and contacts that a person typed, before they are kept: one rule, whatever page they come from."""

from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.rules import names


def readable(typed: str) -> str:
    """As it is seen, on one line; nothing where nothing was typed. UNREADABLE for signs that show nothing."""
    if typed.strip() and not names.is_readable(typed):
        raise RefusedError(Refusal.UNREADABLE)
    return names.shown(typed)


def readable_lines(typed: str) -> str:
    """The same for names on lines of their own; lines on which nothing was typed go."""
    return "\n".join(readable(line) for line in typed.splitlines() if line.strip())

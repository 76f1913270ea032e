"""Advice on words that a colleague typed for one customer, by the numbers of that customer's creditor."""

from datetime import date

from tijdig.messages import check
from tijdig.models import Case
from tijdig.queries import policies


def advice(case: Case, text: str, day: date) -> tuple[str, ...]:
    """What might be said in plainer or kinder words."""
    return check.advice(text, policies.of(case.creditor, day))


def cannot_print(text: str) -> str:
    """The signs that would keep a letter from being printed; nothing when it can be."""
    return check.unprintable(text)

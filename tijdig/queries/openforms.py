"""Open forms as staff read them: who asked for contact, how to be reached, and who it may be."""

from dataclasses import dataclass
from datetime import datetime

from tijdig.models import OpenForm
from tijdig.queries import searching
from tijdig.queries.searching import Found
from tijdig.rules import dutch
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import FormState


@dataclass(frozen=True)
class FormPage:
    """One open form with the customers it may be of."""

    number: int
    version: int
    name: str
    reach: str
    words: str
    received: datetime
    due_text: str
    is_open: bool
    state: str
    case: int | None
    looked_for: str
    found: tuple[Found, ...]


def page_of(form: OpenForm, looked_for: str = "") -> FormPage:
    """The page of a form that somebody may see; without words of their own we look for the name that was left."""
    words = looked_for.strip() or form.name
    is_open = form.state == FormState.OPEN
    return FormPage(
        number=form.pk,
        version=form.version,
        name=form.name,
        reach=f"{form.get_by_channel_display().capitalize()}: {form.reach_at}",
        words=form.text,
        received=form.received_at.astimezone(AMSTERDAM).replace(tzinfo=None),
        due_text=dutch.weekday(form.answer_due_on),
        is_open=is_open,
        state=form.get_state_display(),
        case=form.case_id,
        looked_for=words,
        found=_candidates(form, words) if is_open else (),
    )


def _candidates(form: OpenForm, words: str) -> tuple[Found, ...]:
    """Who answers to all the words; nobody does: who answers to the last, which mostly is the family name."""
    found = searching.find(form.creditor_id, words)
    return found or searching.find(form.creditor_id, words.split()[-1] if words.split() else "")

"""Open forms as staff read them: who asked for contact, how to be reached, and who it may be."""

from dataclasses import dataclass
from urllib.parse import quote

from tijdig.models import Case, ContactPoint, OpenForm
from tijdig.queries import searching, standing
from tijdig.queries.searching import Found
from tijdig.rules import dutch, phones
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import FactSource, FormState, PointKind


@dataclass(frozen=True)
class FormPage:
    """One open form with the customers it may be of."""

    number: int
    version: int
    name: str
    reach: str
    reach_at: str
    href: str  # as a telephone or a mail program wants it
    words: str
    received: str
    due_text: str
    is_open: bool
    state: str
    case: int | None
    looked_for: str
    found: tuple[Found, ...]


def page_of(form: OpenForm, looked_for: str = "") -> FormPage:
    """The page of a form that somebody may see; without words of their own we look for the name that was left."""
    words = looked_for.strip() or form.name
    is_open, local = form.state == FormState.OPEN, form.received_at.astimezone(AMSTERDAM)
    return FormPage(
        number=form.pk,
        version=form.version,
        name=form.name,
        reach=form.get_by_channel_display().capitalize(),
        reach_at=phones.readable(form.reach_at),
        href=_href(form.reach_at),
        words=form.text,
        received=f"{dutch.near(local.date())}, {dutch.hour(local)} uur",
        due_text=dutch.weekday(form.answer_due_on),
        is_open=is_open,
        state=form.get_state_display(),
        case=form.case_id,
        looked_for=words,
        found=_candidates(form, words) if is_open else (),
    )


def known_points(case: Case) -> tuple[ContactPoint, ...]:
    """Where a new link may go: what works, and was known before somebody without a code asked for one.

    Who fills in a form may be anybody; what that form says is never enough to send a link there.
    """
    customer = case.customer
    if customer.died_on or not customer.is_safe_to_contact:
        return ()
    rows = standing.usable_points().filter(customer=customer, kind__in=[PointKind.EMAIL, PointKind.MOBILE])
    asked = OpenForm.objects.filter(case=case).order_by("received_at").first()
    found = rows.select_related("customer__case__creditor").order_by("pk")
    since = local_day(asked.received_at) if asked else None
    return tuple(one for one in found if since is None or one.source == FactSource.CREDITOR or one.noted_on < since)


def _href(reach_at: str) -> str:
    if "@" in reach_at:
        return f"mailto:{quote(reach_at.strip(), safe='@')}"
    dialled = phones.dialled(reach_at)
    return f"tel:{dialled}" if dialled else ""


def _candidates(form: OpenForm, words: str) -> tuple[Found, ...]:
    """Who answers to all the words; nobody does: who answers to the last, which mostly is the family name."""
    found = searching.find(form.creditor_id, words)
    return found or searching.find(form.creditor_id, words.split()[-1] if words.split() else "")

"""Why a case gets what it gets: its state and next step, and the planner's explanation on the facts that counted."""

from collections.abc import Iterator
from datetime import date

from tijdig.models import Case, Contact, Decision
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.explain import Explanation, explain
from tijdig.planner.text import date_text, render
from tijdig.queries import cases, frames, policies, visible
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import CaseState, ContactState, Direction


def text(case: Case, day: date) -> str:
    """The whole story of one case on one day, in plain Dutch."""
    return "\n".join([*_head(case, day), "", render(explanation(case, day))])


def explanation(case: Case, day: date) -> Explanation:
    """What was decided on that day, on the facts it was decided on; where nothing was, what would be decided now."""
    policy = policies.of(case.creditor, day)
    return explain(_account(case, day), policy, day)


def _account(case: Case, day: date) -> Accounts:
    made = Decision.objects.filter(case=case, valid_from=day).first()
    if made:
        return Accounts.from_rows([AccountRow(**made.columns)])
    if case.state == CaseState.CLOSED:
        return Accounts.from_rows([AccountRow(case_id=case.pk, is_open=False)])
    return frames.of_case(case, day).accounts


def _head(case: Case, day: date) -> Iterator[str]:
    open_cents = sum([claim.open_cents for claim in visible.claims(case) if claim.open_cents > 0])
    yield f"Dossier {case.pk}: klant {case.customer.number} bij {case.creditor.name}"
    if case.state == CaseState.CLOSED:
        closed_on = date_text(case.closed_on) if case.closed_on else ""
        yield f"Stand: gesloten op {closed_on}, {case.get_closing_reason_display()}"
        return
    yield f"Stand: open, {euros(open_cents)} nog te betalen"
    yield f"Volgende stap: {_next_step(case, day)}"


def _next_step(case: Case, day: date) -> str:
    queued = Contact.objects.filter(
        case=case, direction=Direction.OUT, state__in=[ContactState.PLANNED, ContactState.CLAIMED]
    )
    if steps := [_message(contact) for contact in queued.order_by("send_from", "pk")]:
        return "; ".join(steps)
    decision = cases.last_decision(case)
    if decision is None or decision.again_on <= day:
        return "de eerstvolgende nacht kijkt opnieuw"
    return f"opnieuw bekijken op {date_text(decision.again_on)}"


def _message(contact: Contact) -> str:
    at = contact.send_from.astimezone(AMSTERDAM)
    return f"{contact.get_kind_display()} op {date_text(at.date())} vanaf {at:%H:%M} uur"

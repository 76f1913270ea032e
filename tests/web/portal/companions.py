"""Who looks along for a customer, and the file of the same person at another organisation."""

from datetime import timedelta
from itertools import count
from typing import Any

from tests.factories import NOW, make_case, make_claim, make_creditor, make_customer, make_details
from tijdig.models import Case, Consent, Helper
from tijdig.queries.doors import code_hash, helper_hash, letter_code
from tijdig.rules.workdays import local_day

_next = count(1)


def make_helper(case: Case, *, code: str = "", **values: Any) -> Helper:
    """Fatima, who may look along for a month."""
    facts: dict[str, Any] = {
        "case": case,
        "name": "Fatima",
        "code_hash": helper_hash(code or f"code {next(_next)}"),
        "made_at": NOW,
        "made_by": f"customer:{case.customer_id}",
        "expires_at": NOW + timedelta(days=30),
    }
    return Helper.objects.create(**facts | values)


def make_elsewhere(*, code: str = "bosstroom", amount_cents: int = 5_000, **details: Any) -> Case:
    """Anna's file at an energy company: the same birth date and postcode, an open bill, and a letter with a code."""
    creditor = make_creditor(
        code=code, name="Bosstroom", sender_name="Bosstroom", sector="energy", phone="020 555 01 77"
    )
    customer = make_customer(creditor)
    make_details(customer, **details)
    make_claim(customer, amount_cents=amount_cents, kind="energy", description="Stroom november 2026")
    return make_case(customer)


def give_letter(case: Case) -> str:
    """A letter went out today; the code that stands in it."""
    code = letter_code(case.pk, local_day(NOW))
    case.letter_codes.create(code_hash=code_hash(code), made_at=NOW, expires_at=NOW + timedelta(days=90))
    return code


def make_link(case: Case, other: Case) -> Consent:
    """The customer wants to see that other file beside this one."""
    return Consent.objects.create(
        customer=case.customer, purpose="overview", other=other.creditor, other_customer=other.customer, given_at=NOW,
        given_by=f"customer:{case.customer_id}", by_channel="portal", text_version="eigen-overzicht-2026-11",
    )  # fmt: skip

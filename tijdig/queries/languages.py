"""Which languages of the pages may be read: those a panel signed, and drafts where the organisation takes them."""

from collections.abc import Collection

from tijdig.languages import DUTCH, catalogue, full, short
from tijdig.models import Creditor, CustomerSession
from tijdig.queries.visible import details


def offered(drafts_taken: Collection[str]) -> tuple[str, ...]:
    """What can be chosen, Dutch first, for who takes these drafts; as letters do it (docs/adr/0041)."""
    signed = [code for code in (*full(), *short()) if catalogue(code).is_signed]  # Dutch is
    drafts_there = [code for code in (*full(), *short()) if code not in signed and code in drafts_taken]
    return (*signed, *drafts_there)


def may_go(code: str, creditor_id: int | None) -> bool:
    """Whether pages of this organisation may be read so; before somebody is inside, those of any."""
    return code == DUTCH or catalogue(code).is_signed or code in drafts(creditor_id)


def of_customer(session: CustomerSession) -> str:
    """The language in the file of who came in, when its pages may go out; nothing for who looks along."""
    customer = session.customer
    known = None if session.helper_id else details(customer.case)
    code = known.language.partition("-")[0] if known else DUTCH
    return code if code != DUTCH and code in full() and may_go(code, customer.creditor_id) else ""


def drafts(creditor_id: int | None) -> set[str]:
    """The languages whose drafts this organisation takes; of all of them when nobody is inside."""
    rows = Creditor.objects.all() if creditor_id is None else Creditor.objects.filter(pk=creditor_id)
    return {code for codes in rows.values_list("draft_languages", flat=True) for code in codes}

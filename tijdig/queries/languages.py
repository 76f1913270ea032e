"""Which languages of the pages may be read: those a panel signed, and drafts where the organisation takes them."""

from collections.abc import Collection

from tijdig.languages import DUTCH, catalogue, full, short
from tijdig.models import Creditor, CustomerSession, Request
from tijdig.queries.doors import Visitor
from tijdig.queries.visible import details
from tijdig.words import RequestKind


def offered(drafts_taken: Collection[str]) -> tuple[str, ...]:
    """What can be chosen, Dutch first, for who takes these drafts; as letters do it (docs/adr/0041)."""
    signed = [code for code in (*full(), *short()) if catalogue(code).is_signed]  # Dutch is
    drafts_there = [code for code in (*full(), *short()) if code not in signed and code in drafts_taken]
    return (*signed, *drafts_there)


def may_go(code: str, visitor: Visitor | None) -> bool:
    """Whether this visitor may read pages so; before somebody is inside, any organisation that takes it will do."""
    return code == DUTCH or catalogue(code).is_signed or code in (drafts() if visitor is None else visitor.drafts)


def of_customer(session: CustomerSession) -> str:
    """The language in the file of who came in, when its pages may go out; nothing for who looks along."""
    customer = session.customer
    known = None if session.helper_id else details(customer.case)
    code = known.language.partition("-")[0] if known else DUTCH
    if code == DUTCH or code not in (*full(), *short()):
        return ""
    return code if catalogue(code).is_signed or code in customer.creditor.draft_languages else ""


def is_call(visitor: Visitor, number: int) -> bool:
    """Whether this is a wish to be called: also what became of it is told in the language in which it was asked."""
    return Request.objects.filter(pk=number, case=visitor.case_id, kind=RequestKind.CALL_ME).exists()


def drafts() -> set[str]:
    """The languages whose drafts any organisation takes."""
    rows = Creditor.objects.values_list("draft_languages", flat=True)
    return {code for codes in rows for code in codes}

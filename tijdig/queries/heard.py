"""Which letters of an organisation can be heard, and at what address anybody can."""

from collections.abc import Mapping

from tijdig.messages.languages import DUTCH
from tijdig.models import Creditor
from tijdig.spoken import shelf

PATH = "voorlezen"


def addresses(creditor: Creditor) -> Mapping[str, str]:
    """For every occasion with sound the address of its page; it holds nothing of one customer.

    Where the words changed since, the page shows them without sound until `tijdig speak` has run again.
    """
    portal = creditor.portal_url.rstrip("/")
    return {name: f"{portal}/{PATH}/{creditor.code}/{name}" for name in shelf.occasions(creditor.code, DUTCH)}

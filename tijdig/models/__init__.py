"""The tables, in rooms: parties, money, contact, consent. Facts only; whoever changes them is an action."""

from tijdig.models.consent.audit import AuditEvent
from tijdig.models.contact.cases import Case, Hold, Request
from tijdig.models.contact.contacts import Contact, Moment
from tijdig.models.contact.plans import Decision, Night
from tijdig.models.money.claims import Claim, MoneyEntry
from tijdig.models.money.contracts import Contract
from tijdig.models.money.intakes import Intake, Reject
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import ContactPoint, Customer, CustomerDetails, Representative, SupportNeed

__all__ = [
    "AuditEvent",
    "Case",
    "Claim",
    "Contact",
    "ContactPoint",
    "Contract",
    "Creditor",
    "Customer",
    "CustomerDetails",
    "Decision",
    "Hold",
    "Intake",
    "Moment",
    "MoneyEntry",
    "Night",
    "Reject",
    "Representative",
    "Request",
    "SupportNeed",
]

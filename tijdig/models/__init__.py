"""The tables, in rooms: parties, money, contact, consent. Facts only; whoever changes them is an action."""

from tijdig.models.consent.audit import AuditEvent
from tijdig.models.consent.consents import Consent, Shared
from tijdig.models.consent.doors import CustomerSession, DoorTry, IdentityCheck, LetterCode, LoginLink
from tijdig.models.consent.helpers import Helper
from tijdig.models.contact.approaches import Approach, Step, TeamHours
from tijdig.models.contact.calls import Call, CallBack, CallSlot, HandOver, OpenForm
from tijdig.models.contact.cases import Case, Hold, Request
from tijdig.models.contact.contacts import Contact, Moment
from tijdig.models.contact.lastresorts import Consequence, Transfer
from tijdig.models.contact.plans import CaseSummary, Decision, DecisionKind, FactsLayout, Night, Touched
from tijdig.models.contact.told import Draft, Story, ToldCause
from tijdig.models.money.claims import Claim, MoneyEntry
from tijdig.models.money.contracts import Contract
from tijdig.models.money.intakes import Intake, Reject
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import (
    ContactPoint,
    Customer,
    CustomerDetails,
    LifeEvent,
    Representative,
    SupportNeed,
)
from tijdig.models.solutions.arrangements import Arrangement, Instalment, Solution
from tijdig.models.solutions.joint import AnswerLink, Joint, JointEntry, JointLine, JointPart, JointPayment, JointPlan
from tijdig.models.solutions.rooms import RoomToPay

__all__ = [
    "AnswerLink",
    "Approach",
    "Arrangement",
    "AuditEvent",
    "Call",
    "CallBack",
    "CallSlot",
    "Case",
    "CaseSummary",
    "Claim",
    "Consent",
    "Consequence",
    "Contact",
    "ContactPoint",
    "Contract",
    "Creditor",
    "Customer",
    "CustomerDetails",
    "CustomerSession",
    "Decision",
    "DecisionKind",
    "DoorTry",
    "Draft",
    "FactsLayout",
    "HandOver",
    "Helper",
    "Hold",
    "IdentityCheck",
    "Instalment",
    "Intake",
    "Joint",
    "JointEntry",
    "JointLine",
    "JointPart",
    "JointPayment",
    "JointPlan",
    "LetterCode",
    "LifeEvent",
    "LoginLink",
    "Moment",
    "MoneyEntry",
    "Night",
    "OpenForm",
    "Reject",
    "Representative",
    "Request",
    "RoomToPay",
    "Shared",
    "Solution",
    "Step",
    "Story",
    "SupportNeed",
    "TeamHours",
    "ToldCause",
    "Touched",
    "Transfer",
]

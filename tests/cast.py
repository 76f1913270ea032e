"""The same people in every test: Anna, Bram, Chantal and Emre at Woonstede, Samira and Dewi who work there."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from demo.cast import ADMINISTRATOR, ANNA, BRAM, CHANTAL, CUSTOMERS, DEWI, EMRE, SAMIRA, STAFF, TODAY, CastMember
from tests import beginnings, factories
from tijdig.models import Case, Creditor, Customer

__all__ = [
    "ADMINISTRATOR",
    "ANNA",
    "BRAM",
    "CHANTAL",
    "CUSTOMERS",
    "DEWI",
    "EMRE",
    "SAMIRA",
    "STAFF",
    "TODAY",
    "Cast",
    "CastMember",
    "make_cast",
    "make_member",
]


@dataclass(frozen=True)
class Cast:
    """The rows of everybody, made once per test that asks for them."""

    woonstede: Creditor
    anna: Case
    bram: Case
    chantal: Case
    emre: Case
    samira: User
    dewi: User


def make_member(creditor: Creditor, member: CastMember) -> Case:
    """One customer with address, bills and an open case, as if a file had brought them."""
    customer = factories.make_customer(creditor, number=member.number)
    factories.make_details(
        customer,
        salutation=member.salutation,
        first_name=member.first_name,
        last_name=member.last_name,
        birth_on=member.birth_on,
        postcode=member.postcode,
        language=member.language,
    )
    _make_points(customer, member)
    contract = factories.make_contract(customer, number=member.contract, started_on=member.customer_since_on)
    for bill in member.bills:
        factories.make_claim(
            customer,
            amount_cents=bill.open_on(TODAY),
            contract=contract,
            reference=bill.reference,
            kind=bill.kind,
            description=bill.description,
            invoiced_on=bill.invoiced_on,
            due_on=bill.due_on,
        )
    return factories.make_case(customer)


def make_cast() -> Cast:
    """Everybody; Bram with his protective administrator."""
    return beginnings.begin_with(_make_cast)


def _make_cast() -> Cast:
    woonstede = factories.make_creditor(code="woonstede")
    anna, bram, chantal, emre = (make_member(woonstede, member) for member in CUSTOMERS)
    factories.make_representative(
        bram.customer,
        name=ADMINISTRATOR.name,
        address_lines=list(ADMINISTRATOR.address_lines),
        email=ADMINISTRATOR.email,
        phone=ADMINISTRATOR.phone,
        since_on=ADMINISTRATOR.since_on,
    )
    samira, dewi = (_make_staff(woonstede, person.email, person.name, person.role) for person in STAFF)
    return Cast(woonstede, anna, bram, chantal, emre, samira, dewi)


def _make_points(customer: Customer, member: CastMember) -> None:
    address = f"{member.street}\n{member.postcode} {member.town}"
    for kind, value in (("post", address), ("email", member.email), ("mobile", member.mobile)):
        if value:
            factories.make_point(customer, kind=kind, value=value, noted_on=date(2026, 11, 1))


def _make_staff(creditor: Creditor, email: str, name: str, role: str) -> User:
    user = factories.make_user(email=email, name=name)
    factories.make_membership(user, creditor, role=role)
    return user

"""Where the money of a joint plan goes: the account of who takes it for all, or of each organisation."""

from dataclasses import dataclass

from tijdig.messages.languages import here
from tijdig.models import Creditor, JointPart
from tijdig.queries.facts import payment_reference
from tijdig.queries.house import house_of
from tijdig.queries.visible import claims
from tijdig.rules.references import joint_reference


@dataclass(frozen=True, slots=True)
class Account:
    """Where one amount goes."""

    name: str
    amount: str
    iban: str
    iban_name: str
    reference: str
    phone: str  # to ask for what we do not know


def of_part(part: JointPart, cents: int) -> Account:
    """The account of one organisation, with its own reference."""
    house = house_of(part.creditor)
    reference = part.customer_number
    if part.case is not None:
        late = [claim.payment_reference for claim in claims(part.case) if claim.open_cents > 0]
        reference = payment_reference(part.case.customer.number, late)
    return Account(
        house.name, here.euros(cents), house.iban, house.iban_name, reference, "" if house.iban else part.creditor.phone
    )


def of_payee(payee: Creditor, cents: int, number: int) -> Account:
    """The account of who takes it for all, with the reference of the plan."""
    house = house_of(payee)
    return Account(house.name, here.euros(cents), house.iban, house.iban_name, joint_reference(number), payee.phone)

"""Who the customer is, for who is asked: what an organisation needs to find somebody, and no more (docs/adr/0060)."""

from dataclasses import dataclass
from datetime import date

from tijdig.messages.languages import here
from tijdig.models import JointPart
from tijdig.queries import consents
from tijdig.queries.visible import details
from tijdig.rules.consents import holds
from tijdig.rules.joint.drafts import GONE
from tijdig.words import JointPartState, SharedData


@dataclass(frozen=True, slots=True)
class Who:
    """What is told of somebody: what we do not know, or may not tell, stays empty."""

    name: str = ""
    birth: str = ""
    postcode: str = ""
    number: str = ""  # their own, as the customer told it


def may_tell(part: JointPart) -> bool:
    """Whether the consent says that more than a name goes along, to somebody who still has to look."""
    return part.consent is not None and SharedData.WHO in part.consent.data and JointPartState(part.state) not in GONE


def of(part: JointPart, day: date) -> Who:
    """Under the consent of this organisation, as long as it stands; by older words only a name and the number.

    Who is out of it needs to find nobody any more.
    """
    given = part.consent
    if given is None or not holds(consents.terms(given), day):
        return Who()
    known = details(part.joint.case)
    name = f"{known.first_name} {known.last_name}".strip() if known else ""
    is_told = may_tell(part)
    return Who(
        name=name,
        birth=here.day(known.birth_on) if is_told and known and known.birth_on else "",
        postcode=known.postcode if is_told and known else "",
        number=part.customer_number,
    )

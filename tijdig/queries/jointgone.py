"""How it goes on with an organisation that is out of a joint arrangement, or when all of it ends; and who to call."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from tijdig.messages.facts import House
from tijdig.models import Arrangement, Consent, Joint, JointPart, JointPlan
from tijdig.queries import consents, jointfacts, jointquiet
from tijdig.queries.jointrows import Held
from tijdig.rules.consents import holds
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState
from tijdig.words import JointPartState as P


def out_with(found: Held, number: int) -> list[JointPart]:
    """Who went out of the plan that ran in one step with this one; where it was asked is not counted."""
    out_at = {part: _out_at(found.joint, part) for part in jointfacts.was_in(found.joint)}
    own = found.joint.case.creditor_id
    return [
        part
        for part in found.parts
        if part.pk == number
        or (part.creditor_id != own and out_at.get(part.pk) is not None and out_at[part.pk] == out_at.get(number))
    ]


def _out_at(joint: Joint, part: int) -> datetime | None:
    """When the version was made in which it stands no more; none while it stands in the newest."""
    agreed = JointPlan.objects.filter(joint=joint, confirmed_at__isnull=False).order_by("-number")
    last = agreed.filter(lines__part=part).first()
    after = agreed.filter(number__gt=last.number).last() if last else None
    return after.made_at if after else None


def house(part: JointPart, now: str, day: date) -> House:
    """How it goes on there; with the last day of the silence, where that was promised and we ourselves see to it."""
    last = jointquiet.last_of(part) if now == "open" and jointquiet.is_kept_here(part, day) else None
    return House(part.creditor.sender_name, "quiet" if last else now, contact=contact_of(part, day), on=last)


def stands_alone(part: JointPart, day: date) -> str:
    """What stands there for who went out of a plan that ran.

    An arrangement in a file here says so itself. Elsewhere it goes on when the consent was taken back or came to its
    end: nobody stopped anything.
    """
    made: Arrangement | None = part.arrangement
    if made is not None:
        return _OF_ARRANGEMENT.get(ArrangementState(made.state), "open")
    return "goes_on" if part.consent is not None and _was_let_go(part.consent, day) else "open"


_OF_ARRANGEMENT: Final[Mapping[ArrangementState, str]] = {
    ArrangementState.ACTIVE: "goes_on",
    ArrangementState.COMPLETED: "paid",
}


def _was_let_go(given: Consent, day: date) -> bool:
    """Whether the customer took it back, or its day came; not that it ended because its organisation went."""
    if given.withdrawn_at is not None and given.withdrawn_by != consents.ENDED:
        return True
    ended_on = local_day(given.withdrawn_at) if given.withdrawn_at else day
    return given.until_on is not None and given.until_on <= ended_on


def stands(part: JointPart, day: date, *, gone: Collection[int], agreed: Collection[int]) -> str:
    """What stands there once the plan is over, of who was in it (`agreed`), or had gone out of it (`gone`)."""
    if part.pk in gone:
        return stands_alone(part, day)
    if part.state == P.PAID:
        return "paid"
    return "goes_on" if part.pk in agreed else "open"


def contact_of(part: JointPart, day: date) -> str:
    """Who to call there: the person they named, as long as that may be told, with a number; else their number."""
    may_tell = part.consent is None or holds(consents.terms(part.consent), day)
    who, phone = part.contact.strip() if may_tell else "", part.creditor.phone
    has_number = any(sign.isdigit() for sign in who)
    return who if has_number else ", ".join(one for one in (who, phone) if one)

"""Whether a consent may hold longer: the one page on which a customer says yes again."""

from dataclasses import dataclass
from datetime import datetime

from tijdig.languages import marked, now, say
from tijdig.messages import consents as texts
from tijdig.messages.consents import Words
from tijdig.messages.languages import here
from tijdig.queries import jointrenewal, jointrows, policies, portal
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules.consents import until
from tijdig.rules.workdays import local_day
from tijdig.words import ConsentPurpose

EACH = marked("elke organisatie hieronder")


@dataclass(frozen=True, slots=True)
class AgainPage:
    """What was agreed, until when, and until when it would be."""

    house: House
    person: Person
    version: int
    ones: tuple[tuple[int, str], ...]  # part, name
    names: str
    last: str  # the last day of what was agreed before
    words: Words
    text_version: str
    language: str


def page(visitor: Visitor, at: datetime) -> AgainPage | None:
    """The question for all whose consent ends soon; None when there is nothing to ask."""
    case, around = portal.frame(visitor)
    held, day = jointrows.of(visitor), local_day(at)
    found = jointrenewal.ending(held.joint, day) if held is not None else []
    last = jointrenewal.last_day(found[0]) if found else None
    if held is None or last is None:
        return None
    text = texts.current(ConsentPurpose.JOINT, day)
    language = texts.language_of(text, now().tag)
    other = found[0].creditor.sender_name if len(found) == 1 else say(EACH)
    ends_on = until(day, policies.of(case.creditor, day).joint.consent_months)
    names = {"house": case.creditor.sender_name, "other": other, "until": here.day(ends_on)}
    return AgainPage(
        house=around.house,
        person=around.person,
        version=held.joint.version,
        ones=tuple((part.pk, part.creditor.sender_name) for part in found),
        names=here.listed([part.creditor.sender_name for part in found]),
        last=here.day(last),
        words=texts.said(text, language, is_formal=case.creditor.is_formal, **names),
        text_version=text.code,
        language=language,
    )

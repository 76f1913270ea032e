"""What customers read of their consents: who, what, to whom, for what, how long, and what was told when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from tijdig.languages import marked, now, say
from tijdig.messages import consents as texts
from tijdig.messages.consents import Words, tellings
from tijdig.messages.languages import here
from tijdig.models import Case, Consent, Creditor, Joint, Shared
from tijdig.queries import asks, consents, policies, portal
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules.consents import until
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.workdays import local_day
from tijdig.words import ConsentPurpose, SharedData

FOR_WHAT = {
    ConsentPurpose.JOINT: marked("om één plan voor alles samen te maken"),
    ConsentPurpose.OVERVIEW: marked("om alles op één bladzijde te zien"),
    ConsentPurpose.HELP: marked("zodat iemand [[u|je]] kan helpen"),
    ConsentPurpose.ASK_LATER: marked("om later te vragen of samen regelen past"),
}
DATA = {
    SharedData.BALANCE: marked("hoeveel er nog open is"),
    SharedData.STATUS: marked("of er een regeling loopt"),
    SharedData.CONTACT: marked("wie [[u|je]] helpt"),
    SharedData.ROOM: marked("wat [[u|je]] per maand kunt missen"),
    SharedData.REACH: marked("[[uw|je]] naam en hoe [[u|je]] te bereiken bent"),
    SharedData.WHO: marked("[[uw|je]] naam, geboortedatum, postcode en klantnummer"),
}
NOTHING = marked("niets")
WHY = {
    "part": marked("{name} staat niet meer in het plan voor alles samen. Daarom stopte dit vanzelf."),
    "plan": marked("Het plan voor alles samen is voorbij. Daarom stopte dit vanzelf."),
    "renewed": marked("[[U zei|Je zei]] opnieuw ja. Daarom staat er nu een nieuwe toestemming voor {name}."),
}
SHOWN = 40
"""So many that ended at most on the page, the newest first; all of them are in the file with everything."""


@dataclass(frozen=True, slots=True)
class Line:
    """One time that something was told."""

    day: str
    by: str  # who told it
    to: str
    data: str
    what: str


@dataclass(frozen=True, slots=True)
class Given:
    """One consent in words."""

    number: int
    name: str  # the other organisation, or our own
    is_own: bool
    purpose: str
    for_what: str
    data: str
    since: str
    until: str
    ended: str  # on which day; nothing while it stands
    why: str  # why it ended by itself; nothing where the customer stopped it
    told: tuple[Line, ...]
    asked: str  # the very question that was said yes to
    lines: tuple[str, ...]
    language: str  # in which these were read


@dataclass(frozen=True, slots=True)
class Ask:
    """The question whether we may ask later, as it is put now."""

    words: Words
    version: str
    language: str  # that of the words: Dutch where there are none in that of the page


@dataclass(frozen=True, slots=True)
class Group:
    """What stands towards one organisation, the newest first."""

    name: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    """All consents of a customer."""

    house: House
    person: Person
    groups: tuple[Group, ...]  # the organisation of the newest one first
    ended: tuple[Given, ...]
    later: Ask | None
    is_part: bool  # the rest is for who said who they are


def page(visitor: Visitor, at: datetime) -> ConsentsPage:
    """What this visitor may see: with the code alone only what was agreed with the code, and names no other."""
    case, around = portal.frame(visitor)
    rows, day = of(visitor), local_day(at)
    stands = consents.standing(day)
    return ConsentsPage(
        house=around.house,
        person=around.person,
        groups=_grouped([_given(row, visitor, case, day) for row in rows.filter(stands)]),
        ended=tuple(_given(row, visitor, case, day) for row in rows.exclude(stands)[:SHOWN]),
        later=None if consents.may_ask_later(case, day) else ask(case, at),
        is_part=not visitor.is_known,
    )


def _grouped(given: Sequence[Given]) -> tuple[Group, ...]:
    names = dict.fromkeys(one.name for one in given)
    return tuple(Group(name, tuple(one for one in given if one.name == name)) for name in names)


def one(visitor: Visitor, consent: Consent, at: datetime) -> Given:
    """One of them, in words."""
    return _given(consent, visitor, portal.frame(visitor)[0], local_day(at))


def of(visitor: Visitor) -> QuerySet[Consent]:
    """The consents that this visitor may see, with what was told under each, the newest first."""
    told = Shared.objects.select_related("to", "consent__other", "consent__customer__creditor").order_by("at", "pk")
    return consents.seen_by(visitor).prefetch_related(Prefetch("shared", told)).order_by("-given_at", "-pk")


def later(visitor: Visitor, at: datetime) -> Ask | None:
    """The question whether we may ask later; nothing when it was answered, or when it is not for this visitor.

    A no holds for as long as the policy says: it is not asked again meanwhile. Who is at it now is not asked either.
    """
    case = portal.frame(visitor)[0]
    if is_at_it(case):
        return None
    days = policies.of(case.creditor, local_day(at)).joint.ask_again_days
    if not visitor.is_self or visitor.is_stranger or consents.may_ask_later(case, local_day(at)):
        return None
    return None if consents.said_no(case, days, at) else ask(case, at)


def is_at_it(case: Case) -> bool:
    """Whether this customer is arranging together now, or waits for the call that it takes."""
    return Joint.objects.filter(case=case).exclude(state__in=OVER).exists() or asks.for_proof(case.pk).exists()


def answered(visitor: Visitor, at: datetime) -> dict[str, object]:
    """How the question stands for this visitor: yes (with what takes it back), no, or not answered."""
    case, day = portal.frame(visitor)[0], local_day(at)
    given = of(visitor).filter(consents.standing(day), purpose=ConsentPurpose.ASK_LATER).first()
    is_yes = given is not None or consents.may_ask_later(case, day)
    return {
        "given": given.pk if given else None,
        "is_yes": is_yes,
        "is_no": not is_yes and consents.said_no(case, 1, at),
        "later": None if is_yes else ask(case, at),
    }


def ask(case: Case, at: datetime) -> Ask:
    """The words of that question, in the language of this page."""
    text = texts.current(ConsentPurpose.ASK_LATER, local_day(at))
    return _ask(case, text, case.creditor, at)


def _ask(case: Case, text: texts.ConsentText, other: Creditor, at: datetime) -> Ask:
    language = now().tag
    return Ask(words(case, text, other, at, language=language), text.code, texts.language_of(text, language))


def overview_ask(visitor: Visitor, other: Creditor, at: datetime) -> Ask:
    """What somebody agrees to who puts another file beside this one, in the language of this page."""
    text = texts.current(ConsentPurpose.OVERVIEW, local_day(at))
    return _ask(portal.frame(visitor)[0], text, other, at)


def words(
    case: Case, text: texts.ConsentText, other: Creditor, at: datetime, *, language: str,
    told: Collection[SharedData] = (),
) -> Words:  # fmt: skip
    """The words of a consent for this customer: with both names, and the day on which it ends by itself."""
    day = local_day(at)
    ends_on = until(day, policies.of(case.creditor, day).joint.consent_months)
    names = {"house": case.creditor.sender_name, "other": other.sender_name, "until": here.day(ends_on)}
    return texts.said(text, language, told, is_formal=case.creditor.is_formal, **names)


def told_of(shared: Iterable[Shared]) -> tuple[Line, ...]:
    """What was told, line by line."""
    return tuple(
        Line(
            here.day(local_day(row.at)), consents.teller_of(row).sender_name, row.to.sender_name, _data(row.data),
            said_of(row),
        )
        for row in shared
    )  # fmt: skip


def said_of(row: Shared) -> str:
    """What one line says was told, in the language of now; words that nobody knows are shown as they stand."""
    names = {"house": consents.teller_of(row).sender_name, "to": row.to.sender_name}
    return " ".join(say(tellings.TO_CUSTOMER[one], **names) for one in tellings.read(row.what)) or row.what


def _given(row: Consent, visitor: Visitor, case: Case, day: date) -> Given:
    far = row.other if row.customer_id == visitor.customer_id else row.customer.creditor
    ended = row.withdrawn_at and local_day(row.withdrawn_at)
    is_over = ended is None and row.until_on is not None and row.until_on <= day
    ended_on = row.until_on if is_over else ended
    text = texts.by_code(row.text_version)
    said = _said(row, text, case, far) if text else None
    return Given(
        number=row.pk,
        name=far.sender_name,
        is_own=far.pk == case.creditor_id,
        purpose=row.purpose,
        for_what=say(FOR_WHAT[ConsentPurpose(row.purpose)]),
        data=_data(row.data),
        since=here.day(local_day(row.given_at)),
        until=here.day(row.until_on) if row.until_on else "",
        ended=here.day(ended_on) if ended_on else "",
        why=_why(row, far),
        told=told_of(row.shared.all()),
        asked=said.asks if said else "",
        lines=said.lines if said else (),
        language=texts.language_of(text, row.language) if text else "",
    )


def _why(row: Consent, far: Creditor) -> str:
    why = consents.why_ended(row)
    return say(WHY[why], name=far.sender_name) if why in WHY else ""


def _said(row: Consent, text: texts.ConsentText, case: Case, far: Creditor) -> Words:
    """The words that were agreed to then, in the language of then."""
    names = {"house": case.creditor.sender_name, "other": far.sender_name}
    ends = here.day(row.until_on) if row.until_on else ""
    told = [SharedData(item) for item in row.data]
    return texts.said(text, row.language, told, is_formal=case.creditor.is_formal, **names, until=ends)


def _data(values: Sequence[str]) -> str:
    return here.listed([say(DATA[SharedData(value)]) for value in values]) or say(NOTHING)

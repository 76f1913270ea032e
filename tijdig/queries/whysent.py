"""Why a customer got a message: the reasons that were stored with the decision, what we knew, and what we never use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Contact, Decision
from tijdig.planner.codes import Need, Room
from tijdig.queries import access, portal, replies
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.steps import REASONS
from tijdig.rules.formality import policy_words
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, ChannelKind, Direction, ReplyKind, Stage, SupportNeedKind

ASKED: Final = (
    ("whether", "Waarom een bericht?"),
    ("stage", "Waarom dit bericht?"),
    ("channels", "Waarom zo?"),
    ("frame", "Waarom deze woorden?"),
    ("by_whom", "Wie doet het?"),
    ("options", "Wat zit erbij?"),
    ("to_whom", "Aan wie?"),
)
"""The questions of a decision that somebody who got a message may have, in the order of the page."""

ANSWERS: Final = {
    ReplyKind.ANSWER: "[[U vroeg|Je vroeg]] ons iets. Dit is ons antwoord.",
    ReplyKind.ARRANGED: "Wij spraken iets af. Dit is het bewijs daarvan.",
    ReplyKind.PAID: "Alles is betaald. Daarvoor bedankten wij [[u|je]].",
    ReplyKind.CHANGED: "Wij pasten de regeling aan. Dit is het bewijs daarvan.",
    ReplyKind.OFFERED: "[[U vroeg|Je vroeg]] iets over betalen. Dit is wat wij kunnen doen.",
    ReplyKind.INSTALMENT: "Er komt een betaling aan die wij afspraken. Dit is een geheugensteun.",
    ReplyKind.THANKED: "[[Uw|Je]] betaling kwam binnen. Daarvoor bedankten wij [[u|je]].",
    ReplyKind.COMPLETED: "De regeling is klaar. Daarvoor bedankten wij [[u|je]].",
    ReplyKind.RECEIVED: "[[U vroeg|Je vroeg]] ons iets. Wij lieten weten dat het binnen is.",
    ReplyKind.CALL_PLANNED: "[[U wilt|Je wilt]] dat wij bellen. Wij lieten weten wanneer.",
    ReplyKind.PAUSED: "[[U kreeg|Je kreeg]] rust. Wij lieten weten tot wanneer.",
    ReplyKind.JOINT_PROPOSED: "[[U wilt|Je wilt]] alles samen regelen. Dit is het voorstel.",
    ReplyKind.JOINT_AGREED: "Wij spraken samen iets af. Dit is het bewijs daarvan.",
    ReplyKind.JOINT_HALFWAY: "Er ligt een plan voor [[u|je]] klaar. Wij vroegen of het past.",
    ReplyKind.JOINT_INSTALMENT: "Er komt een betaling aan die wij samen afspraken. Dit is een geheugensteun.",
    ReplyKind.JOINT_THANKED: "[[Uw|Je]] betaling voor alles samen kwam binnen. Daarvoor bedankten wij [[u|je]].",
    ReplyKind.JOINT_MISSED: "Een betaling die wij samen afspraken, kwam niet binnen. Wij vroegen wat wel past.",
    ReplyKind.JOINT_BACK: "[[Uw|Je]] betaling voor alles samen ging terug. Wij lieten weten hoe het verder gaat.",
    ReplyKind.JOINT_PAUSED: "Er is pauze in het plan. Wij lieten weten tot wanneer.",
    ReplyKind.JOINT_RESUMED: "De pauze in het plan is bijna voorbij. Wij lieten weten wat er dan komt.",
    ReplyKind.JOINT_CHANGED: "Het plan voor alles samen is aangepast. Dit is het bewijs daarvan.",
    ReplyKind.JOINT_LEFT: "Een organisatie stapte uit het plan. Wij lieten weten hoe het verder gaat.",
    ReplyKind.JOINT_COMPLETED: "Alles uit het plan is betaald. Daarvoor bedankten wij [[u|je]].",
    ReplyKind.JOINT_ENDED: "Het plan voor alles samen is gestopt. Wij lieten weten hoe het nu verder gaat.",
    ReplyKind.JOINT_RENEW: "[[Uw|Je]] toestemming voor het plan stopt bijna. Wij vroegen of het langer mag.",
    ReplyKind.JOINT_WEIGHED: "Een medewerker kijkt eerst mee. Wij lieten weten wanneer [[u|je]] van ons hoort.",
    ReplyKind.AGREED: "Wij spraken iets af. Dit is het bewijs daarvan.",
    ReplyKind.CORRECTED: "Wij maakten een fout, en zetten die recht. Dat hoort [[u|je]] te weten.",
    ReplyKind.REFERRED: "Met [[uw|je]] toestemming vroegen wij om hulp. Wij lieten weten wie contact opneemt.",
    ReplyKind.HANDED_OVER: "Een ander bureau neemt het over. Dat moeten wij [[u|je]] vertellen.",
}
MESSAGE: Final = marked("een bericht")
UNKNOWN: Final = "[[U vroeg|Je vroeg]] hierom, of een medewerker stuurde dit zelf."

NEVER: Final = (
    "hoe oud [[u bent|je bent]], tenzij iemand bijna 18 wordt",
    "waar [[u vandaan komt|je vandaan komt]]",
    "[[uw|je]] gezondheid",
    "wat [[u|je]] ergens anders nog moet betalen, tenzij [[u|je]] dat goed vond",
    "wat anderen over [[u|je]] zeggen op internet",
)
"""What no rule of ours reads (DECISIONS 9, 17, 19)."""


@dataclass(frozen=True, slots=True)
class Why:
    """One question about a message, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Why somebody got one message; without the reasons for who only has a code."""

    house: House
    person: Person
    number: int
    what: str
    day: str
    may_read: bool
    whys: tuple[Why, ...]
    knew: tuple[str, ...]
    never: tuple[str, ...]


def why(visitor: Visitor, number: int) -> WhyPage:
    """The page about one message of ours; 404 for what the customer sent, and for what is not theirs."""
    around = portal.frame(visitor)[1]
    contact = access.contact_of(visitor, number)
    if contact.direction != Direction.OUT:
        raise Http404
    decision = contact.moment.decision if contact.moment else None
    may_read, is_formal = visitor.level >= AssuranceLevel.KNOWN, around.house.is_formal
    return WhyPage(
        house=around.house,
        person=around.person,
        number=contact.pk,
        what=_what(contact),
        day=here.day(local_day(contact.handed_over_at or contact.send_from)),
        may_read=may_read,
        whys=tuple(_whys(contact, decision, is_formal=is_formal)) if may_read else (),
        knew=tuple(_knew(decision)) if may_read and decision else (),
        never=tuple(say(NEVER[place]) for place in range(len(NEVER))),
    )


def _what(contact: Contact) -> str:
    kind = say(ChannelKind(contact.kind).label)
    return say(
        "{what}, per {kind}", what=say(Stage(contact.moment.stage).label if contact.moment else MESSAGE), kind=kind
    )


def _whys(contact: Contact, decision: Decision | None, *, is_formal: bool) -> Iterator[Why]:
    if contact.moment is None:
        kind = replies.kind_of(contact)
        yield Why(say(ASKED[0][1]), say(ANSWERS[kind] if kind else UNKNOWN))
        return
    told: set[str] = set()
    for dimension, question in ASKED:
        reason = REASONS.get(decision.rules.get(dimension, "")) if decision else None
        if reason is not None and reason.text not in told:
            told.add(reason.text)
            yield Why(say(question), _said(reason.text, is_formal=is_formal))
    if not told:
        yield Why(say(ASKED[0][1]), say("Er stond iets open. Een medewerker stuurde dit bericht."))


def _said(text: str, *, is_formal: bool) -> str:
    """A reason of the policy, which says u; in another language there is one word for both."""
    said = say(text)
    return said if said != text else policy_words(text, is_formal=is_formal)


def _knew(decision: Decision) -> Iterator[str]:
    """What the decision was made on, as far as it says something of this customer; empty when nothing was kept."""
    facts: dict[str, Any] = decision.columns
    if not facts:
        return
    if facts.get("overdue_cents"):
        yield say("Er was {amount} te laat.", amount=here.euros(facts["overdue_cents"]))
    if facts.get("oldest_overdue_days"):
        yield say("De oudste rekening was {days} te laat.", days=_days(facts["oldest_overdue_days"]))
    ways = [say(name) for column, name in _WAYS if facts.get(column)]
    if ways:
        yield say("Wij hadden {ways}.", ways=here.listed(ways))
    if needs := facts.get("needs"):
        said = [say(kind.label) for kind in SupportNeedKind if int(needs) & Need[kind.name]]
        yield say("[[U zei|Je zei]] wat helpt: {needs}.", needs=", ".join(said))
    if facts.get("room") == Room.NONE:
        yield say("[[U kon|Je kon]] toen niets missen.")


_WAYS: Final = (
    ("has_post", marked("een postadres")),
    ("has_email", marked("een e-mailadres")),
    ("has_mobile", marked("een mobiel nummer")),
    ("has_phone", marked("een nummer om te bellen")),
)


def _days(count: int) -> str:
    return say("één dag") if count == 1 else say("{count} dagen", count=here.count(count))

"""What customers read of what we know of them: from whom, until when, and where it can be changed or taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Case, ContactPoint, CustomerDetails, Representative
from tijdig.queries import known, portal, visible
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, DayPart, FactSource, PointKind, PointState, RepresentativeKind, SupportNeedKind

WAYS: Final = (
    ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.PHONE, ChannelKind.WHATSAPP, ChannelKind.VIDEO,
    ChannelKind.VISIT,
)  # fmt: skip
"""By which ways a customer can say to like it, or not."""

SAYS: Final = {
    ChannelKind.LETTER: "Een brief",
    ChannelKind.EMAIL: "Een e-mail",
    ChannelKind.SMS: "Een sms",
    ChannelKind.PHONE: "Bellen",
    ChannelKind.WHATSAPP: "WhatsApp",
    ChannelKind.VIDEO: "Een gesprek met beeld",
    ChannelKind.VISIT: "Iemand die langskomt",
}
SOURCES: Final = {
    FactSource.CREDITOR: "uit onze administratie",
    FactSource.CUSTOMER: "van [[u|jou]] zelf",
    FactSource.STAFF: "in een gesprek genoteerd",
    FactSource.PROVIDER: "van de post of het mailbedrijf",
    FactSource.HELPER: "van een hulpverlener",
}
HELPS: Final = {
    SupportNeedKind.CALL_RATHER: "Bel mij liever dan te schrijven",
    SupportNeedKind.READ_ALOUD: "Lees het mij voor",
    SupportNeedKind.ONE_QUESTION: "Stel één vraag tegelijk",
    SupportNeedKind.LARGE_PRINT: "Schrijf met grote letters",
    SupportNeedKind.SOMEONE_WITH_ME: "Ik heb er graag iemand bij",
    SupportNeedKind.PAPER: "Stuur het op papier",
    SupportNeedKind.MORE_TIME: "Geef mij meer tijd",
}
"""What helps, as the customer says it; another language has a question of its own."""

_STATES: Final = {
    PointState.WRONG: "klopt niet; wij gebruiken dit niet",
    PointState.BOUNCED: "kwam niet aan",
    PointState.GOOD: "werkt",
}
UNSAFE: Final = "niet veilig; wij gebruiken dit niet"
SHOWN_LETTERS: Final = 2
SHOWN_FIGURES: Final = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that we know: what, from whom, until when, and the page on which it can be changed."""

    what: str
    value: str
    source: str = ""
    key: str = ""  # how it is named on the page that changes it or takes it away


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything on the page of one's own details."""

    house: House
    person: Person
    who: tuple[Fact, ...]
    points: tuple[Fact, ...]
    wishes: tuple[Fact, ...]
    language: Fact
    helps: tuple[Fact, ...]
    told: tuple[Fact, ...]
    speaks: tuple[Fact, ...]  # who may speak for the customer
    is_safe: bool
    takes_part: bool


def mine(visitor: Visitor, at: datetime) -> Mine:
    """All that we know of this customer and can be read at a glance."""
    case, around = portal.frame(visitor)
    day = local_day(at)
    details, found = visible.details(case), known.of(case, day)
    return Mine(
        house=around.house,
        person=around.person,
        who=tuple(_who(details)),
        points=tuple(_point(point) for point in visible.points(case)),
        wishes=tuple(_wishes(case)),
        language=_language(details, found),
        helps=tuple(_item(item) for item in found.needs),
        told=tuple(_item(item) for item in (*found.events, *found.rooms)),
        speaks=tuple(_speaks(case, day)),
        is_safe=case.customer.is_safe_to_contact,
        takes_part=case.customer.no_research_at is None,
    )


def point_of(visitor: Visitor, number: int) -> Fact | None:
    """One number or address of this customer, as it is shown."""
    case = portal.frame(visitor)[0]
    found = visible.points(case).filter(pk=number).first()
    return _point(found) if found else None


def noted(visitor: Visitor, key: str, at: datetime) -> str:
    """What this key names, in words; nothing when it is not there, or cannot be taken away by the customer."""
    case = portal.frame(visitor)[0]
    items = {item.key: item.text for item in known.of(case, local_day(at)).items}
    return "" if key.startswith(known.CONSEQUENCE) else _mine(items.get(key, ""))


def masked(kind: str, value: str, source: str) -> str:
    """Enough to know which one it is, too little for who should not have it."""
    if kind == PointKind.EMAIL:
        name, _, house = value.partition("@")
        return f"{name[:SHOWN_LETTERS]}…@{house}"
    if kind != PointKind.POST:
        figures = [sign for sign in value if sign.isalnum()]
        return say("eindigt op {last}", last="".join(figures[-SHOWN_FIGURES:]))
    lines = value.splitlines() or [""]
    town = f", {dutch.town(lines[-1])}" if source == FactSource.CREDITOR and len(lines) > 1 else ""
    return f"{lines[0][:SHOWN_LETTERS]}…{town}"


def _who(details: CustomerDetails | None) -> Iterator[Fact]:
    if details is None:
        return
    from_file = say(SOURCES[FactSource.CREDITOR])
    if name := f"{details.first_name} {details.last_name}".strip():
        yield Fact(say("Naam"), name, from_file)
    if details.birth_on:
        yield Fact(say("Geboortedatum"), here.day(details.birth_on), from_file)
    if details.postcode:
        yield Fact(say("Postcode"), details.postcode, from_file)


def _point(point: ContactPoint) -> Fact:
    state = say(_STATES.get(PointState(point.state), "") if point.is_safe else UNSAFE)
    parts = [
        say(SOURCES[FactSource(point.source)]),
        say("sinds {day}", day=here.day(point.noted_on)),
        *([state] if state else []),
    ]
    value = masked(point.kind, point.value, point.source)
    key = "" if point.kind == PointKind.IBAN else str(point.pk)
    return Fact(say(PointKind(point.kind).label).capitalize(), value, "; ".join(parts), key)


def _wishes(case: Case) -> Iterator[Fact]:
    customer = case.customer
    likes = say(SAYS.get(ChannelKind(customer.prefers), "")) if customer.prefers else ""
    yield Fact(say("Liefst"), likes or say("Geen voorkeur"), key="liefst")
    never = [say(SAYS.get(ChannelKind(kind), ChannelKind(kind).label)).lower() for kind in customer.not_by]
    yield Fact(say("Nooit"), here.listed(never).capitalize() or say("Alles mag"), key="nooit")
    parts = [say(part.label) for part in DayPart if part in customer.call_parts]
    when = say("In de {parts}", parts=here.listed(parts)) if parts else say("Maakt niet uit")
    yield Fact(say("Bellen"), when, key="wanneer")


def _language(details: CustomerDetails | None, found: known.Known) -> Fact:
    kind = SupportNeedKind.OTHER_LANGUAGE.label.capitalize()
    for item in found.needs:
        if item.text.startswith(kind):
            return Fact(say("Taal"), item.text.removeprefix(f"{kind}: "), _from(item))
    code = (details.language if details else "") or "nl"
    source = say(SOURCES[FactSource.CREDITOR]) if code != "nl" else ""
    return Fact(say("Taal"), say(dutch.language(code)), source)


def _item(item: known.Item) -> Fact:
    return Fact(_mine(item.text), "", _from(item), item.key)


def _from(item: known.Item) -> str:
    label, _, who = item.source.partition(": ")
    sources = {source.label: say(SOURCES[source]) for source in SOURCES}
    said = sources.get(label, label)
    return "; ".join(part for part in (said, who, item.until_text) if part)


def _mine(text: str) -> str:
    """A colleague's words about the customer, said to the customer."""
    return text.replace("De klant kan", "[[U kunt|Je kunt]]").replace("De klant weet", "[[U weet|Je weet]]")


def _speaks(case: Case, day: date) -> Iterator[Fact]:
    for one in Representative.objects.filter(customer_id=case.customer_id, since_on__lte=day).order_by("pk"):
        if one.until_on is None or one.until_on > day:
            kind = say(RepresentativeKind(one.kind).label).capitalize()
            yield Fact(kind, one.name, say("sinds {day}", day=here.day(one.since_on)))

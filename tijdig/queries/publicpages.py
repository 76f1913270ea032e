"""What an organisation tells everybody: composed from its own card and policy, so that it is true, and dated."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Creditor
from tijdig.policy import Policy
from tijdig.queries import policies
from tijdig.queries.house import House, Person, house_of, person_of
from tijdig.rules import dutch
from tijdig.words import ClaimKind, Sector

WRITTEN_ON: Final = date(2026, 11, 27)
"""The day on which somebody last changed the words of these pages."""

TITLES: Final = {
    "niet-betalen": "Als [[u|je]] niet op tijd betaalt",
    "wat-wij-kunnen-doen": "Wat wij voor [[u|je]] kunnen doen",
    "altijd-en-nooit": "Onze vaste regels: altijd en nooit",
    "privacy": "Zo gaan wij om met [[uw|je]] gegevens",
    "toegankelijkheid": "Deze website is er voor iedereen",
}
NAMES: Final = {
    "niet-betalen": "Als [[u|je]] niet betaalt",
    "wat-wij-kunnen-doen": "Wat wij kunnen doen",
    "altijd-en-nooit": "Altijd en nooit",
    "privacy": "Privacy",
    "toegankelijkheid": "Toegankelijkheid",
}
BILLS: Final = {
    Sector.HOUSING: ClaimKind.RENT,
    Sector.ENERGY: ClaimKind.ENERGY,
    Sector.WATER: ClaimKind.WATER,
    Sector.HEALTH: ClaimKind.HEALTH_PREMIUM,
    Sector.TELECOM: ClaimKind.TELECOM,
    Sector.MORTGAGE: ClaimKind.MORTGAGE,
    Sector.WEBSHOP: ClaimKind.PURCHASE,
    Sector.CREDIT: ClaimKind.CONSUMER_CREDIT,
    Sector.MUNICIPAL: ClaimKind.MUNICIPAL,
}
"""The bill that an organisation of a sector sends most: the road on its page is that of this bill."""

_USED: Final = (
    "stages.first_reminder_from_days", "stages.second_reminder_after_days", "stages.notice_after_days",
    "stages.second_from_premiums", "stages.notice_from_premiums", "stages.person_from_premiums",
    "costs.charges_collection_costs", "costs.charges_interest", "contacts.instalments_max",
    "contacts.window_from", "contacts.window_until", "contacts.complaint_answer_workdays",
    "steps.person_within_workdays",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Road:
    """When which step comes, in words; in monthly premiums for a health insurer."""

    first: str
    second: str
    last: str
    premiums: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One page of one organisation."""

    house: House
    person: Person
    slug: str
    title: str
    since: str
    others: tuple[tuple[str, str], ...]
    sector: str
    road: Road
    charges_costs: bool
    charges_interest: bool
    may_signal: bool  # a law makes it ask the municipality to help
    is_registered: bool  # the credit register knows this kind of bill
    agencies: tuple[str, ...]
    sends_links: bool
    shows_pictograms: bool
    window: tuple[str, str]
    address: tuple[str, ...]
    parts_most: int
    person_days: str
    complaint_days: int


@dataclass(frozen=True, slots=True)
class PublicIndex:
    """All pages of one organisation."""

    house: House
    person: Person
    title: str
    others: tuple[tuple[str, str], ...]


def public_index(code: str) -> PublicIndex | None:
    """What there is to read of this organisation, or nothing when there is no such organisation."""
    creditor = Creditor.objects.filter(code=code).first()
    if creditor is None:
        return None
    house = house_of(creditor)
    return PublicIndex(
        house,
        person_of(creditor, None),
        say("Lees hoe {name} werkt", name=house.name),
        _titles(),
    )


def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((slug, say(TITLES[slug])) for slug in TITLES)


def public_page(code: str, slug: str, day: date) -> PublicPage | None:
    """The page as it is true on this day, or nothing when there is no such page or organisation."""
    creditor = Creditor.objects.filter(code=code).first()
    if creditor is None or slug not in TITLES:
        return None
    kind = BILLS[Sector(creditor.sector)]
    policy = policies.of(creditor, day).for_product(kind)
    claim, contacts = policy.claims.of(kind), policy.contacts
    return PublicPage(
        house=house_of(creditor),
        person=person_of(creditor, None),
        slug=slug,
        title=say(TITLES[slug]),
        since=here.day(_since(policy, day)),
        others=tuple((other, say(NAMES[other])) for other in NAMES if other != slug),
        sector=creditor.sector,
        road=_road(policy),
        charges_costs=policy.costs.charges_collection_costs,
        charges_interest=policy.costs.charges_interest,
        may_signal=claim.signalling,
        is_registered=claim.credit_registered,
        agencies=tuple(creditor.agencies),
        sends_links=creditor.sends_links,
        shows_pictograms=creditor.shows_pictograms,
        window=(_hour(contacts.window_from), _hour(contacts.window_until)),
        address=tuple(creditor.address_lines),
        parts_most=contacts.instalments_max,
        person_days=here.count(policy.steps.person_within_workdays),
        complaint_days=contacts.complaint_answer_workdays,
    )


def _since(policy: Policy, day: date) -> date:
    """The newest of what the page says: its words, or one of the numbers in them; never a day that has yet to come."""
    return min(max(WRITTEN_ON, *(policy.value(key).since for key in _USED)), day)


def _road(policy: Policy) -> Road:
    stages = policy.stages
    counted = (stages.second_from_premiums, stages.notice_from_premiums, stages.person_from_premiums)
    return Road(
        first=_days(stages.first_reminder_from_days),
        second=_days(stages.second_reminder_after_days),
        last=_days(stages.notice_after_days),
        premiums=tuple(map(here.count, counted)) if all(counted) else None,  # type: ignore[arg-type]
    )


def _days(number: int) -> str:
    return say("één dag") if number == 1 else say("{count} dagen", count=here.count(number))


def _hour(at: time) -> str:
    """`7`, or `7.30`."""
    return dutch.hour(at) if at.minute else str(at.hour)

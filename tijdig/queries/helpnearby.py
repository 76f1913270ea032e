"""Who can help somebody, nearby and everywhere, and which money they may have a right to."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import CustomerDetails, Hold
from tijdig.policy.helpoffers import GROUPS, HelpOffer, Right, directory
from tijdig.queries.doors import Visitor
from tijdig.queries.visible import holds_q
from tijdig.rules.helpoffers import municipality_of, ordered, wants_review
from tijdig.words import PauseReason

HEADINGS: Final = {
    "state": "Van het Rijk",
    "municipality": "Van [[uw|je]] gemeente",
    "funds": "Van een fonds",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who helps, as the page shows them."""

    name: str
    what: str
    happens: str
    pictogram: str
    is_free: bool
    hours: str
    languages: str  # only when there are more than Dutch
    phone: str
    website: str
    site: str
    reviewed: str
    wants_review: bool


@dataclass(frozen=True, slots=True)
class Nearby:
    """The page: who helps in one place, and who helps everywhere."""

    place: str
    is_example: bool
    is_unknown: bool  # something was typed, and we know no such place
    near: tuple[Offer, ...]
    everywhere: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class RightLine:
    """One line of money that somebody may have a right to."""

    name: str
    what: str
    pictogram: str
    at: str
    website: str


@dataclass(frozen=True, slots=True)
class RightsGroup:
    """Lines under one heading."""

    key: str
    heading: str
    lines: tuple[RightLine, ...]


@dataclass(frozen=True, slots=True)
class RightsPage:
    """All of them, with the month in which the list was looked up."""

    groups: tuple[RightsGroup, ...]
    reviewed: str
    wants_review: bool


def nearby(typed: str, day: date, *, with_examples: bool) -> Nearby:
    """Who helps in the place that was typed (a postcode or a name) and everywhere; examples only in a demo."""
    known = directory()
    places = [place for place in known.municipalities if with_examples or not place.is_example]
    place = municipality_of(places, typed)
    national = [_offer(offer, day, known.about.review_days) for offer in ordered(known.national) if not offer.is_acute]
    return Nearby(
        place=place.name if place else "",
        is_example=place is not None and place.is_example,
        is_unknown=place is None and bool(typed.strip()),
        near=tuple(_offer(offer, day, known.about.review_days) for offer in ordered(place.offers)) if place else (),
        everywhere=tuple(national),
    )


def own_postcode(visitor: Visitor) -> str:
    """The postcode of a customer, as the newest file has it."""
    rows = CustomerDetails.objects.filter(holds_q("", "customer__creditor__"), customer=visitor.customer_id)
    return str(rows.order_by("-since_intake", "-pk").values_list("postcode", flat=True).first() or "")


def is_in_distress(visitor: Visitor, day: date) -> bool:
    """Whether the customer told us something for which 113 comes first (DECISIONS 23).

    Only for who said who they are: with a code, or looking along, nobody reads from an order what another told us.
    """
    rows = Hold.objects.filter(case=visitor.case_id, reason=PauseReason.DISTRESS, lifted_at__isnull=True)
    return visitor.is_known and rows.exclude(until_on__lte=day).exists()


def rights(day: date) -> RightsPage:
    """Every right, by who pays it."""
    known = directory()
    oldest = min(right.reviewed_on for right in known.rights)
    return RightsPage(
        groups=tuple(
            RightsGroup(key, say(HEADINGS[key]), tuple(_right(right) for right in known.rights if right.group == key))
            for key in GROUPS
        ),
        reviewed=here.month(oldest),
        wants_review=wants_review(oldest, day, known.about.review_days),
    )


def _offer(offer: HelpOffer, day: date, review_days: int) -> Offer:
    return Offer(
        name=offer.name,
        what=say(offer.what),
        happens=say(offer.happens),
        pictogram=offer.pictogram,
        is_free=offer.is_free,
        hours=say(offer.hours),
        languages=", ".join(map(say, offer.languages)) if len(offer.languages) > 1 else "",
        phone=offer.phone,
        website=offer.website,
        site=offer.website.removeprefix("https://").removeprefix("www.").partition("/")[0],
        reviewed=here.month(offer.reviewed_on),
        wants_review=wants_review(offer.reviewed_on, day, review_days),
    )


def _right(right: Right) -> RightLine:
    return RightLine(say(right.name), say(right.what), right.pictogram, right.at, right.website)

"""A solution while it is made at the workbench: what the customer would read, how the sums stand, who may say yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tijdig.models import Case, Solution
from tijdig.policy.helpoffers import directory
from tijdig.queries import agreed, consents, policies, sums, visible
from tijdig.queries.agreed import Bills
from tijdig.queries.sums import Sum
from tijdig.rules.formality import spoken_to
from tijdig.rules.helpoffers import municipality_of, ordered
from tijdig.rules.solutions import types
from tijdig.rules.solutions.band import Verdict
from tijdig.rules.solutions.types import Frozen
from tijdig.rules.workdays import local_day
from tijdig.words import ConsentPurpose, Mandate


@dataclass(frozen=True)
class Sketch:
    """What it would be, in the sentences that the customer reads, and whose yes it takes."""

    said: tuple[str, ...]
    beyond: tuple[str, ...]
    who: str
    needs_reason: bool
    needs_lead: bool


@dataclass(frozen=True)
class Running:
    """Something that was agreed beside an arrangement, as a colleague sees it on the page of a case."""

    number: int
    what: str
    said: str
    since: str
    can_end: bool


@dataclass(frozen=True)
class Helper:
    """Somebody to whom a customer can go, or an organisation that may be told how to reach them."""

    name: str
    consent: int | None
    what: str


def sketch(case: Case, solution: types.Solution, judged: Verdict, *, is_lead: bool) -> Sketch:
    """This solution, judged by the mandate of this organisation."""
    return Sketch(
        said=_said(solution, case),
        beyond=tuple(reason.label for reason in judged.reasons),
        who=_who(judged, is_lead=is_lead),
        needs_reason=bool(judged.reasons),
        needs_lead=judged.mandate == Mandate.LEAD and not is_lead,
    )


def _said(solution: types.Solution, case: Case) -> tuple[str, ...]:
    return tuple(spoken_to(line, is_formal=case.creditor.is_formal) for line in agreed.sentences(solution, Bills(case)))


def _who(judged: Verdict, *, is_lead: bool) -> str:
    if not judged.reasons:
        return "Dit mag u zelf afspreken."
    if not is_lead:
        return "Dit is meer dan u zelf mag afspreken. Vraag een teamleider om nu mee te kijken."
    return "Dit is meer dan een medewerker zelf mag afspreken. U mag dat wel. Schrijf op waarom het past."


def running(case: Case, solutions: Sequence[Solution], day: date) -> tuple[Running, ...]:
    """What of these holds on this case beside an arrangement, the newest first."""
    found = agreed.shown_of(solutions, day)
    return tuple(
        Running(
            number=row.pk,
            what=line.what.capitalize(),
            said=" ".join(spoken_to(one, is_formal=case.creditor.is_formal) for one in line.said),
            since=line.day,
            can_end=line.can_end,
        )
        for row, line in zip(found, agreed.lines(found, Bills(case)), strict=True)
    )


# How the sums stand --------------------------------------------------------------------------------------------------


def about(case: Case, day: date) -> str:
    """What we know of how a sum is made up, and what we do not."""
    costs = policies.of(case.creditor, day).costs
    if costs.charges_collection_costs:
        first = (
            "Van elke rekening kennen wij één bedrag. Kosten die uw organisatie al rekende, zitten daarin. Hoeveel dat "
            "is, staat in uw eigen administratie."
        )
    else:
        first = "Van elke rekening kennen wij één bedrag. Uw organisatie rekent geen kosten: die zitten er niet in."
    second = "Extra rente staat er los van." if costs.charges_interest else "Extra rente rekent uw organisatie niet."
    return f"{first} {second}"


def can_stand_still(case: Case, day: date) -> tuple[Frozen, ...]:
    """What makes sense to freeze here: what is not charged need not stand still."""
    costs = policies.of(case.creditor, day).costs
    charged = {
        Frozen.PRINCIPAL: True,
        Frozen.INTEREST: costs.charges_interest,
        Frozen.COSTS: costs.charges_collection_costs,
    }
    return tuple(what for what, makes_sense in charged.items() if makes_sense)


def charges_costs(case: Case, day: date) -> bool:
    """Whether this organisation charges costs at all: else there are none to drop."""
    return policies.of(case.creditor, day).costs.charges_collection_costs


def loans(found: Sequence[Sum]) -> tuple[Sum, ...]:
    """Those with interest of a contract."""
    return tuple(one for one in found if one.claim.kind in sums.LOANS)


# Who can help --------------------------------------------------------------------------------------------------------


def helpers(case: Case, at: datetime, *, with_examples: bool) -> tuple[Helper, ...]:
    """First whom the customer agreed to be called by, then who helps nearby for free, then everywhere."""
    day = local_day(at)
    agreed_with = consents.of(case.customer, day, ConsentPurpose.HELP).filter(customer=case.customer_id)
    told = [Helper(given.other.sender_name, given.pk, "") for given in agreed_with]
    known, details = directory(), visible.details(case)
    places = [place for place in known.municipalities if with_examples or not place.is_example]
    place = municipality_of(places, details.postcode if details else "")
    offers = [*(ordered(place.offers) if place else ()), *ordered(known.national)]
    return (*told, *(Helper(one.name, None, one.what) for one in offers if one.is_free and not one.is_acute))

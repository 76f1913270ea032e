"""An arrangement while it is made: every part, how long it takes, what can be missed, who may say yes, and the whole.

What is open elsewhere is read under a consent that stands, through `queries/consents.py`, and by no other way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.models import Case, Consent, Creditor
from tijdig.policy import Policy
from tijdig.queries import arrangements, consents, policies
from tijdig.queries.consents import Told
from tijdig.rules import dutch
from tijdig.rules.arrangements import Part
from tijdig.rules.joint.shares import Debt, split
from tijdig.rules.money import euros
from tijdig.rules.solutions.band import Beyond, Verdict
from tijdig.rules.solutions.rhythm import a_turn, months_needed
from tijdig.words import ConsentPurpose, Mandate, Rhythm, Room, SharedData

ASKED: Final = (SharedData.BALANCE, SharedData.STATUS, SharedData.CONTACT)
"""What a colleague looks at of a file elsewhere, as far as the customer agreed to it."""

_HERE: Final = 0
"""Our own debt, among those elsewhere: they have the number of their consent."""


@dataclass(frozen=True)
class Sketch:
    """What it would be, in sentences that a colleague reads out."""

    lines: tuple[tuple[str, str], ...]  # day, amount
    together: str
    lasts: str
    room: str
    is_above_room: bool
    beyond: tuple[str, ...]
    who: str
    needs_reason: bool
    needs_lead: bool


@dataclass(frozen=True)
class Other:
    """An organisation about which the customer agreed that we may talk; its file, where it keeps one here."""

    consent: int
    name: str
    case: Case | None
    data: tuple[SharedData, ...]


@dataclass(frozen=True)
class Elsewhere:
    """What was told of one other organisation, and what would be fair each time."""

    name: str
    open_text: str
    status: str
    contact: str
    share_text: str


@dataclass(frozen=True)
class Whole:
    """Here and elsewhere, side by side."""

    here_text: str
    here_share: str
    others: tuple[Elsewhere, ...]
    together: str


def sketch(
    case: Case, parts: Sequence[Part], rhythm: Rhythm, judged: Verdict, day: date, *, is_lead: bool
) -> Sketch:  # fmt: skip
    """These parts, judged by the rules of this organisation."""
    return Sketch(
        lines=tuple((dutch.weekday(part.due_on), euros(part.amount_cents)) for part in parts),
        together=_together(parts, rhythm),
        lasts=_lasts(parts, rhythm),
        room=room_text(case, day, rhythm),
        is_above_room=Beyond.ROOM in judged.reasons,
        beyond=tuple(reason.label for reason in judged.reasons),
        who=_who(judged, is_lead=is_lead),
        needs_reason=bool(judged.reasons),
        needs_lead=judged.mandate == Mandate.LEAD and not is_lead,
    )


def _together(parts: Sequence[Part], rhythm: Rhythm) -> str:
    total = euros(sum(part.amount_cents for part in parts))
    if len(parts) == 1:
        return f"Samen {total} in één termijn."
    return f"Samen {total} in {dutch.terms(len(parts))}, {rhythm.label}."


def _lasts(parts: Sequence[Part], rhythm: Rhythm) -> str:
    if len(parts) == 1:
        return f"Alles is betaald op {dutch.day(parts[0].due_on)}."
    months = months_needed(len(parts), rhythm)
    said = "ongeveer een maand" if months == 1 else f"{dutch.count(months)} maanden"
    return f"Het duurt {said}. Alles is betaald op {dutch.day(parts[-1].due_on)}."


def room_text(case: Case, day: date, rhythm: Rhythm) -> str:
    """What the customer told they can miss, with the day on which they did."""
    told = arrangements.room(case, day)
    if told is None:
        return "Wat de klant kan missen, weten wij niet. Vraag het eerst."
    on = dutch.day(told.noted_on)
    if told.state == Room.NONE:
        return f"De klant vertelde op {on} nu niets te kunnen missen."
    if told.spare_cents is None:
        return f"De klant vertelde op {on} dat er ruimte is, maar niet hoeveel."
    said = f"De klant vertelde op {on} {euros(told.spare_cents)} per maand te kunnen missen."
    each = "" if rhythm == Rhythm.MONTHLY else f" Dat is {euros(a_turn(told.spare_cents, rhythm))} {rhythm.label}."
    return f"{said}{each}{' Het is krap.' if told.is_tight else ''}"


def _who(judged: Verdict, *, is_lead: bool) -> str:
    if not judged.reasons:
        return "Dit mag meteen."
    if Beyond.ROOM in judged.reasons:
        return "Zo kan het niet: het is meer dan de klant kan missen. Kies een lager bedrag."
    if judged.mandate == Mandate.LEAD and not is_lead:
        return "Dit is meer dan u zelf mag afspreken. Vraag een teamleider om nu mee te kijken."
    return "Dit valt buiten wat meteen mag. U mag het afspreken. Schrijf op waarom het past."


def follows(case: Case) -> str:
    """What becomes of an arrangement that runs when a bill turns out lower."""
    running = arrangements.of(case)
    if running is None:
        return ""
    if hasattr(running, "joint_part"):
        return "De regeling hoort bij een gezamenlijk plan. Die blijft zoals ze is. Reken het plan daarna opnieuw uit."
    return "De regeling houdt dezelfde bedragen en dagen. Ze is eerder klaar."


# The whole -----------------------------------------------------------------------------------------------------------


def others(case: Case, day: date) -> tuple[Other, ...]:
    """Those about whom the customer agreed to arrange together, as long as that stands."""
    found = []
    for given in consents.of(case.customer, day, ConsentPurpose.JOINT).select_related(
        "other_customer__case", "customer__case"
    ):
        ours = given.customer_id == case.customer_id
        side = given.other_customer if ours else given.customer
        file = getattr(side, "case", None) if side is not None else None
        data = tuple(item for item in ASKED if item.value in given.data)
        found.append(Other(given.pk, _name(given, ours=ours), file, data))
    return tuple(found)


def _name(given: Consent, *, ours: bool) -> str:
    side: Creditor = given.other if ours else given.customer.creditor
    return side.name


def whole(case: Case, told: Sequence[tuple[Other, Told]], open_cents: int, rhythm: Rhythm, day: date) -> Whole:
    """What is open here and what was told of elsewhere, with the fair share of each of what can be missed each time."""
    policy = policies.of(case.creditor, day)
    shares = _shares(case, told, open_cents, rhythm, day, policy)
    cents = open_cents + sum(seen.open_cents or 0 for _, seen in told)
    return Whole(
        here_text=euros(open_cents),
        here_share=_share(shares, _HERE),
        others=tuple(_elsewhere(other, seen, shares) for other, seen in told),
        together=f"Samen staat er {euros(cents)} open, voor zover wij mogen weten.",
    )


def _shares(
    case: Case, told: Sequence[tuple[Other, Told]], open_cents: int, rhythm: Rhythm, day: date, policy: Policy
) -> dict[int, int]:
    spare = arrangements.spare_cents(case, day, rhythm)
    if not spare:
        return {}
    known = [(_HERE, open_cents), *((other.consent, seen.open_cents or 0) for other, seen in told)]
    debts = [Debt(number, cents, cents) for number, cents in known if cents > 0]
    return split(spare, debts, policy.joint.share_min_cents)


def _share(shares: dict[int, int], number: int) -> str:
    return euros(shares[number]) if number in shares else ""


def _elsewhere(other: Other, seen: Told, shares: dict[int, int]) -> Elsewhere:
    running = {True: "er loopt een regeling", False: "er loopt geen regeling", None: ""}
    return Elsewhere(
        name=other.name,
        open_text="" if seen.open_cents is None else euros(seen.open_cents),
        status=running[seen.is_arranged],
        contact=seen.contact,
        share_text=_share(shares, other.consent),
    )

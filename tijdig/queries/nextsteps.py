"""What happens now and when, in the words of the customer: from what was asked, agreed, held and planned."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tijdig.models import Case, Contact, Request
from tijdig.queries.house import Person
from tijdig.rules import dutch
from tijdig.rules.arrangements import Part, PartState
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallBackState, CaseState, ContactState, HoldKind, RequestState

HELPING = {HoldKind.DEBT_HELP, HoldKind.COLLECTION_PAUSE, HoldKind.MORATORIUM, HoldKind.SETTLEMENT}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands on a day."""

    case: Case
    person: Person
    day: date
    holds: Sequence[Any]
    requests: Sequence[Request]
    contacts: Sequence[Contact]
    parts: Sequence[Part]
    part_states: Sequence[PartState]
    next_due: tuple[Part, int] | None  # the part that comes first, and what is left of it
    late_cents: int
    has_disputed: bool

    @property
    def waiting(self) -> list[Request]:
        """What waits for our answer."""
        return [request for request in self.requests if request.state == RequestState.OPEN]

    @property
    def mood(self) -> str:
        """What the page is about: waiting for us, arranged, quiet, disputed, late, or nothing to do."""
        if self.case.state == CaseState.CLOSED:
            return "closed"
        if self.waiting:
            return "waiting"
        if self.parts:
            return "arranged"
        if any(hold.kind != HoldKind.DISPUTED or hold.claim_id is None for hold in self.holds):
            return "quiet"
        if self.late_cents:
            return "late"
        return "disputed" if self.has_disputed else "clear"

    def held(self, *kinds: HoldKind) -> Any:
        """The hold of one of these kinds that lasts longest."""
        found = [hold for hold in self.holds if hold.kind in kinds]
        return max(found, key=lambda hold: hold.until_on or date.max) if found else None


def steps(now: Standing) -> tuple[str, ...]:
    """The lines under "Wat gebeurt er nu?"; the first is today's."""
    return tuple(SAY[now.mood](now)) + tuple(_costs(now))


def _closed(now: Standing) -> Iterator[str]:  # noqa: ARG001 - all lines are asked the same way
    yield "Alles is geregeld. [[U krijgt|Je krijgt]] van ons geen herinneringen meer."


def _waiting(now: Standing) -> Iterator[str]:
    yield "Nu zijn wij aan de beurt. Tot ons antwoord sturen wij geen herinneringen."
    for request in now.waiting:
        call = getattr(request, "call_back", None)
        if call and call.state == CallBackState.PLANNED:
            at = call.slot.starts_at
            when = f"{dutch.near(local_day(at))} om {dutch.hour(at.astimezone(AMSTERDAM))} uur"
            yield f"{_who(now)} belt [[u|je]] op {when}. Het nummer {tail(call.phone)}."
    plain = [request.answer_due_on for request in now.waiting if not getattr(request, "call_back", None)]
    if plain:
        yield f"Uiterlijk {dutch.near(min(plain))} [[krijgt u|krijg je]] antwoord van {_who(now, start=False)}."


def _arranged(now: Standing) -> Iterator[str]:
    if now.next_due:
        part, left = now.next_due
        amount, on = euros(left), dutch.near(part.due_on)
        if now.part_states[now.parts.index(part)] == PartState.MISSED:
            yield f"De termijn van {on} ({amount}) is nog niet binnen. Lukt het niet? Bel ons, dan kijken we samen."
        else:
            yield f"[[Uw|Je]] volgende termijn is {amount}, op {on}."
    yield "[[Houdt u zich|Houd je je]] aan de afspraak? Dan sturen wij geen herinneringen."
    yield "Verandert er iets? Bel ons. Dan passen we de regeling samen aan."


def _quiet(now: Standing) -> Iterator[str]:
    hold = now.held(*HoldKind)
    until = dutch.near(hold.until_on) if hold.until_on else ""
    if hold.kind == HoldKind.DISPUTED:
        yield from _disputed(now)
        return
    if hold.kind in HELPING:
        yield "Er is hulp voor [[u|je]] aan het werk. Wij wachten daarop en sturen geen herinneringen."
        return
    if until:
        yield f"Tot {until} laten wij [[u|je]] met rust. Er komen geen herinneringen."
        yield "Daarna kijken wij opnieuw wat er nog open staat."
    else:
        yield f"{_who(now)} zoekt uit hoe het verder gaat. Tot die tijd sturen wij geen herinneringen."


def _disputed(now: Standing) -> Iterator[str]:
    yield f"{_who(now)} zoekt uit of de rekening klopt. Daar [[hoeft u|hoef je]] niets voor te doen."
    yield "Tot die tijd [[krijgt u|krijg je]] over deze rekening geen herinneringen."


def _late(now: Standing) -> Iterator[str]:
    until = "[[u ons antwoord hebt|je ons antwoord hebt]]"
    yield f"Vandaag: [[u kiest|je kiest]] wat past. Dan wachten wij met herinneringen tot {until}."
    yield f"Binnen twee werkdagen: {_who(now, start=False)} laat weten wat er kan."
    ready = [contact for contact in now.contacts if contact.state == ContactState.PLANNED and contact.moment_id]
    if ready:
        first = min(local_day(contact.send_from) for contact in ready)
        on = "vandaag" if first <= now.day else dutch.near(first)
        yield f"[[Kiest u|Kies je]] nog niets? Dan [[krijgt u|krijg je]] {on} een herinnering."


def _clear(now: Standing) -> Iterator[str]:  # noqa: ARG001 - all lines are asked the same way
    yield "[[U hoeft|Je hoeft]] nu niets te doen."


def _costs(now: Standing) -> Iterator[str]:
    """The truth about costs: a notice that runs says until when it is free, else there are none."""
    days = [contact.moment.pay_before_on for contact in now.contacts if contact.moment and contact.moment.pay_before_on]
    if now.mood in {"closed", "clear"}:
        return
    if not days:
        yield "Er komen nu geen kosten bij."
    elif now.mood == "late" and max(days) >= now.day:
        yield f"[[Betaalt u|Betaal je]] uiterlijk {dutch.near(max(days))}? Dan komen er geen kosten bij."
    elif now.mood != "late":
        yield "Zolang dit loopt, komen er geen kosten bij."


def tail(phone: str) -> str:
    """ "eindigt op 78": enough to know one's own number by, and nothing for whoever else holds the letter."""
    return f"eindigt op {''.join(sign for sign in phone if sign.isdigit())[-2:]}"


def _who(now: Standing, *, start: bool = True) -> str:
    if now.person.is_own:
        return now.person.name.split()[0]
    return "Iemand van ons" if start else "iemand van ons"


SAY: dict[str, Callable[[Standing], Iterator[str]]] = {
    "closed": _closed,
    "waiting": _waiting,
    "arranged": _arranged,
    "quiet": _quiet,
    "late": _late,
    "disputed": _disputed,
    "clear": _clear,
}

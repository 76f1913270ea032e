"""What happens now and when, in the words of the customer: from what was asked, agreed, held and planned."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Case, Request
from tijdig.queries import asks, awaiting, jointhere
from tijdig.queries.house import Person
from tijdig.queries.sent import Passed
from tijdig.rules.arrangements import Part, PartState
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallBackState, CaseState, ChannelKind, ContactState, HoldKind, RequestKind, RequestState

MISSED = "De betaling van {day} ({amount}) is nog niet binnen. Lukt het niet? Pas de regeling aan, of bel ons."
BESIDE = marked("{what} ({amount}) hoort niet bij de regeling. Te betalen was op {day}. Lukt dat niet? Bel ons.")
CHOOSE = (
    "Vandaag: [[u kiest|je kiest]] wat past. "
    "Dan wachten wij met herinneringen tot [[u ons antwoord hebt|je ons antwoord hebt]]."
)
MESSAGE = marked("een bericht")
SENT = {
    ChannelKind.LETTER: marked("een brief"),
    ChannelKind.EMAIL: marked("een e-mail"),
    ChannelKind.SMS: marked("een sms"),
    ChannelKind.TRANSFER: marked("1 cent met een bericht erbij"),
}
HELPING = {HoldKind.DEBT_HELP, HoldKind.COLLECTION_PAUSE, HoldKind.MORATORIUM, HoldKind.SETTLEMENT}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands on a day."""

    case: Case
    person: Person
    day: date
    holds: Sequence[Any]
    requests: Sequence[Request]
    contacts: Sequence[Passed]
    parts: Sequence[Part]
    part_states: Sequence[PartState]
    next_due: tuple[Part, int] | None  # the part that comes first, and what is left of it
    late_cents: int
    has_disputed: bool
    beside: Sequence[Any] = ()  # bills that are late beside an arrangement that runs
    plan: jointhere.Here | None = None  # the plan with others in which this takes part

    @property
    def waiting(self) -> list[Request]:
        """What waits for our answer."""
        return [request for request in self.requests if request.state == RequestState.OPEN]

    @property
    def is_doubted(self) -> bool:
        """Whether somebody said that our post is not for who holds it, and did not come back on it."""
        said = (request for request in self.requests if request.kind == RequestKind.NOT_ME)
        return any(one.state != RequestState.WITHDRAWN and asks.FOR_ME not in one.details for one in said)

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


def _closed(now: Standing) -> Iterator[str]:
    if getattr(now.case, "joint_state", None):  # our share is paid, and not yet that of the others
        yield say("Bij ons is alles betaald. [[U krijgt|Je krijgt]] van ons geen herinneringen meer.")
    else:
        yield say("Alles is geregeld. [[U krijgt|Je krijgt]] van ons geen herinneringen meer.")


def _waiting(now: Standing) -> Iterator[str]:
    offered = {request.pk: until for request in now.waiting if (until := awaiting.offered_until(request, now.day))}
    if offered:
        last = here.near(min(offered.values()))
        yield say("Ons voorstel blijft staan tot en met {day}. Zolang sturen wij geen herinneringen.", day=last)
    if len(offered) < len(now.waiting):
        yield say("Nu zijn wij aan de beurt. Tot ons antwoord sturen wij geen herinneringen.")
    for request in now.waiting:
        call = getattr(request, "call_back", None)
        if call and call.state == CallBackState.PLANNED:
            at = call.slot.starts_at
            when, phone = moment(at), tail(call.phone)
            yield say("{who} belt [[u|je]] op {when}. Het nummer {phone}.", who=_who(now), when=when, phone=phone)
    ours = (one for one in now.waiting if one.pk not in offered and not getattr(one, "call_back", None))
    plain = [request.answer_due_on for request in ours]
    if plain:
        on, who = here.near(min(plain)), _who(now, start=False)
        yield say("Uiterlijk {day} [[krijgt u|krijg je]] antwoord van {who}.", day=on, who=who)


def _arranged(now: Standing) -> Iterator[str]:
    if now.plan:
        yield from _joint(now.plan)
    else:
        yield from _alone(now)
    for bill in now.beside:
        yield say(BESIDE, what=bill.name, amount=bill.open, day=bill.due)


def _alone(now: Standing) -> Iterator[str]:
    """An arrangement with us alone."""
    if now.next_due:
        part, left = now.next_due
        amount, on = here.euros(left), here.near(part.due_on)
        if now.part_states[now.parts.index(part)] == PartState.MISSED:
            yield say(MISSED, day=on, amount=amount)
        else:
            yield say("[[Uw|Je]] volgende betaling is {amount}, op {day}.", amount=amount, day=on)
    yield say("[[Houdt u zich|Houd je je]] aan de regeling? Dan sturen wij geen herinneringen.")
    yield say("Verandert er iets? Pas de regeling aan op deze website, of bel ons.")


def _joint(plan: jointhere.Here) -> Iterator[str]:
    """One plan with others: its own payment, and never one of ours beside it."""
    if not plan.is_whole:
        shown = jointhere.HIDDEN_LATE if plan.is_past else jointhere.HIDDEN
        yield say(shown if plan.ours else jointhere.HIDDEN_LATER, day=plan.day, ours=plan.ours)
    elif plan.is_missed:
        yield say(jointhere.MISSED, day=plan.day, amount=plan.amount)
    elif not plan.is_one and plan.our_next:
        apart = jointhere.APART_LATE if plan.is_ours_past else jointhere.APART
        yield say(apart, day=plan.our_day, ours=plan.our_next)
    elif plan.is_past:
        yield say(jointhere.LATE, day=plan.day, amount=plan.amount)
    else:
        yield say(
            jointhere.NEXT if plan.ours else jointhere.NEXT_LATER, amount=plan.amount, day=plan.day, ours=plan.ours
        )
    yield say(jointhere.QUIET)
    there = jointhere.CHANGE_THERE if plan.house else jointhere.CHANGE_SOMEWHERE
    yield say(jointhere.CHANGE if plan.is_house else there, house=plan.house)


def _quiet(now: Standing) -> Iterator[str]:
    hold = now.held(*HoldKind)
    until = here.near(hold.until_on - timedelta(days=1)) if hold.until_on else ""
    if hold.kind == HoldKind.DISPUTED:
        yield from _disputed(now)
        return
    if hold.kind in HELPING:
        yield say("Er is hulp voor [[u|je]] aan het werk. Wij wachten daarop en sturen geen herinneringen.")
        return
    if until:
        yield say("Tot en met {day} laten wij [[u|je]] met rust. Er komen geen herinneringen.", day=until)
        yield say("Daarna kijken wij opnieuw wat er nog open staat.")
    else:
        yield say("{who} zoekt uit hoe het verder gaat. Tot die tijd sturen wij geen herinneringen.", who=_who(now))


def _disputed(now: Standing) -> Iterator[str]:
    if now.is_doubted:
        yield say("{who} zoekt uit voor wie onze brief is. [[U hoeft|Je hoeft]] niets te doen.", who=_who(now))
        yield say("Tot die tijd sturen wij geen herinneringen.")
        return
    yield say("{who} zoekt uit of de rekening klopt. Daar [[hoeft u|hoef je]] niets voor te doen.", who=_who(now))
    yield say("Tot die tijd [[krijgt u|krijg je]] over deze rekening geen herinneringen.")


def _late(now: Standing) -> Iterator[str]:
    yield say(CHOOSE)
    yield say("Binnen twee werkdagen: {who} laat weten wat er kan.", who=_who(now, start=False))
    ready = [contact for contact in now.contacts if contact.state == ContactState.PLANNED and contact.moment]
    if ready:
        yield say("[[Kiest u|Kies je]] nog niets? Dan sturen wij [[u|je]] {what}.", what=_coming(ready, now.day))


def _coming(ready: Sequence[Passed], day: date) -> str:
    """What comes and when: an SMS that announces a letter is named as the SMS it is, and the letter after it."""
    found = sorted(
        (max(local_day(contact.send_from), day), SENT.get(ChannelKind(contact.kind), MESSAGE)) for contact in ready
    )
    said = [
        say("vandaag {what}", what=say(what)) if on == day else say("{day} {what}", day=here.near(on), what=say(what))
        for on, what in dict.fromkeys(found)
    ]
    return here.listed(said)


def _clear(now: Standing) -> Iterator[str]:  # noqa: ARG001 - all lines are asked the same way
    yield say("[[U hoeft|Je hoeft]] nu niets te doen.")


def _costs(now: Standing) -> Iterator[str]:
    """The truth about costs: a notice that runs says until when it is free, else there are none."""
    days = [contact.pay_before_on for contact in now.contacts if contact.pay_before_on]
    if now.mood in {"closed", "clear"}:
        return
    if not days:
        yield say("Er komen nu geen kosten bij.")
    elif now.mood == "late" and max(days) >= now.day:
        yield say("[[Betaalt u|Betaal je]] uiterlijk {day}? Dan komen er geen kosten bij.", day=here.near(max(days)))
    elif now.mood != "late":
        yield say("Zolang dit loopt, komen er geen kosten bij.")


def moment(at: datetime) -> str:
    """ "dinsdag 24 november om 9.00 uur"."""
    return say("{day} om {hour} uur", day=here.near(local_day(at)), hour=here.hour(at.astimezone(AMSTERDAM)))


def tail(phone: str) -> str:
    """ "eindigt op 78": enough to know one's own number by, and nothing for whoever else holds the letter."""
    return say("eindigt op {last}", last="".join(sign for sign in phone if sign.isdigit())[-2:])


def _who(now: Standing, *, start: bool = True) -> str:
    if now.person.is_own:
        return now.person.name.split()[0]
    return say("Iemand van ons" if start else "iemand van ons")


SAY: dict[str, Callable[[Standing], Iterator[str]]] = {
    "closed": _closed,
    "waiting": _waiting,
    "arranged": _arranged,
    "quiet": _quiet,
    "late": _late,
    "disputed": _disputed,
    "clear": _clear,
}

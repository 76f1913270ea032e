"""What happened on a case, in words and in order: enough to understand it without asking anybody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby

from tijdig.models import (
    Arrangement,
    AuditEvent,
    Call,
    CallBack,
    Case,
    Claim,
    Contact,
    HandOver,
    Hold,
    MoneyEntry,
    OpenForm,
    Request,
    Shared,
    Solution,
)
from tijdig.queries import (
    agreed,
    arrangements,
    booked,
    colleagues,
    fates,
    filledin,
    helpers,
    policies,
    replies,
    trail,
    transfers,
)
from tijdig.queries.portal import SOMEBODY
from tijdig.queries.steps import REASONS
from tijdig.queries.trailwords import ANOTHER, CLOSED, OPENED, SHARED, TOLD
from tijdig.queries.visible import seen_q
from tijdig.rules import actors, dutch, phones
from tijdig.rules.arrangements import missed_parts
from tijdig.rules.formality import spoken_to
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import (
    ArrangementState,
    CallBackState,
    ChangeReason,
    ChannelKind,
    ClosingReason,
    ConsentPurpose,
    ContactState,
    Direction,
    EntryKind,
    HoldKind,
    RequestState,
    SolutionKind,
    StopReason,
)

_PAID = (EntryKind.PAYMENT, EntryKind.REVERSAL)
_KINDS = list(ChannelKind)
NOTED = "noted"
"""On a request that nobody asked in so many words: a colleague noted it earlier, and its outcome is answered."""

_STATES = {
    ContactState.PLANNED: "staat klaar",
    ContactState.CLAIMED: "wordt nu verstuurd",
    ContactState.HANDED_OVER: "verstuurd",
    ContactState.DELIVERED: "aangekomen",
    ContactState.FAILED: "kwam niet aan",
    ContactState.STOPPED: "niet verstuurd",
    ContactState.RECEIVED: "ontvangen",
}


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, the words themselves, and why."""

    at: datetime
    tone: str  # out, in, note, money, end
    title: str
    by: str = ""
    words: str = ""
    why: str = ""
    is_coming: bool = False
    is_stopped: bool = False  # it did not go out: it is told when it was stopped, never as something to come
    facts: tuple[str, ...] = field(default=())
    messages: tuple[tuple[str, str], ...] = ()  # what went out in one moment: by which way, and its words
    trail: tuple[str, ...] = ()  # under which lines of the trail it may have been written down

    @property
    def when(self) -> str:
        """When, as people in the Netherlands read it."""
        local = self.at.astimezone(AMSTERDAM)
        return f"{dutch.short(local.date())}, {dutch.hour(local)} uur"


def of(case: Case, at: datetime, solutions: Sequence[Solution] | None = None) -> tuple[Event, ...]:
    """The whole story, the newest on top; what is still to come above it. Who has the solutions at hand gives them."""
    arranged = list(Arrangement.objects.filter(case=case).prefetch_related("instalments").order_by("pk"))
    told = chain.from_iterable(part(case) for part in PARTS)
    parts = _arrangements(arranged), _solutions(case, agreed.whole(case) if solutions is None else solutions)
    said = chain.from_iterable(part(case) for part in AFTER)
    found = [*told, *chain(*parts), *said, *_missed(case, arranged, local_day(at))]
    events = [replace(event, at=min(event.at, at)) if event.is_stopped else event for event in found]
    names, acts = colleagues.names_of((event.by for event in events), case.creditor_id), trail.of(case)
    # Within a minute the trail knows what came first; what one act did keeps the order of its parts: first the cause.
    events.sort(key=lambda event: (event.at.replace(second=0, microsecond=0), acts.place(event.at, event.trail)))
    return tuple([_named(event, names, at) for event in events][::-1])


def who(actor: str, names: dict[str, str]) -> str:
    """Somebody of the trail, as a colleague would say it."""
    if actor.startswith(("customer", "visitor")):
        return "de klant"
    if actor.startswith(actors.HELPER):
        return SOMEBODY
    return names.get(actor, "Tijdig")


def _named(event: Event, names: dict[str, str], at: datetime) -> Event:
    by = who(event.by, names) if event.by else ""
    return replace(event, by=by, is_coming=event.is_coming or event.at > at)


def _calls(case: Case) -> Iterator[Event]:
    rows = AuditEvent.objects.filter(case_id_text=str(case.pk), what="call.logged")
    callers = dict(rows.values_list("noun_id", "by"))
    for call in Call.objects.filter(contact__case=case).select_related("contact").order_by("pk"):
        yield _call(call, call.contact, callers.get(str(call.pk), ""))


def _messages(case: Case) -> Iterator[Event]:
    rows = list(
        Contact.objects.filter(case=case, call__isnull=True).select_related("moment__decision__kind").order_by("pk")
    )
    for contact in rows:
        if contact.direction == Direction.IN:
            at = contact.happened_at or contact.send_from
            yield Event(at, "in", f"Van de klant, per {contact.get_kind_display()}", "customer", contact.text)
    ours = [contact for contact in rows if contact.direction == Direction.OUT]
    bills, stops = _bills_of(case), fates.stops_of(case, ours)

    def fate(contact: Contact) -> tuple[int, str, str, str]:
        """Carriers of one moment that fared alike are told together."""
        number = contact.moment_id or -contact.pk
        return number, contact.state, contact.stop_reason, f"{fates.went(contact, stops):%Y%m%d%H%M}"

    for _, alike in groupby(sorted(ours, key=fate), key=fate):
        yield _moment(sorted(alike, key=lambda one: _KINDS.index(ChannelKind(one.kind))), bills, stops)


def _call(call: Call, contact: Contact, by: str) -> Event:
    title = "De klant belde" if contact.direction == Direction.IN else f"Wij belden: {call.get_result_display()}"
    facts = ("Goed gesprek",) if call.is_good_conversation else ()
    at = contact.happened_at or contact.send_from
    tone, acts = "in" if contact.direction == Direction.IN else "out", (f"call.logged:{call.pk}",)
    return Event(at, tone, title, by, contact.text, facts=facts, trail=acts)


def _bills_of(case: Case) -> dict[int, str]:
    return {claim.pk: _name(claim) for claim in Claim.objects.filter(customer_id=case.customer_id)}


def _moment(contacts: Sequence[Contact], bills: dict[int, str], stops: Mapping[str, datetime]) -> Event:
    first = contacts[0]
    at = fates.went(first, stops)
    state, moment = ContactState(first.state), first.moment
    kind = replies.kind_of(first)
    what = moment.get_stage_display() if moment else kind.label if kind else "link waar de klant om vroeg"
    stopped = f": {StopReason(first.stop_reason).label}" if first.stop_reason else ""
    kinds = dutch.listed([one.get_kind_display() for one in contacts])
    if first.kind == ChannelKind.VISIT and not moment:
        met = "gesproken" if state == ContactState.DELIVERED else "niemand deed open"
        return Event(at, "out", f"Aan de deur geweest: {met}", words=first.text)
    about = [bills[named["id"]] for named in moment.claims if named["id"] in bills] if moment else []
    facts = [f"Over: {', '.join(about)}"] if about else []
    if state == ContactState.STOPPED:
        meant = first.send_from.astimezone(AMSTERDAM)
        facts.append(f"Zou uitgaan op {dutch.day(meant.date())}, {dutch.hour(meant)} uur.")
    return Event(
        at,
        "out",
        f"{dutch.opening(what)}: {kinds} {_STATES[state]}{stopped}",
        "system",
        why=_reason(moment.decision.rules) if moment and moment.decision else "",
        is_coming=state in {ContactState.PLANNED, ContactState.CLAIMED},
        is_stopped=state == ContactState.STOPPED,
        facts=tuple(facts),
        messages=tuple((one.get_kind_display(), one.text) for one in contacts if one.text),
        trail=(f"contact.{state}:{first.pk}", f"contact.handed_over:{first.pk}", f"reply.planned:{first.pk}"),
    )


def _reason(rules: dict[str, str]) -> str:
    reason = REASONS.get(rules.get("whether", ""))
    return reason.text if reason else ""


def _questions(case: Case) -> Iterator[Event]:
    along = helpers.asked_by(case)
    for request in Request.objects.filter(case=case).order_by("pk"):
        if request.details.get(NOTED):
            continue  # the story has the hold that noted it
        title = f"Vraag van de klant, per {request.get_by_channel_display()}: {request.get_kind_display()}"
        promised = f"Wij beloofden antwoord tot en met {dutch.day(request.answer_due_on)}."
        facts = (promised, *filledin.said(request.details))
        acts = (f"request.received:{request.pk}",)
        by = along.get(str(request.pk), "customer")
        yield Event(request.received_at, "in", title, by, request.text, facts=facts, trail=acts)


def _answers(case: Case) -> Iterator[Event]:
    for one in Request.objects.filter(case=case, answered_at__isnull=False).order_by("pk"):
        done = "Antwoord" if one.answer or one.state == RequestState.ANSWERED else "Vraag ingetrokken"
        title = f"{done} op: {one.get_kind_display()}" if not one.details.get(NOTED) else "Uitkomst, aan de klant"
        at, acts = one.answered_at or one.received_at, (f"request.{one.state}:{one.pk}",)
        yield Event(at, "out", title, one.answered_by, one.answer, trail=acts)


def _holds(case: Case) -> Iterator[Event]:
    for hold in Hold.objects.filter(case=case, arrangement__isnull=True).order_by("pk"):
        if hold.kind == HoldKind.REACTED and not hold.note:
            continue  # the reaction itself is in the story already
        until = f" tot en met {dutch.day(hold.until_on - timedelta(days=1))}" if hold.until_on else ""
        reason = f" ({hold.get_reason_display()})" if hold.reason else ""
        title, acts = f"Rust{until}: {hold.get_kind_display()}{reason}", (f"hold.placed:{hold.pk}",)
        yield Event(hold.made_at, "note", title, hold.made_by, hold.note, trail=acts)
        if hold.lifted_at:
            title, acts = f"Rust voorbij: {hold.get_kind_display()}", (f"hold.lifted:{hold.pk}",)
            yield Event(hold.lifted_at, "note", title, hold.lifted_by, trail=acts)


_BOOKED = "Geboekt op"
_ON_DAY = {EntryKind.PAYMENT: "Betaald op", EntryKind.REVERSAL: "Teruggegaan op"}
"""How the day is called on which it was so, where it came in the book later."""


def _money(case: Case) -> Iterator[Event]:
    rows = MoneyEntry.objects.filter(seen_q("", "creditor__"), claim__customer_id=case.customer_id)
    entries = list(rows.select_related("claim").order_by("pk"))
    for made_at, listed in groupby((one for one in entries if one.kind == EntryKind.CLAIM), lambda one: one.made_at):
        yield _listed(made_at, list(listed))
    for entry in entries:
        if entry.kind != EntryKind.CLAIM:
            is_change = entry.kind == EntryKind.CORRECTION and not booked.is_let_go(entry)
            way = "" if not is_change else " hoger" if entry.amount_cents > 0 else " lager"
            amount = euros(abs(entry.amount_cents))
            title = f"{booked.label(entry).capitalize()}: {amount}{way}, {_bill(entry)}"
            is_other_day = entry.booked_on != local_day(entry.made_at)
            on = f"{_ON_DAY.get(EntryKind(entry.kind), _BOOKED)} {dutch.day(entry.booked_on)}."
            facts, acts = (on,) if is_other_day else (), (f"money.entered:{entry.pk}",)
            yield Event(entry.made_at, "money", title, entry.made_by, facts=facts, trail=acts)


def _listed(made_at: datetime, entries: list[MoneyEntry]) -> Event:
    """The bills of one list in one line."""
    if len(entries) == 1:
        title = f"Rekening op de lijst: {_bill(entries[0])}, {euros(entries[0].amount_cents)}"
        return Event(made_at, "money", title, entries[0].made_by, facts=(_due(entries[0]).capitalize() + ".",))
    total = euros(sum(entry.amount_cents for entry in entries))
    facts = tuple(f"{_bill(entry)}: {euros(entry.amount_cents)}, {_due(entry)}" for entry in entries)
    title = f"{dutch.count(len(entries)).capitalize()} rekeningen op de lijst, samen {total}"
    return Event(made_at, "money", title, entries[0].made_by, facts=facts)


def _due(entry: MoneyEntry) -> str:
    return f"te betalen op {dutch.day(entry.claim.due_on)}"


def _bill(entry: MoneyEntry) -> str:
    return _name(entry.claim)


def _name(claim: Claim) -> str:
    return claim.description or claim.get_kind_display()


def _hand_overs(case: Case) -> Iterator[Event]:
    for given in HandOver.objects.filter(case=case).select_related("to_user").order_by("pk"):
        title, acts = f"Overgedragen aan {given.to_user.name}", (f"case.handed_over:{given.pk}",)
        yield Event(given.made_at, "note", title, given.made_by, given.summary, trail=acts)


def _call_backs(case: Case) -> Iterator[Event]:
    for one in CallBack.objects.filter(case=case).select_related("slot").order_by("pk"):
        when = one.slot.starts_at.astimezone(AMSTERDAM)
        title = f"Bellen beloofd: {dutch.weekday(when.date())}, {dutch.hour(when)} uur"
        state = CallBackState(one.state)
        facts: tuple[str, ...] = () if state == CallBackState.PLANNED else (f"Stand: {state.label}.",)
        facts, acts = (f"Nummer: {phones.readable(one.phone)}", *facts), (f"call.planned:{one.pk}",)
        yield Event(one.made_at, "note", title, one.made_by, facts=facts, trail=acts)


def _arrangements(arranged: Iterable[Arrangement]) -> Iterator[Event]:
    for one in arranged:
        parts = [f"{dutch.day(part.due_on)}: {euros(part.amount_cents)}" for part in one.instalments.all()]
        what = f"Regeling veranderd ({ChangeReason(one.change).label})" if one.change else "Regeling"
        title = f"{what}: {euros(one.total_cents)} in {dutch.terms(len(parts))}"
        acts = (f"arrangement.agreed:{one.pk}",)
        yield Event(
            one.made_at, "note", title, one.made_by, facts=(*parts, "Zonder extra kosten of rente."), trail=acts
        )
        if one.ended_on and one.hold.lifted_at and one.state != ArrangementState.CHANGED:  # the next one tells of it
            done = "Regeling klaar: alles is betaald" if one.state == ArrangementState.COMPLETED else "Regeling gestopt"
            acts = (f"arrangement.{one.state}:{one.pk}",)
            yield Event(one.hold.lifted_at, "note", done, one.hold.lifted_by, trail=acts)


def _solutions(case: Case, solutions: Iterable[Solution]) -> Iterator[Event]:
    bills = agreed.Bills(case, as_agreed=True)
    for row in solutions:
        what, is_formal = SolutionKind(row.kind).label, case.creditor.is_formal
        said = [spoken_to(line, is_formal=is_formal) for line in agreed.sentences(agreed.solution_of(row), bills)]
        why = (f"Waarom: {row.reason}",) if row.reason else ()
        acts = (f"solution.agreed:{row.pk}",)
        yield Event(row.made_at, "note", f"Afgesproken: {what}", row.made_by, facts=(*said, *why), trail=acts)
        if row.ended_at:
            acts = (f"solution.ended:{row.pk}",)
            yield Event(row.ended_at, "note", f"Voorbij: {what}", row.ended_by, trail=acts)


def _missed(case: Case, arranged: Iterable[Arrangement], day: date) -> Iterator[Event]:
    """The parts that did not come in time, as the list of payments told: nobody writes those down."""
    for one in arranged:
        until = one.ended_on or day
        policy = policies.of(case.creditor, until)
        rows = MoneyEntry.objects.filter(claim__in=one.claims.all(), made_at__gte=one.made_at, kind__in=_PAID)
        paid = [(entry.booked_on, -entry.amount_cents) for entry in rows.filter(seen_q("", "creditor__"))]
        for part, on in missed_parts(arrangements.parts(one), paid, until, policy):
            at = datetime.combine(on, time.min, AMSTERDAM)
            title = f"Termijn van {dutch.day(part.due_on)} kwam niet op tijd: {euros(part.amount_cents)}"
            yield Event(at, "money", title, "system")


def _forms(case: Case) -> Iterator[Event]:
    for form in OpenForm.objects.filter(case=case).order_by("pk"):
        facts = (f"Te bereiken per {form.get_by_channel_display()}: {phones.readable(form.reach_at)}",)
        yield Event(form.received_at, "in", f"Open formulier van {form.name}", "customer", form.text, facts=facts)


def _trail(case: Case) -> Iterator[Event]:
    events = list(AuditEvent.objects.filter(case_id_text=str(case.pk), what__in=TOLD).order_by("pk"))
    yield from _shared([event for event in events if event.what == SHARED])
    events = [event for event in events if event.what != SHARED]
    at_gate = transfers.told(case) if any(event.what.startswith("transfer.") for event in events) else {}
    for event in events:
        reason = event.facts.get("reason", "")
        why = ClosingReason(reason).label if event.what == CLOSED and reason else ""
        title = f"{TOLD[event.what]}: {why}" if why else TOLD[event.what]
        tone = "end" if event.what in {CLOSED, OPENED} else "note"
        words = at_gate.get((event.what, event.noun_id), "")
        yield Event(event.at, tone, title, event.by, words, trail=(trail.line(event.pk),))


def _shared(events: Sequence[AuditEvent]) -> Iterator[Event]:
    """What was passed on in one moment, in one line that names who got it; what only the customer sees is not named."""
    rows = Shared.objects.filter(pk__in=[event.noun_id for event in events]).select_related("to")
    named = {str(row.pk): row.to.sender_name for row in rows.exclude(consent__purpose=ConsentPurpose.OVERVIEW)}
    for (at, by), told in groupby(events, key=lambda event: (event.at, event.by)):
        lines = list(told)
        names = list(dict.fromkeys(named.get(line.noun_id, ANOTHER) for line in lines))
        acts = tuple(trail.line(line.pk) for line in lines)
        yield Event(at, "note", f"Doorgegeven aan {dutch.listed(names)}, met toestemming", by, trail=acts)


PARTS = (_money, _forms, _questions, _calls, _answers, _hand_overs, _call_backs, _holds)
AFTER = (_trail, _messages)
"""What is written down somewhere, and what is told after what was agreed; the parts that did not come are counted."""

"""Answers to what a customer did: by which way they go, to whom, what became of them."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from tijdig.messages.facts import Facts, Recipient
from tijdig.models import AuditEvent, Case, Claim, Contact, ContactPoint, Moment, MoneyEntry, Representative
from tijdig.queries import heard, standing, tongues
from tijdig.queries.colleagues import works_at
from tijdig.queries.doors import letter_code
from tijdig.queries.facts import payment_reference, salutation, sender_of
from tijdig.queries.visible import details, holds_q
from tijdig.rules import actors, phones
from tijdig.words import ChannelKind, ContactState, EntryKind, FactSource, PointKind, PointState, ReplyKind, StopReason

IS_REPLY = Q(key__startswith=standing.REPLY)
"""The messages that answer something a customer did; sign-in links are none."""

WAYS: dict[ChannelKind, PointKind] = {
    ChannelKind.EMAIL: PointKind.EMAIL,
    ChannelKind.SMS: PointKind.MOBILE,
    ChannelKind.LETTER: PointKind.POST,
}
"""How an answer can go, the quickest first."""

_ON_THE_PAGE = {
    ReplyKind.ARRANGED: "de regeling",
    ReplyKind.CHANGED: "de regeling",
    ReplyKind.OFFERED: "het voorstel",
    ReplyKind.JOINT_PROPOSED: "het voorstel",
    ReplyKind.JOINT_AGREED: "het plan",
    ReplyKind.JOINT_CHANGED: "het plan",
    ReplyKind.JOINT_LEFT: "hoe het verder gaat",
    ReplyKind.JOINT_ENDED: "hoe het verder gaat",
    ReplyKind.AGREED: "wat is afgesproken",
    ReplyKind.CORRECTED: "het bericht",
    ReplyKind.REFERRED: "het bericht",
}
GONE = (ContactState.HANDED_OVER, ContactState.DELIVERED)
LOST = (ContactState.FAILED, ContactState.STOPPED)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to somebody: the kind, and the address as people read it."""

    kind: ChannelKind
    address: str

    @property
    def text(self) -> str:
        """ "per e-mail naar anna@post.example"."""
        address = phones.readable(self.address) if self.kind == ChannelKind.SMS else self.address
        return f"per {self.kind.label} naar {', '.join(address.splitlines())}"

    def told(self, kind: ReplyKind) -> str:
        """Where the customer reads this: an sms only says that something stands on the own page."""
        if kind in {ReplyKind.PAUSED, ReplyKind.CALL_PLANNED}:
            return f"De klant krijgt hier meteen bericht van, {self.text}."
        if self.kind == ChannelKind.SMS:
            what = _ON_THE_PAGE.get(kind, "het antwoord")
            return f"De klant krijgt een sms: {what} staat op de eigen pagina."
        if kind in _ON_THE_PAGE:
            return f"De klant krijgt dit meteen toegestuurd, {self.text}."
        return f"Dit gaat nu {self.text}. Het staat ook op de eigen pagina van de klant."


def ways(case: Case, day: date, kind: ReplyKind = ReplyKind.ANSWER) -> tuple[Way, ...]:
    """The ways an answer may go to this customer, the best first; none when it is not safe, or nobody may be written.

    What the customer likes comes first, "not by X" never (DECISIONS 18); who has an administrator is written there.
    An arrangement belongs on paper or in a mail: an sms, which can only point to it, comes last.
    """
    customer = case.customer
    if customer.died_on or not customer.is_safe_to_contact:
        return ()
    if who := administrator(case, day):
        return tuple(_to_administrator(who))
    points = _points(case)
    may = {by: point for by, point in WAYS.items() if point in points and by not in customer.not_by}
    found = [Way(by, points[point]) for by, point in may.items()]
    is_long = kind in _ON_THE_PAGE or kind == ReplyKind.HANDED_OVER
    on_paper = kind == ReplyKind.HANDED_OVER  # what decides something never goes by e-mail alone (HC07)

    def worth(way: Way) -> tuple[bool, bool, bool]:
        is_paper, is_short = way.kind == ChannelKind.LETTER, way.kind == ChannelKind.SMS
        return on_paper and not is_paper, is_long and is_short, way.kind != customer.prefers

    return tuple(sorted(found, key=worth))


def administrator(case: Case, day: date) -> Representative | None:
    """Who runs the money matters of this customer, if somebody does."""
    found: Representative | None = (
        standing.administrators(day).filter(customer_id=case.customer_id).order_by("pk").last()
    )
    return found


def _to_administrator(who: Representative) -> list[Way]:
    email = [Way(ChannelKind.EMAIL, who.email)] if who.email else []
    return email + ([Way(ChannelKind.LETTER, "\n".join(who.address_lines))] if who.address_lines else [])


def _points(case: Case) -> dict[PointKind, str]:
    """The best address of each kind: what is known to work above the rest, what the customer told above the file."""
    rows = ContactPoint.objects.filter(holds_q("", "customer__creditor__"), customer_id=case.customer_id, is_safe=True)
    rows = rows.exclude(state__in=[PointState.BOUNCED, PointState.WRONG])

    def worth(point: ContactPoint) -> tuple[bool, bool, date, int]:
        return point.state == PointState.GOOD, point.source != FactSource.CREDITOR, point.noted_on, point.pk

    return {PointKind(point.kind): point.value for point in sorted(rows, key=worth)}


def facts(case: Case, way: Way, *, kind: ReplyKind, day: date, by: str) -> Facts:
    """What every answer to this customer knows; the caller adds what it is about.

    Signed by the colleague who acted, when that is somebody of the organisation that sends it.
    """
    sender, known = replace(sender_of(case.creditor), signer=_signer(case, by, day)), details(case)
    parts = (known.salutation, known.first_name, known.last_name) if known else ("", "", "")
    who = administrator(case, day)
    is_letter = way.kind == ChannelKind.LETTER
    return Facts(
        sender=sender,
        recipient=Recipient(
            name=" ".join(f"{parts[1]} {parts[2]}".split()),
            salutation=who.name if who else salutation(*parts, sender.formality),
            address_lines=tuple(way.address.splitlines()) if is_letter else (),
            email=way.address if way.kind == ChannelKind.EMAIL else "",
            mobile=way.address if way.kind == ChannelKind.SMS else "",
            language=tongues.read_in(known.language if known else "", tongues.told(case, day)),
            via=who.name if who else "",
        ),
        lines=(),
        total_cents=0,
        day=day,
        stage=kind,
        sector=case.creditor.sector,
        customer_number=case.customer.number,
        carriers=(way.kind.value,),
        code=letter_code(case.pk, day) if is_letter or not sender.links else "",
        spoken=heard.addresses(case.creditor).get(kind, "") if is_letter else "",
    )


def key_of(kind: ReplyKind, number: int, way: ChannelKind) -> str:
    """One message for one row (a request, an arrangement, a last payment) by one way: never made twice."""
    return f"{standing.REPLY}{kind}-{number}-{way}"


def about(kind: ReplyKind, number: int) -> Q:
    """The messages about one row, by whatever way."""
    return Q(key__startswith=f"{standing.REPLY}{kind}-{number}-")


def of_kind(kind: ReplyKind) -> Q:
    """The messages of one kind, whatever they are about."""
    return Q(key__startswith=f"{standing.REPLY}{kind}-")


def kind_of(contact: Contact) -> ReplyKind | None:
    """What an answer is about; nothing for a message that is none."""
    return kind_of_key(contact.key)


def kind_of_key(key: str) -> ReplyKind | None:
    """The same, from the key of a message."""
    return ReplyKind(key.split("-")[1]) if key.startswith(standing.REPLY) else None


def number_of(contact: Contact) -> int:
    """The row that an answer is about."""
    return int(contact.key.split("-")[2])


def same(contact: Contact) -> QuerySet[Contact]:
    """The messages that say the same, by whatever way."""
    return Contact.objects.filter(key__startswith=contact.key.rpartition("-")[0] + "-", case_id=contact.case_id)


def lost() -> QuerySet[Contact]:
    """Answers that did not get through by one way, and for which no other way was tried yet."""
    later = Contact.objects.filter(IS_REPLY, case=OuterRef("case"), pk__gt=OuterRef("pk"))
    rows = Contact.objects.filter(IS_REPLY, moment__isnull=True, state__in=LOST).exclude(stop_reason=StopReason.DIED)
    return rows.filter(~Exists(later)).select_related("case__creditor", "case__customer").order_by("pk")


def fate(case: Case, day: date) -> str:
    """What became of the last answer to this customer, in a sentence for the colleague who gave it."""
    last = Contact.objects.filter(IS_REPLY, case=case).order_by("pk").last()
    if last is None or not ways(case, day) or last.state in LOST:
        return "Er is geen adres dat werkt, dus er ging niets uit. Bel de klant ook."
    way = Way(ChannelKind(last.kind), standing.address_of(last))
    if way.kind == ChannelKind.SMS:
        gone = "De klant kreeg een sms" if last.state in GONE else "De klant krijgt zo een sms"
        return f"{gone}: het staat op de eigen pagina."
    return f"Het is verstuurd, {way.text}." if last.state in GONE else f"Het gaat zo uit, {way.text}."


def reference(case: Case, claims: list[Claim]) -> str:
    """What to write with a payment for these claims."""
    return payment_reference(case.customer.number, [claim.payment_reference for claim in claims])


def was_told(case: Case) -> bool:
    """Whether a message that went out named a bill that was paid since the case was open: that is to be thanked for.

    For a case that closed just now.
    """
    closed = AuditEvent.objects.filter(case_id_text=str(case.pk), what="case.closed").order_by("-pk")
    before = list(closed.values_list("at", flat=True)[1:2])
    paid = MoneyEntry.objects.filter(claim__customer_id=case.customer_id, kind=EntryKind.PAYMENT)
    claims = set((paid.filter(made_at__gt=before[0]) if before else paid).values_list("claim_id", flat=True))
    moments = Moment.objects.filter(case=case, contacts__handed_over_at__isnull=False).distinct()
    return any(named["id"] in claims for moment in moments for named in moment.claims)


def _signer(case: Case, actor: str, day: date) -> str:
    """Who signs: only somebody who works at the organisation that sends it.

    After an act of a colleague of another organisation that is the own contact person here, else the team. The system
    and the customer sign nothing: an invented name is a lie.
    """
    number = actors.number_of(actor)
    if number is None:
        return ""
    here = works_at(case.creditor_id, day).filter(pk=number).values_list("name", flat=True).first()
    if here is not None or not User.objects.filter(pk=number).exists():
        return here or ""
    own = works_at(case.creditor_id, day).filter(pk=case.handler_id or 0, is_active=True)
    return own.values_list("name", flat=True).first() or ""

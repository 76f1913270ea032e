"""Answers to what a customer did: by which way they go, to whom, and what they may say."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from accounts.models import User
from tijdig.messages.facts import Facts, Recipient
from tijdig.models import Case, Claim, Contact, ContactPoint, Moment, Representative
from tijdig.queries import standing
from tijdig.queries.doors import letter_code
from tijdig.queries.facts import payment_reference, salutation, sender_of
from tijdig.queries.visible import details, holds_q
from tijdig.words import ChannelKind, PointKind, PointState

KEY = "reply"
IS_REPLY = Q(key__startswith=f"{KEY}-")
"""The messages that answer something a customer did; sign-in links are none."""

WAYS: dict[ChannelKind, PointKind] = {
    ChannelKind.EMAIL: PointKind.EMAIL,
    ChannelKind.SMS: PointKind.MOBILE,
    ChannelKind.LETTER: PointKind.POST,
}
"""How an answer can go, the quickest first."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to somebody: the kind, and the address as people read it."""

    kind: ChannelKind
    address: str

    @property
    def text(self) -> str:
        """ "per e-mail naar anna@post.example"."""
        return f"per {self.kind.label} naar {', '.join(self.address.splitlines())}"


def ways(case: Case, day: date) -> tuple[Way, ...]:
    """The ways an answer may go to this customer, the best first; none when it is not safe, or nobody may be written.

    What the customer likes comes first, "not by X" never (DECISIONS 18); who has an administrator is written there.
    """
    customer = case.customer
    if customer.died_on or not customer.is_safe_to_contact:
        return ()
    if administrator := standing.administrators(day).filter(customer_id=customer.pk).order_by("pk").last():
        return tuple(_to_administrator(administrator))
    points = _points(case)
    found = [
        Way(kind, points[point]) for kind, point in WAYS.items() if point in points and kind not in customer.not_by
    ]
    return tuple(sorted(found, key=lambda way: way.kind != customer.prefers))


def _to_administrator(who: Representative) -> list[Way]:
    email = [Way(ChannelKind.EMAIL, who.email)] if who.email else []
    return email + ([Way(ChannelKind.LETTER, "\n".join(who.address_lines))] if who.address_lines else [])


def _points(case: Case) -> dict[PointKind, str]:
    """The best address of each kind: what is known to work above the rest, what the customer told above the file."""
    rows = ContactPoint.objects.filter(holds_q("", "customer__creditor__"), customer_id=case.customer_id, is_safe=True)
    rows = rows.exclude(state__in=[PointState.BOUNCED, PointState.WRONG])
    best = sorted(rows, key=lambda one: (one.state == PointState.GOOD, one.source != "creditor", one.noted_on, one.pk))
    return {PointKind(point.kind): point.value for point in best}


def facts(case: Case, way: Way, *, occasion: str, day: date, by: str) -> Facts:
    """What every answer to this customer knows; the caller adds what it is about. Signed by the colleague who acted."""
    sender, known = replace(sender_of(case.creditor), signer=_name_of(by)), details(case)
    parts = (known.salutation, known.first_name, known.last_name) if known else ("", "", "")
    administrator = standing.administrators(day).filter(customer_id=case.customer_id).order_by("pk").last()
    name = " ".join(f"{parts[1]} {parts[2]}".split())
    is_letter = way.kind == ChannelKind.LETTER
    return Facts(
        sender=sender,
        recipient=Recipient(
            name=name,
            salutation=administrator.name if administrator else salutation(*parts, sender.formality),
            address_lines=tuple(way.address.splitlines()) if is_letter else (),
            email=way.address if way.kind == ChannelKind.EMAIL else "",
            mobile=way.address if way.kind == ChannelKind.SMS else "",
            language=known.language if known else "nl",
            via=administrator.name if administrator else "",
        ),
        lines=(),
        total_cents=0,
        day=day,
        stage=occasion,
        sector=case.creditor.sector,
        customer_number=case.customer.number,
        carriers=(way.kind.value,),
        code=letter_code(case.pk, day) if is_letter else "",
    )


def occasion_of(contact: Contact) -> str:
    """What an answer is about: answer, arranged or paid; nothing for a message that is none."""
    is_reply, _, rest = contact.key.partition("-")
    return rest.partition("-")[0] if is_reply == KEY else ""


def reference(case: Case, claims: list[Claim]) -> str:
    """What to write with a payment for these claims."""
    return payment_reference(case.customer.number, [claim.payment_reference for claim in claims])


def was_told(case: Case, claim: Claim) -> bool:
    """Whether a message that went out named this claim: only then there is something to thank for."""
    moments = Moment.objects.filter(case=case, contacts__handed_over_at__isnull=False).distinct()
    return any(claim.pk == named["id"] for moment in moments for named in moment.claims)


def _name_of(actor: str) -> str:
    """The name of a colleague; nothing for the system, because an invented name is a lie."""
    number = actor.removeprefix("user:")
    if not number.isdecimal() or number == actor:
        return ""
    return User.objects.filter(pk=int(number)).values_list("name", flat=True).first() or ""

"""How sure we have to be of who somebody is, for what; and where they can show it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from tijdig.models import Case, Creditor, IdentityCheck
from tijdig.queries.doors import Visitor, keyed_hash
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, ProofMeans, Word

BY_COLLEAGUE: Final = (ProofMeans.PHONE, ProofMeans.COUNTER, ProofMeans.PAPER)

TOLD: Final = {f"identity.{means}": f"Identiteit vastgesteld {means.label}" for means in ProofMeans} | {
    "identity.lifted": "Identiteit was niet goed vastgesteld"
}
"""As the story of a case tells what the trail names."""


class Deed(Word):
    """What somebody does on the portal, with why we first want to be sure who it is."""

    ASK = "ask", "Vragen mag iedereen die een brief van ons heeft."
    READ_SENT = "read_sent", "In een bericht kunnen [[uw|je]] naam en adres staan."
    READ_OWN_WORDS = "read_own_words", "Wat [[u schreef|je schreef]], is alleen voor [[u|jou]]."
    CORRECT = "correct", "Daarmee verandert waar onze brieven en berichten heen gaan."
    DOWNLOAD = "download", "Daarin staat alles wat wij van [[u|je]] weten."
    LET_SOMEBODY_LOOK = "let_somebody_look", "Dan ziet iemand anders [[uw|je]] zaken."
    SEE_OTHERS = "see_others", "Dan staan ook rekeningen van andere organisaties op de pagina."
    JOINT = "joint", "Dan spreken meer organisaties samen iets met [[u|je]] af."
    CHANGE_IBAN = "change_iban", "Daarmee verandert naar welke rekening geld gaat."


LEVELS: Final[Mapping[Deed, AssuranceLevel]] = {
    Deed.ASK: AssuranceLevel.CODE,
    Deed.READ_SENT: AssuranceLevel.KNOWN,
    Deed.READ_OWN_WORDS: AssuranceLevel.KNOWN,
    Deed.CORRECT: AssuranceLevel.KNOWN,
    Deed.DOWNLOAD: AssuranceLevel.KNOWN,
    Deed.LET_SOMEBODY_LOOK: AssuranceLevel.KNOWN,
    Deed.SEE_OTHERS: AssuranceLevel.KNOWN,
    Deed.JOINT: AssuranceLevel.PROVEN,
    Deed.CHANGE_IBAN: AssuranceLevel.PROVEN,
}
"""What each asks: a code is in a letter that a neighbour may hold; what moves money or binds others asks most."""


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """Where customers of one organisation log in, and where they come back."""

    issuer: str
    client_id: str
    name: str
    secret: str
    back_to: str


def provider_of(creditor: Creditor) -> IdentityProvider | None:
    """The provider of this organisation, if it has one. The way back is its own address, whatever a request says."""
    found: dict[str, Any] = creditor.identity_provider
    if not found:
        return None
    secret = settings.OIDC_SECRETS.get(creditor.code.upper().replace("-", "_"), "")
    portal = creditor.portal_url.rstrip("/")
    return IdentityProvider(found["issuer"], found["client_id"], found["name"], secret, portal)


def provider_for(visitor: Visitor) -> IdentityProvider | None:
    """The provider of the organisation whose customer this is."""
    return provider_of(Creditor.objects.get(pk=visitor.creditor_id))


def needs(visitor: Visitor, what: Deed, at: datetime) -> AssuranceLevel | None:
    """The level that this visitor still has to reach for it; nothing when they may."""
    level = LEVELS[what]
    return None if assured(visitor, level, at).level >= level else level


def assured(visitor: Visitor, level: int, at: datetime) -> Visitor:
    """The visitor at the level that counts here, when a `level` is asked.

    An organisation without a provider has colleagues who look: their check, with birth date and postcode in this
    very session, is as much as it can get. Somebody who looks along proves nothing of somebody else.
    """
    is_near = visitor.level == AssuranceLevel.KNOWN and level == AssuranceLevel.PROVEN
    if is_near and is_checked(visitor, at):
        return replace(visitor, level=AssuranceLevel.PROVEN.value)
    return visitor


def is_checked(visitor: Visitor, at: datetime) -> bool:
    """Whether a colleague's check counts for this visitor: there is one that holds, and no provider to ask."""
    if visitor.helper or provider_for(visitor):
        return False
    return checks(visitor.customer_id, at).exists()


def is_by_call(visitor: Visitor, at: datetime) -> bool:
    """Whether a customer proves who they are in a call that is still to come: no provider, and no check that holds."""
    if not visitor.is_self or visitor.level >= AssuranceLevel.PROVEN or provider_for(visitor):
        return False
    return not checks(visitor.customer_id, at).exists()


def checks(customer_id: int, at: datetime) -> QuerySet[IdentityCheck]:
    """The checks by colleagues that hold, the newest first."""
    rows = IdentityCheck.objects.filter(customer_id=customer_id, means__in=BY_COLLEAGUE, expires_at__gt=at)
    return rows.order_by("-checked_at", "-pk")


def subject_hash(issuer: str, subject: str) -> str:
    """Who somebody is at a provider, as we keep it."""
    return keyed_hash("subject", f"{issuer} {subject}")


def is_known_there(visitor: Visitor, issuer: str, subject: str) -> bool:
    """Whether this very account was held against this customer before, and was right."""
    rows = IdentityCheck.objects.filter(customer_id=visitor.customer_id, means=ProofMeans.PROVIDER, provider=issuer)
    return rows.filter(subject_hash=subject_hash(issuer, subject)).exists()


def told(case: Case, at: datetime) -> str:
    """How colleagues know who the customer is, in one line; nothing when nobody looked, or too long ago."""
    newest = checks(case.customer_id, at).first()
    if newest is None:
        return ""
    on, last = dutch.day(local_day(newest.checked_at)), dutch.day(local_day(newest.expires_at) - timedelta(days=1))
    return f"{newest.get_means_display().capitalize()} op {on}: {newest.note}. Dat geldt tot en met {last}."

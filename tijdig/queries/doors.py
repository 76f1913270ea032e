"""Who is at the door: a customer by the key in a cookie, a member of staff by the organisation of the session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from accounts.models import Membership
from tijdig.models import CustomerSession
from tijdig.words import AssuranceLevel, Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """A customer (or who represents one) that came in by a door; there is no user row behind it."""

    customer_id: int
    case_id: int
    creditor_id: int
    level: int  # words.AssuranceLevel
    session_id: int

    @property
    def actor(self) -> str:
        """As the trail names it."""
        return f"customer:{self.customer_id}"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff, in the one organisation and role chosen for this session."""

    user_id: int
    name: str
    creditor_id: int
    creditor_name: str
    role: str  # words.Role
    membership_id: int

    @property
    def actor(self) -> str:
        """As the trail names it."""
        return f"user:{self.user_id}"

    @property
    def is_lead(self) -> bool:
        """Whether this session may do what only a team lead does."""
        return self.role == Role.LEAD


def keyed_hash(purpose: str, secret: str) -> str:
    """What we keep instead of a code, token, key or address: useless without the key of this installation."""
    return salted_hmac(f"tijdig.doors.{purpose}", secret, algorithm="sha256").hexdigest()


def session_of(key: str) -> CustomerSession | None:
    """The session behind a cookie, running or not."""
    if not key:
        return None
    sessions = CustomerSession.objects.select_related("customer__case")
    return sessions.filter(key_hash=keyed_hash("session", key), customer__case__isnull=False).first()


def is_running(session: CustomerSession, at: datetime) -> bool:
    """Neither ended nor past its time."""
    return session.ended_at is None and session.expires_at > at


def visitor_of(session: CustomerSession, at: datetime) -> Visitor:
    """The visitor of a running session; what was proved with personal facts lapses before a remembered phone does."""
    is_proved = session.proved_until is not None and session.proved_until > at
    customer = session.customer
    return Visitor(
        customer_id=customer.pk,
        case_id=customer.case.pk,
        creditor_id=customer.creditor_id,
        level=session.level if is_proved else AssuranceLevel.CODE,
        session_id=session.pk,
    )


def memberships(user_id: int, day: date) -> Sequence[Staff]:
    """The organisations and roles in which somebody works today, by name of the organisation."""
    rows = Membership.objects.filter(user_id=user_id, user__is_active=True, since_on__lte=day)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=day)).order_by("creditor__name", "pk")
    values = rows.values_list("user_id", "user__name", "creditor_id", "creditor__name", "role", membership=F("pk"))
    return tuple(Staff(*row) for row in values)

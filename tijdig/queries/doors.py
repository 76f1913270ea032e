"""Who is at the door: a customer by the key in a cookie, a member of staff by the organisation of the session."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Membership
from tijdig.models import ContactPoint, Creditor, CustomerSession, DoorTry, LoginLink
from tijdig.policy import load
from tijdig.policy.subjects import Doors
from tijdig.queries import asks
from tijdig.queries.ready import Ready
from tijdig.queries.visible import details, holds_q
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, DoorKind, PointKind, PointState, Role

LETTERS: Final = "CDFGHJKMNPQRTVWXY34679"
"""What a code is made of: nothing that looks like something else, and no vowels, so that no code is a word."""

CODE_LENGTH: Final = 9  # 22 to the ninth: over a million million codes


NO, LOOK, ASK = range(3)
"""What a page lets somebody do who only looks along: nothing unless it says so."""

HELPERS_ASK = frozenset({"bel-mij", "later", "in-delen", "uitleg"})
"""The questions of who looks along and may ask: none in which the customer agrees, objects or complains."""


@dataclass(frozen=True, slots=True)
class LooksAlong:
    """Somebody whom the customer lets look along (docs/adr/0044)."""

    number: int
    name: str
    right: int  # LOOK or ASK
    stands_for: str  # the customer


@dataclass(frozen=True, slots=True)
class Visitor:
    """A customer (or who represents one) that came in by a door; there is no user row behind it."""

    customer_id: int
    case_id: int
    creditor_id: int
    level: int  # words.AssuranceLevel
    session_id: int
    helper: "LooksAlong | None" = None
    drafts: tuple[str, ...] = ()  # the languages whose unsigned texts the organisation takes
    is_doubted: bool = False  # somebody said that our post is not for who holds it

    @property
    def actor(self) -> str:
        """As the trail names it."""
        return actors.helper(self.helper.number) if self.helper else actors.customer(self.customer_id)

    @property
    def is_self(self) -> bool:
        """Whether this is the customer (or who acts for them), and not somebody who looks along."""
        return self.helper is None

    @property
    def is_known(self) -> bool:
        """Whether this is the customer, who said who they are: more than somebody with the code of a letter."""
        return self.is_self and self.level >= AssuranceLevel.KNOWN

    @property
    def is_stranger(self) -> bool:
        """Whether this may well be somebody else than the customer: nothing of the case is for them."""
        return self.is_doubted and self.is_self and not self.is_known

    @property
    def may_ask(self) -> bool:
        """Whether this visitor may ask something."""
        return self.helper is None or self.helper.right == ASK


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
        return actors.colleague(self.user_id)

    @property
    def role_label(self) -> str:
        """The role as people read it."""
        return Role(self.role).label

    @property
    def is_lead(self) -> bool:
        """Whether this session may do what only a team lead does."""
        return self.role == Role.LEAD


def keyed_hash(purpose: str, secret: str) -> str:
    """What we keep instead of a code, token, key or address: useless without the key of this installation."""
    return _digest(purpose, secret).hex()


def _digest(purpose: str, secret: str) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY, purpose), secret.encode(), "sha256")


@lru_cache(maxsize=32)
def _key(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), f"tijdig.doors.{purpose}".encode(), "sha256")


def letter_code(case_id: int, day: date) -> str:
    """The code in the letter of a case on a day, in groups of three: always the same, and only we can make it."""
    return _code("letter", f"{case_id}-{day:%Y%m%d}")


def sign_in_code(token: str) -> str:
    """A code that does what a one-time link does, for who sends no links: made from the token, which nobody knows."""
    return _code("sign-in", token)


def _code(purpose: str, secret: str) -> str:
    number = int.from_bytes(_digest(purpose, secret)[:16])
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return grouped("".join(letters))


def grouped(code: str) -> str:
    """In threes, as it is printed and read out."""
    return " ".join([code[place : place + 3] for place in range(0, len(code), 3)])


def code_as_printed(typed: str) -> str:
    """What a QR code brought along, as it stands in the letter; nothing when it cannot be a code."""
    letters = _bare(typed)
    return grouped(letters) if len(letters) == CODE_LENGTH and set(letters) <= set(LETTERS) else ""


def _bare(typed: str) -> str:
    return "".join([sign for sign in typed.upper() if sign.isalnum()])


def code_hash(typed: str) -> str:
    """The hash under which a code is kept; small letters, spaces, dots and dashes make no difference."""
    return keyed_hash("code", _bare(typed))


def helper_hash(typed: str) -> str:
    """The same for the code of somebody who looks along."""
    return keyed_hash("helper", _bare(typed))


def helper_code(token: str) -> str:
    """The code of somebody who looks along: made from a token that nobody knows."""
    return _code("look-along", token)


def is_locked(kind: DoorKind, client: str, at: datetime, most: int, minutes: int) -> bool:
    """Whether so many tries of this kind were made from here in the last minutes."""
    tries = DoorTry.objects.filter(kind=kind, client_hash=client, at__gt=at - timedelta(minutes=minutes))
    return tries.count() >= most


@dataclass(frozen=True, slots=True)
class CodeWay:
    """How somebody may try a code now."""

    counted_as: str  # wrong tries count for this one
    is_locked: bool = False  # too many from here already
    asks_postcode: bool = False  # a code alone is not enough now
    is_shut: bool = False  # not even with a postcode


def code_way(client: str, known: int | None, at: datetime) -> CodeWay:
    """Whether a code will do, or the postcode is wanted too, or nothing helps but calling (docs/adr/0033).

    `known` is the customer as whom this browser came in before: their typing errors are counted apart, so that
    neighbours behind one address and guessers elsewhere are no bother to them.
    """
    doors = load(local_day(at)).doors

    def is_full(who: str) -> bool:
        hashed = keyed_hash("client", who)
        return is_locked(DoorKind.CODE, hashed, at, doors.wrong_codes_max, doors.wrong_codes_minutes)

    if known is not None:
        own = f"customer-{known}"
        is_own_full = is_full(own)
        return CodeWay(own, is_locked=is_own_full, is_shut=is_own_full)
    is_here_full = is_full(client)
    if not is_here_full and not _somebody_guesses(doors, at):
        return CodeWay(client)
    careful = f"postcode-{client}"
    return CodeWay(careful, is_locked=is_here_full, asks_postcode=True, is_shut=is_full(careful))


def _somebody_guesses(doors: Doors, at: datetime) -> bool:
    """Whether so many wrong codes came in lately, from everywhere, that they are no typing errors."""
    newest = DoorTry.objects.filter(kind=DoorKind.CODE).order_by("-pk").values_list("at", flat=True)
    one = newest[doors.wrong_codes_everywhere - 1 : doors.wrong_codes_everywhere].first()
    return one is not None and one > at - timedelta(minutes=doors.wrong_codes_minutes)


def known_before(session: CustomerSession | None, at: datetime) -> int | None:
    """The customer whose key this browser still has, from before the time in which wrong codes are counted.

    A key of this very hour is not enough: one letter in hand would give a guesser two counters at once.
    """
    minutes = load(local_day(at)).doors.wrong_codes_minutes
    is_known = session is not None and session.ended_at is None and session.made_at <= at - timedelta(minutes=minutes)
    is_known = is_known and session is not None and session.helper_id is None  # who looks along is counted by address
    return session.customer_id if session is not None and is_known else None


def link_works(token: str, at: datetime) -> bool:
    """Whether a one-time link can still be used; looking at it uses nothing up."""
    links = LoginLink.objects.filter(token_hash=keyed_hash("link", token), used_at__isnull=True, expires_at__gt=at)
    return links.exists()


def organisations() -> list[tuple[str, str]]:
    """Code and name of every organisation, for forms of people whom we do not know yet."""
    return list(Creditor.objects.order_by("name").values_list("code", "name"))


def creditor_of(code: str) -> Creditor:
    """The organisation that somebody chose from the list."""
    return Creditor.objects.get(code=code)


def phones() -> list[tuple[str, str, str]]:
    """Name, number and hours of every organisation, for pages where somebody is stuck."""
    return list(Creditor.objects.order_by("name").values_list("sender_name", "phone", "phone_hours"))


def reachable_points(creditor_code: str, typed: str) -> list[ContactPoint]:
    """The e-mail addresses or mobile numbers that are exactly what somebody typed, where a link may safely go."""
    kind = PointKind.EMAIL if "@" in typed else PointKind.MOBILE
    points = ContactPoint.objects.filter(
        holds_q("", "customer__creditor__"),
        customer__creditor__code=creditor_code,
        customer__is_safe_to_contact=True,
        customer__died_on__isnull=True,
        customer__case__isnull=False,  # a closed one too: who paid may read that all is well
        kind=kind,
        is_safe=True,
    ).exclude(state__in=[PointState.BOUNCED, PointState.WRONG])
    points = points.annotate(small=Lower("value")).filter(small__in=_ways_to_write(typed.strip().lower()))
    return list(points.select_related("customer__case__creditor").order_by("pk")[:3])


def _ways_to_write(typed: str) -> list[str]:
    """An address as it was typed, and a number also as intake writes it, with the country before it."""
    if "@" in typed:
        return [typed]
    own = "".join([sign for sign in typed if sign.isdigit()]).removeprefix("00").removeprefix("31").removeprefix("0")
    return [typed, f"+31{own}"]


def session_of(key: str) -> CustomerSession | None:
    """The session behind a cookie, running or not."""
    if not key:
        return None
    return _SESSION.first(key_hash=keyed_hash("session", key))


def _session(key_hash: str) -> QuerySet[CustomerSession]:
    sessions = CustomerSession.objects.select_related("customer__case", "customer__creditor", "helper")
    doubted = Exists(asks.not_for_them().filter(case=OuterRef("customer__case")))
    return sessions.filter(key_hash=key_hash, customer__case__isnull=False).annotate(is_doubted=doubted)


_SESSION = Ready(_session)


def is_running(session: CustomerSession, at: datetime) -> bool:
    """Neither ended nor past its time; that of a helper not a moment longer than the customer allows."""
    return session.ended_at is None and session.expires_at > at and not helper_is_over(session, at)


def who_was(session: CustomerSession | None) -> str | None:
    """Whose words a browser keeps: those of the customer are not for who looks along, nor the other way round."""
    if session is None:
        return None
    return actors.helper(session.helper_id) if session.helper_id else actors.customer(session.customer_id)


def helper_is_over(session: CustomerSession, at: datetime) -> bool:
    """Whether this is a session of somebody who may no longer look along."""
    helper = session.helper
    return helper is not None and (helper.withdrawn_at is not None or helper.expires_at <= at)


def _looks_along(session: CustomerSession) -> LooksAlong | None:
    helper = session.helper
    if helper is None:
        return None
    known = details(session.customer.case)
    name = f"{known.first_name} {known.last_name}".strip() if known else ""
    return LooksAlong(helper.pk, helper.name, ASK if helper.may_ask else LOOK, name)


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
        helper=_looks_along(session),
        drafts=tuple(customer.creditor.draft_languages),
        is_doubted=getattr(session, "is_doubted", False),
    )


def memberships(user_id: int, day: date) -> Sequence[Staff]:
    """The organisations and roles in which somebody works today, by name of the organisation."""
    return tuple(Staff(*row) for row in _WORKS.rows(user=user_id, day=day))


def _works_rows(user: int, day: date) -> "QuerySet[Membership, Any]":
    rows = Membership.objects.filter(user_id=user, user__is_active=True, since_on__lte=day)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=day)).order_by("creditor__name", "pk")
    return rows.values_list("user_id", "user__name", "creditor_id", "creditor__name", "role", "pk")


_WORKS = Ready(_works_rows)

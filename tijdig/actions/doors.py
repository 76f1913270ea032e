"""Doors: customers come in with the code from a letter or a one-time link, say who they are, and go out again.

Chance is made at the edge: keys and tokens are handed in, and only their keyed hashes are kept. A try is counted
before it is judged, so that guesses side by side are not more guesses.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import Q, QuerySet

from tijdig.actions import audit
from tijdig.models import Case, CustomerSession, DoorTry, Helper, IdentityCheck, LetterCode, LoginLink
from tijdig.policy import load
from tijdig.policy.subjects import Doors
from tijdig.queries.doors import CodeWay, Visitor, code_hash, helper_hash, is_locked, keyed_hash, letter_code
from tijdig.queries.visible import details
from tijdig.rules import actors
from tijdig.rules.identity import plain_postcode
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, DoorKind, Word

__all__ = [
    "DoorFault",
    "ShutError",
    "check_tries",
    "enter",
    "follow",
    "forget",
    "leave",
    "letter_code",
    "prove",
    "raised",
    "stay",
    "taken",
    "tried",
]

_log = logging.getLogger(__name__)
_DAY = timedelta(days=1)


class DoorFault(Word):
    """Why a door stays shut, each with the sentence that the customer reads."""

    UNKNOWN = "unknown", "Deze code kennen wij niet. Kijk in uw brief of elke letter en elk cijfer klopt."
    NOT_BOTH = "not_both", "Deze code en postcode horen niet bij elkaar. Kijk of u geen tikfout maakte, of bel ons."
    OLD = "old", "Deze code is te oud. Kijk of u een nieuwere brief hebt, of bel ons."
    HELPER_OLD = "helper_old", "Deze code werkt niet meer. Vraag een nieuwe code aan de persoon die u helpt."
    LOCKED = "locked", "Hier is vaak een verkeerde code ingevuld. Misschien was u dat niet zelf."
    LINK_OLD = "link_old", "Deze link is al gebruikt of te oud. Vraag een nieuwe link, of bel ons."
    NOT_THE_SAME = "not_the_same", "Dit klopt niet met wat wij weten. Kijk of [[u|je]] geen tikfout maakte."
    ANSWERS_LOCKED = "answers_locked", "Probeer het over een kwartier nog eens, of bel ons."
    CASE_LOCKED = "case_locked", "Vandaag is het te vaak geprobeerd. Probeer het morgen nog eens, of bel ons."
    NO_FACTS = "no_facts", "Wij weten [[uw|je]] geboortedatum of postcode niet. Bel ons, dan regelen wij het samen."
    PROVIDER_DOWN = "provider_down", "Inloggen lukt daar nu even niet. Probeer het straks nog eens, of bel ons."
    PROVIDER_STOPPED = "provider_stopped", "[[U bent|Je bent]] gestopt met inloggen. Dat geeft niet."
    PROVIDER_OLD = "provider_old", "Het duurde te lang, of deze pagina is al gebruikt. Begin gerust opnieuw."
    PROVIDER_WRONG = "provider_wrong", "Er ging iets mis bij het inloggen. Dat lag niet aan [[u|jou]]."
    PROVIDER_OTHER = (
        "provider_other",
        "Wij zagen niet zeker dat [[u het bent|jij het bent]]. Misschien logde iemand anders in. Bel ons gerust.",
    )


class ShutError(Exception):
    """The door stays shut; `code` says why, its label is for the customer."""

    def __init__(self, code: DoorFault) -> None:
        super().__init__(code.label)
        self.code = code


def enter(typed: str, *, key: str, way: CodeWay, remember: bool, at: datetime, postcode: str = "") -> CustomerSession:
    """Come in with the code from a letter, or of who looks along; ShutError when unknown, old, or after too many."""
    doors = _doors(at)
    attempt = _count(DoorKind.CODE, way.counted_as, doors.wrong_codes_max, doors.wrong_codes_minutes, at)
    if attempt is None or way.is_shut:
        raise ShutError(DoorFault.LOCKED)
    found = LetterCode.objects.select_related("case").filter(code_hash=code_hash(typed)).first() or _helper(typed)
    if way.asks_postcode and not _lives_at(found, postcode, doors, at, otherwise=code_hash(typed)):
        raise ShutError(DoorFault.NOT_BOTH)
    if found is None:
        raise ShutError(DoorFault.UNKNOWN)
    attempt.delete()
    if isinstance(found, Helper):
        return _look_along(found, key=key, remember=remember, at=at)
    if found.expires_at <= at:
        raise ShutError(DoorFault.OLD)
    return _open(found.case, DoorKind.CODE, key=key, remember=remember, at=at)


def _helper(typed: str) -> Helper | None:
    return Helper.objects.select_related("case").filter(code_hash=helper_hash(typed)).first()


def _look_along(helper: Helper, *, key: str, remember: bool, at: datetime) -> CustomerSession:
    if helper.withdrawn_at is not None or helper.expires_at <= at:
        raise ShutError(DoorFault.HELPER_OLD)
    return _open(helper.case, DoorKind.HELPER, key=key, remember=remember, at=at, helper=helper)


def _lives_at(found: LetterCode | Helper | None, postcode: str, doors: Doors, at: datetime, *, otherwise: str) -> bool:
    """Wrong ones count for the case, together with the questions of level 1: two doors are not twice the guesses.

    For a code that does not exist as much is done, so that nobody can tell the two apart by the clock.
    """
    who = f"case-{found.case_id}" if found else otherwise
    attempt = _count(DoorKind.IDENTITY, who, doors.wrong_answers_max, doors.wrong_answers_minutes, at)
    known = details(found.case if found else Case(customer_id=0))
    is_right = (
        attempt is not None and known is not None and plain_postcode(known.postcode) == plain_postcode(postcode) != ""
    )
    if is_right and attempt is not None:
        attempt.delete()
    return is_right


def follow(token: str, *, key: str, client: str, remember: bool, at: datetime) -> CustomerSession:
    """Come in with a link, once; ShutError when it was used before, is too old, or never was one."""
    doors = _doors(at)
    attempt = _count(DoorKind.LINK, client, doors.wrong_codes_max, doors.wrong_codes_minutes, at)
    with transaction.atomic():
        links = LoginLink.objects.filter(token_hash=keyed_hash("link", token))
        # The update itself decides who was first.
        if links.filter(used_at__isnull=True, expires_at__gt=at).update(used_at=at) != 1:
            # A link cannot be guessed: that neighbours tried old ones is no reason to refuse a good one.
            raise ShutError(DoorFault.LOCKED if attempt is None else DoorFault.LINK_OLD)
        if attempt is not None:
            attempt.delete()
        link = links.select_related("case").get()
        return _open(link.case, DoorKind.LINK, key=key, remember=remember, at=at)


def prove(visitor: Visitor, birth: str, postcode: str, *, key: str, at: datetime) -> CustomerSession:
    """Level 1: birth date (ISO) and postcode are those of the customer; the session goes on under a new key."""
    tries = tried(visitor, DoorKind.IDENTITY, at)
    known = details(Case.objects.get(pk=visitor.case_id))
    if known is None or known.birth_on is None or not known.postcode:
        tries.delete()
        raise ShutError(DoorFault.NO_FACTS)
    if (birth, plain_postcode(postcode)) != (known.birth_on.isoformat(), plain_postcode(known.postcode)):
        raise ShutError(DoorFault.NOT_THE_SAME)
    tries.delete()
    with transaction.atomic():
        session = raised(visitor, AssuranceLevel.KNOWN, key=key, at=at)
        audit.record("door.proved", session, by=visitor.actor, at=at, case_id=visitor.case_id)
    return session


def tried(visitor: Visitor, kind: DoorKind, at: datetime) -> QuerySet[DoorTry]:
    """Count one try to show who somebody is; ShutError when there were too many.

    Per session first, so that a neighbour's typing errors do not lock the customer out; then per case and per day,
    since a new session costs nothing to who holds the letter (docs/adr/0035).
    """
    doors = _doors(at)
    own = _count(kind, _session(visitor), doors.wrong_answers_max, doors.wrong_answers_minutes, at)
    if own is None:
        raise ShutError(DoorFault.ANSWERS_LOCKED)
    attempt = _count_case(kind, visitor.case_id, doors, at)
    if attempt is None:
        raise ShutError(DoorFault.CASE_LOCKED)
    return DoorTry.objects.filter(pk__in=[own.pk, attempt.pk])


def check_tries(visitor: Visitor, kind: DoorKind, at: datetime) -> None:
    """The same ShutError beforehand, so that nobody goes a long way for nothing; looking counts no try."""
    doors = _doors(at)
    own, case = keyed_hash("client", _session(visitor)), keyed_hash("client", f"case-{visitor.case_id}")
    if is_locked(kind, own, at, doors.wrong_answers_max, doors.wrong_answers_minutes):
        raise ShutError(DoorFault.ANSWERS_LOCKED)
    if is_locked(kind, case, at, doors.wrong_answers_case_max, doors.wrong_answers_case_minutes):
        raise ShutError(DoorFault.CASE_LOCKED)


def raised(visitor: Visitor, level: AssuranceLevel, *, key: str, at: datetime) -> CustomerSession:
    """The session at this level, under a new key, for as long as somebody is busy; what was higher stays as it was.

    Called inside a transaction. PROVIDER_OLD when the session ended in the meantime.
    """
    running = CustomerSession.objects.select_for_update(of=("self",)).filter(pk=visitor.session_id)
    session = running.filter(ended_at__isnull=True).first()
    if session is None:
        raise ShutError(DoorFault.PROVIDER_OLD)
    session.key_hash, session.level = keyed_hash("session", key), max(level, visitor.level)
    session.proved_until = at + timedelta(minutes=_doors(at).session_minutes)
    session.save(update_fields=["key_hash", "level", "proved_until"])
    return session


def stay(session: CustomerSession, *, at: datetime) -> None:
    """Somebody is still here: the session lasts a while longer. Written at most a few times an hour."""
    doors = _doors(at)
    until = min(at + timedelta(minutes=doors.session_minutes), session.made_at + _most(doors))
    enough = at + timedelta(minutes=doors.session_minutes * 3 // 4)
    running = CustomerSession.objects.filter(pk=session.pk, ended_at__isnull=True)
    if not session.is_remembered and session.expires_at < min(enough, until):
        running.update(expires_at=until)
    proved = session.proved_until
    if proved is not None and at < proved < min(enough, until):
        running.filter(proved_until=proved).update(proved_until=until)


def leave(visitor: Visitor, *, everywhere: bool, at: datetime) -> None:
    """Go out; `everywhere` also forgets one's other phones: those of the customer, or of who looks along.

    Where somebody just showed who they are, only who did so too ends it: a code may lie in the letter of another.
    """
    whose = Q(helper=visitor.helper.number) if visitor.helper else Q(helper__isnull=True)
    running = CustomerSession.objects.filter(whose, customer_id=visitor.customer_id, ended_at__isnull=True)
    if everywhere and not visitor.is_known:
        ending = running.exclude(level__gte=AssuranceLevel.KNOWN, proved_until__gt=at)
    else:
        ending = running if everywhere else running.filter(pk=visitor.session_id)
    with transaction.atomic():
        for session in ending.select_for_update(of=("self",)).order_by("pk"):
            CustomerSession.objects.filter(pk=session.pk).update(ended_at=at)
            audit.record("door.left", session, by=visitor.actor, at=at, case_id=visitor.case_id)


def taken(kind: DoorKind, client: str, most: int, minutes: int, at: datetime) -> bool:
    """Count one try at a door where every try counts (a form, a link asked for); False when there were too many."""
    return _count(kind, client, most, minutes, at) is not None


def counted(kind: DoorKind, client: str, most: int, minutes: int, at: datetime) -> DoorTry | None:
    """One try, for who takes it back when it was right; None when there were too many."""
    return _count(kind, client, most, minutes, at)


@transaction.atomic
def forget(at: datetime) -> None:
    """Tries older than a day, and sessions, codes and links long past their time, are of no use to anybody.

    Sessions of the web itself go as soon as they are over: they may hold words that somebody typed.
    """
    SessionStore.clear_expired()
    DoorTry.objects.filter(at__lt=at - _DAY).delete()
    long_ago = at - 30 * _DAY
    CustomerSession.objects.filter(expires_at__lt=long_ago).delete()
    LoginLink.objects.filter(expires_at__lt=long_ago).delete()
    LetterCode.objects.filter(expires_at__lt=long_ago).delete()
    IdentityCheck.objects.filter(expires_at__lt=long_ago).delete()


def _doors(at: datetime) -> Doors:
    return load(local_day(at)).doors


def _most(doors: Doors) -> timedelta:
    return timedelta(minutes=doors.session_most_minutes)


def _count_case(kind: DoorKind, case_id: int, doors: Doors, at: datetime) -> DoorTry | None:
    most, minutes = doors.wrong_answers_case_max, doors.wrong_answers_case_minutes
    return _count(kind, f"case-{case_id}", most, minutes, at)


def _session(visitor: Visitor) -> str:
    return f"session-{visitor.session_id}"


def _count(kind: DoorKind, client: str, most: int, minutes: int, at: datetime) -> DoorTry | None:
    """Write one try down; None when there were too many from here already."""
    hashed = keyed_hash("client", client)
    if is_locked(kind, hashed, at, most, minutes):
        _log.warning("door.locked", extra={"kind": kind.value})
        return None
    attempt = DoorTry.objects.create(kind=kind, client_hash=hashed, at=at)
    # Side by side: whoever comes after the last allowed one, by number, is one too many.
    tries = DoorTry.objects.filter(kind=kind, client_hash=hashed, at__gt=at - timedelta(minutes=minutes))
    return attempt if tries.filter(pk__lte=attempt.pk).count() <= most else None


def _open(
    case: Case, door: DoorKind, *, key: str, remember: bool, at: datetime, helper: Helper | None = None
) -> CustomerSession:
    doors = _doors(at)
    until = at + (doors.remembered_days * _DAY if remember else timedelta(minutes=doors.session_minutes))
    with transaction.atomic():
        session = CustomerSession.objects.create(
            customer_id=case.customer_id,
            helper=helper,
            key_hash=keyed_hash("session", key),
            level=AssuranceLevel.CODE,
            is_remembered=remember,
            made_at=at,
            expires_at=min(until, helper.expires_at) if helper else until,
        )
        facts = {"door": door.value, "remembered": remember}
        by = actors.helper(helper.pk) if helper else actors.customer(case.customer_id)
        audit.record("door.entered", session, by=by, at=at, case_id=case.pk, facts=facts)
    return session

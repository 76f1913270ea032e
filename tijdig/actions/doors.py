"""Doors: customers come in with the code from a letter or a one-time link, say who they are, and go out again.

Chance is made at the edge: keys and tokens are handed in, and only their keyed hashes are kept. A try is counted
before it is judged, so that guesses side by side are not more guesses.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from tijdig.actions import audit
from tijdig.models import Case, CustomerSession, DoorTry, LetterCode, LoginLink
from tijdig.policy import load
from tijdig.policy.subjects import Doors
from tijdig.queries.doors import CodeWay, Visitor, code_hash, is_locked, keyed_hash, letter_code
from tijdig.queries.visible import details
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, DoorKind, Word

__all__ = ["DoorFault", "ShutError", "enter", "follow", "forget", "leave", "letter_code", "prove", "stay", "taken"]

_log = logging.getLogger(__name__)
_DAY = timedelta(days=1)


class DoorFault(Word):
    """Why a door stays shut, each with the sentence that the customer reads."""

    UNKNOWN = "unknown", "Deze code kennen wij niet. Kijk in uw brief of elke letter en elk cijfer klopt."
    NOT_BOTH = "not_both", "Deze code en postcode horen niet bij elkaar. Kijk of u geen tikfout maakte, of bel ons."
    OLD = "old", "Deze code is te oud. Kijk of u een nieuwere brief hebt, of bel ons."
    LOCKED = "locked", "Hier is vaak een verkeerde code ingevuld. Misschien was u dat niet zelf."
    LINK_OLD = "link_old", "Deze link is al gebruikt of te oud. Vraag een nieuwe link, of bel ons."
    NOT_THE_SAME = "not_the_same", "Dit klopt niet met wat wij weten. Kijk of [[u|je]] geen tikfout maakte."
    ANSWERS_LOCKED = "answers_locked", "Probeer het over een kwartier nog eens, of bel ons."
    CASE_LOCKED = "case_locked", "Vandaag is het te vaak geprobeerd. Probeer het morgen nog eens, of bel ons."
    NO_FACTS = "no_facts", "Wij weten [[uw|je]] geboortedatum of postcode niet. Bel ons, dan regelen wij het samen."


class ShutError(Exception):
    """The door stays shut; `code` says why, its label is for the customer."""

    def __init__(self, code: DoorFault) -> None:
        super().__init__(code.label)
        self.code = code


def enter(typed: str, *, key: str, way: CodeWay, remember: bool, at: datetime, postcode: str = "") -> CustomerSession:
    """Come in with the code from a letter; ShutError when it is unknown or old, or after too many wrong ones."""
    doors = _doors(at)
    attempt = _count(DoorKind.CODE, way.counted_as, doors.wrong_codes_max, doors.wrong_codes_minutes, at)
    if attempt is None or way.is_shut:
        raise ShutError(DoorFault.LOCKED)
    found = LetterCode.objects.select_related("case").filter(code_hash=code_hash(typed)).first()
    if way.asks_postcode and not _lives_at(found, postcode, doors, at, otherwise=code_hash(typed)):
        raise ShutError(DoorFault.NOT_BOTH)
    if found is None:
        raise ShutError(DoorFault.UNKNOWN)
    attempt.delete()
    if found.expires_at <= at:
        raise ShutError(DoorFault.OLD)
    return _open(found.case, DoorKind.CODE, key=key, remember=remember, at=at)


def _lives_at(found: LetterCode | None, postcode: str, doors: Doors, at: datetime, *, otherwise: str) -> bool:
    """Wrong ones count for the case, together with the questions of level 1: two doors are not twice the guesses.

    For a code that does not exist as much is done, so that nobody can tell the two apart by the clock.
    """
    who = f"case-{found.case_id}" if found else otherwise
    attempt = _count(DoorKind.IDENTITY, who, doors.wrong_answers_max, doors.wrong_answers_minutes, at)
    known = details(found.case if found else Case(customer_id=0))
    is_right = attempt is not None and known is not None and _plain(known.postcode) == _plain(postcode) != ""
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
    doors = _doors(at)
    # Per session first, so that a neighbour's typing errors do not lock the customer out; then per case and per day,
    # since a new session costs nothing to who holds the letter (docs/adr/0035).
    own = _count(
        DoorKind.IDENTITY, f"session-{visitor.session_id}", doors.wrong_answers_max, doors.wrong_answers_minutes, at
    )
    if own is None:
        raise ShutError(DoorFault.ANSWERS_LOCKED)
    attempt = _count_case(visitor.case_id, doors, at)
    if attempt is None:
        raise ShutError(DoorFault.CASE_LOCKED)
    tries = DoorTry.objects.filter(pk__in=[own.pk, attempt.pk])
    known = details(Case.objects.get(pk=visitor.case_id))
    if known is None or known.birth_on is None or not known.postcode:
        tries.delete()
        raise ShutError(DoorFault.NO_FACTS)
    if (birth, _plain(postcode)) != (known.birth_on.isoformat(), _plain(known.postcode)):
        raise ShutError(DoorFault.NOT_THE_SAME)
    tries.delete()
    return _raise(visitor, key=key, until=at + timedelta(minutes=doors.session_minutes), at=at)


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
    """Go out; `everywhere` also forgets the other phones that this customer let us remember."""
    running = CustomerSession.objects.filter(customer_id=visitor.customer_id, ended_at__isnull=True)
    ending = running if everywhere else running.filter(pk=visitor.session_id)
    with transaction.atomic():
        for session in ending.select_for_update(of=("self",)).order_by("pk"):
            CustomerSession.objects.filter(pk=session.pk).update(ended_at=at)
            audit.record("door.left", session, by=visitor.actor, at=at, case_id=visitor.case_id)


def taken(kind: DoorKind, client: str, most: int, minutes: int, at: datetime) -> bool:
    """Count one try at a door where every try counts (a form, a link asked for); False when there were too many."""
    return _count(kind, client, most, minutes, at) is not None


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


def _doors(at: datetime) -> Doors:
    return load(local_day(at)).doors


def _most(doors: Doors) -> timedelta:
    return timedelta(minutes=doors.session_most_minutes)


def _count_case(case_id: int, doors: Doors, at: datetime) -> DoorTry | None:
    most, minutes = doors.wrong_answers_case_max, doors.wrong_answers_case_minutes
    return _count(DoorKind.IDENTITY, f"case-{case_id}", most, minutes, at)


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


def _open(case: Case, door: DoorKind, *, key: str, remember: bool, at: datetime) -> CustomerSession:
    doors = _doors(at)
    lasts = doors.remembered_days * _DAY if remember else timedelta(minutes=doors.session_minutes)
    with transaction.atomic():
        session = CustomerSession.objects.create(
            customer_id=case.customer_id,
            key_hash=keyed_hash("session", key),
            level=AssuranceLevel.CODE,
            is_remembered=remember,
            made_at=at,
            expires_at=at + lasts,
        )
        facts = {"door": door.value, "remembered": remember}
        audit.record("door.entered", session, by=f"customer:{case.customer_id}", at=at, case_id=case.pk, facts=facts)
    return session


def _raise(visitor: Visitor, *, key: str, until: datetime, at: datetime) -> CustomerSession:
    with transaction.atomic():
        session = CustomerSession.objects.select_for_update(of=("self",)).get(pk=visitor.session_id)
        session.key_hash, session.level, session.proved_until = keyed_hash("session", key), AssuranceLevel.KNOWN, until
        session.save(update_fields=["key_hash", "level", "proved_until"])
        audit.record("door.proved", session, by=visitor.actor, at=at, case_id=visitor.case_id)
    return session


def _plain(postcode: str) -> str:
    return "".join(postcode.split()).upper()

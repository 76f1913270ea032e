"""What a customer asks in the portal: the very same twice is one, and who is in distress gets a person today.

With each request stands which session made it: only there, or once somebody said who they are, are its words shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tijdig.actions import audit, calls, cases, holds, mine, replies, requests, stops
from tijdig.actions.holds import SYSTEM
from tijdig.models import Case, Claim, Hold, Request
from tijdig.queries import asks, policies, tongues
from tijdig.queries.access import SESSION
from tijdig.rules import actors, distress
from tijdig.rules.tongues import own_name
from tijdig.rules.workdays import local_day
from tijdig.words import CallBackState, ChannelKind, HoldKind, PauseReason, RequestKind, RequestState

REPLACED_BY, ONCE = "replaced_by", "once"
BESIDE = frozenset(
    {SESSION, REPLACED_BY, ONCE, asks.BY_CODE, asks.SAME_NUMBER, asks.OTHER_NUMBER, asks.FOR_ME, asks.HELPER}
)
"""What we keep with a request that the customer did not say."""

NOTE = "Lees de woorden bij het verzoek. Bel vandaag."
NOTE_ALONE = "Bel vandaag. De klant schreef:"
NOTE_MOST = 400  # a note is no longer


@dataclass(frozen=True)
class Asker:
    """Who asks, in which session, when, on which form, and what they wrote beside it."""

    session: int
    by: str
    at: datetime
    once: str = ""
    text: str = ""
    by_code: bool = False  # with the code of a letter alone, or looking along

    @property
    def said(self) -> dict[str, Any]:
        """As the verbs of requests and calls want it."""
        return {
            "by_channel": ChannelKind.PORTAL, "by": self.by, "at": self.at, "text": self.text, "once": self.once,
            "by_code": self.by_code,
        }  # fmt: skip


@dataclass(frozen=True)
class _Wish:
    kind: RequestKind
    details: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)  # what the verb itself does not keep
    slot: int | None = None
    phone: str = ""


def receive(case: Case, kind: RequestKind, details: dict[str, Any], asker: Asker) -> Request:
    """A plain question, with what was chosen."""
    wish = _Wish(kind, details)
    return _keep_and_tell(case, wish, asker, lambda: requests.receive(case, kind, details=details, **asker.said))


def disagree(case: Case, claims: Sequence[Claim], details: dict[str, Any], asker: Asker) -> Request:
    """A bill that is not right, or that was paid already."""
    wish = _Wish(RequestKind.DISAGREE, {"claims": [claim.pk for claim in claims]}, details)
    return _keep_and_tell(case, wish, asker, lambda: requests.disagree(case, claims, **asker.said))


def not_me(case: Case, details: dict[str, Any], asker: Asker) -> Request:
    """Our post is for somebody else, or somebody used this name."""
    wish = _Wish(RequestKind.NOT_ME, details)
    return _keep_and_tell(case, wish, asker, lambda: requests.not_me(case, details=details, **asker.said))


def for_me(case: Case, *, by: str, at: datetime) -> int:
    """It was for the customer after all, says somebody who showed who they are; how often it was said to be not.

    What waits for our answer is taken back and what it held as disputed is held no longer; the code shows all again.
    """
    with cases.changing(case) as fresh:
        found = list(asks.not_for_them().filter(case=fresh).order_by("pk"))
        for request in found:
            if request.state == RequestState.OPEN:
                requests.withdraw(request, by=by, at=at)
            request.details |= {asks.FOR_ME: True}
            request.save(update_fields=["details"])
            audit.record("request.for_me", request, by=by, at=at, case_id=fresh.pk)
            _let_go(request, by=by, at=at)
    return len(found)


def _let_go(request: Request, *, by: str, at: datetime) -> None:
    """Lift what was held when this was said; what somebody disputes for another reason stays."""
    stands = Hold.objects.filter(case=request.case_id, kind=HoldKind.DISPUTED, claim=None, lifted_at__isnull=True)
    for hold in stands.filter(made_at=request.received_at).order_by("pk"):
        holds.lift(hold, by=by, at=at)


def call(case: Case, slot: int, phone: str, asker: Asker, language: str = "", about: str = "") -> Request:
    """A call in a slot that exists, in a language that the customer chose; about nothing, or to show who they are."""
    wish = _Wish(RequestKind.CALL_ME, {}, {**_spoken(language), **_about(about)}, slot=slot, phone=phone)
    with cases.held(case):
        _speak(case, language, asker)
        return _keep_and_tell(case, wish, asker, lambda: calls.ask(case, slot, phone, **asker.said))


def call_soon(case: Case, phone: str, asker: Asker, language: str = "", about: str = "") -> Request:
    """A call where no slot was chosen, in a language that the customer chose."""
    details = {"phone": phone, **_spoken(language), **_about(about)}
    with cases.held(case):
        _speak(case, language, asker)
        return receive(case, RequestKind.CALL_ME, details, asker)


def _spoken(language: str) -> dict[str, Any]:
    return {tongues.LANGUAGE: language} if language else {}


def _about(about: str) -> dict[str, Any]:
    return {asks.ABOUT: about} if about else {}


def _speak(case: Case, language: str, asker: Asker) -> None:
    """What the customer chose helps from now on, too (DECISIONS 9); the code alone changes nothing told before."""
    name, before = own_name(language), tongues.told(case, local_day(asker.at))
    if name and before != language and not (asker.by_code and tongues.is_noted(case, local_day(asker.at))):
        mine.speak(case, name, by=asker.by, at=asker.at)


def in_distress(case: Case, *, by: str, at: datetime, note: str = NOTE) -> Hold:
    """Rest for somebody who may be in acute distress, and the top of the list of today (DECISIONS 23)."""
    day = local_day(at)
    until_on = day + timedelta(days=policies.of(case.creditor, day).contacts.hold_review_days)
    return stops.paused(case, reason=PauseReason.DISTRESS, until_on=until_on, by=by, at=at, note=note)


def heard(case: Case, asker: Asker) -> None:
    """Words that could not become a request (many wait already) still bring a person when they tell of distress.

    As much of them as a note holds, and so many notes a day: who reads one calls today.
    """
    most = policies.of(case.creditor, local_day(asker.at)).contacts.questions_day_max
    today = Hold.objects.filter(case=case, reason=PauseReason.DISTRESS, since_on=local_day(asker.at))
    if _is_in_distress(case, asker) and today.count() < most:
        in_distress(case, by=SYSTEM, at=asker.at, note=f"{NOTE_ALONE}\n\n{asker.text}"[:NOTE_MOST])


def keep(case: Case, kind: RequestKind, details: dict[str, Any], asker: Asker) -> tuple[Request, bool]:
    """A wish that is answered in the same go, so that nothing is said of it yet; and whether a person has to look.

    A person looks when the words tell of distress (DECISIONS 23).
    """
    wish = _Wish(kind, details)
    made = _keep(case, wish, asker, lambda: requests.receive(case, kind, details=details, **asker.said))
    return made, _is_in_distress(case, asker)


def _keep_and_tell(case: Case, wish: _Wish, asker: Asker, make: Callable[[], Request]) -> Request:
    """Keep it, and say in writing that we have it; who is in distress hears from a person (DECISIONS 23)."""
    with cases.held(case):
        request = _keep(case, wish, asker, make)
        if request.state != RequestState.OPEN or _is_in_distress(case, asker):
            return request
        if wish.kind == RequestKind.NOT_ME:
            return request  # what we have in the file is somebody else's address
        if wish.slot is not None and hasattr(request, "call_back"):
            replies.call_planned(request.call_back, by=asker.by, at=asker.at)
        else:
            replies.received(request, by=asker.by, at=asker.at)
    return request


def _keep(case: Case, wish: _Wish, asker: Asker, make: Callable[[], Request]) -> Request:
    with cases.changing(case):
        if before := _same(case, wish, asker):
            return before
        request = make()
        if SESSION in request.details:  # the same form, sent twice
            return request
        along = actors.helper_of(asker.by)
        request.details |= {SESSION: asker.session} | wish.more | ({asks.HELPER: along} if along else {})
        request.save(update_fields=["details"])
        if _is_in_distress(case, asker):
            in_distress(case, by=SYSTEM, at=asker.at)
    return request


def _is_in_distress(case: Case, asker: Asker) -> bool:
    return distress.suggests(asker.text, policies.of(case.creditor, local_day(asker.at)))


def _same(case: Case, wish: _Wish, asker: Asker) -> Request | None:
    """The very same wish of this session that still waits for us: no reason to answer later for being sent again.

    Of another session never: who only guesses what was asked must not come upon it.
    """
    rows = Request.objects.filter(case=case, kind=wish.kind, state=RequestState.OPEN).select_related("call_back")
    for request in rows.order_by("-pk"):
        said = {name: value for name, value in request.details.items() if name not in BESIDE}
        is_same = said == wish.details | wish.more and asker.text in ("", request.text)
        if is_same and request.details.get(SESSION) == asker.session and _same_call(request, wish):
            return request
    return None


def _same_call(request: Request, wish: _Wish) -> bool:
    planned = getattr(request, "call_back", None)
    if planned is None or planned.state != CallBackState.PLANNED:
        return wish.slot is None
    return (planned.slot_id, planned.phone) == (wish.slot, wish.phone)

"""Showing who you are: at an identity provider, there and back; or to a colleague, who notes what was looked at."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tijdig.actions import audit, calls, cases, doors, requests
from tijdig.actions.doors import DoorFault, ShutError
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.channels import oidc
from tijdig.models import Case, CustomerSession, DoorTry, IdentityCheck
from tijdig.policy import load
from tijdig.queries import asks, policies, proving
from tijdig.queries.doors import Visitor
from tijdig.queries.proving import IdentityProvider
from tijdig.queries.visible import details
from tijdig.rules import dutch
from tijdig.rules.identity import Facts, agree
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, CallBackState, DoorKind, ProofMeans

_log = logging.getLogger(__name__)
_STOPPED = {"access_denied", "login_required", "interaction_required", "consent_required", "account_selection_required"}
_DOWN = {"server_error", "temporarily_unavailable"}


@dataclass(frozen=True, slots=True)
class Started:
    """The way to the provider, and what we keep until somebody comes back."""

    address: str
    state: str
    nonce: str
    verifier: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Answer:
    """With what somebody comes back from the provider."""

    code: str = ""
    error: str = ""
    issuer: str = ""


def begin(visitor: Visitor, back: str, *, chance: Callable[[], str], at: datetime) -> Started:
    """Set out for the provider; ShutError when it is not there, or when it was tried too often."""
    found = _provider(visitor)
    doors.check_tries(visitor, DoorKind.PROVIDER, at)
    state, nonce, verifier = chance(), chance(), chance()
    try:
        trip = oidc.Trip(nonce, verifier)
        address = oidc.address(_as_channel(found), trip, state=state, back=found.back_to + back, at=at)
    except oidc.DownError as down:
        raise _shut(DoorFault.PROVIDER_DOWN, f"down.{down.code}") from down
    return Started(address, state, nonce, verifier, found.issuer)


def finish(visitor: Visitor, started: Started, answer: Answer, back: str, *, key: str, at: datetime) -> CustomerSession:
    """Level 2: who came back is this customer; the session goes on under a new key. ShutError when it cannot be so.

    A try is counted before it is judged; one that failed through no fault of anybody counts for nothing.
    """
    found, tries = _provider(visitor), DoorTry.objects.none()
    try:
        _check_answer(found, started, answer, at)
        tries = doors.tried(visitor, DoorKind.PROVIDER, at)
        trip = oidc.Trip(started.nonce, started.verifier)
        told = oidc.told(_as_channel(found), answer.code, trip, back=found.back_to + back, at=at)
    except oidc.DownError as down:
        tries.delete()
        raise _shut(DoorFault.PROVIDER_DOWN, f"down.{down.code}") from down
    except oidc.WrongError as wrong:
        raise _shut(DoorFault.PROVIDER_WRONG, f"wrong.{wrong.code}") from wrong
    if not _is_this_customer(visitor, found.issuer, told):
        raise _shut(DoorFault.PROVIDER_OTHER, "other")
    tries.delete()
    return _proved(visitor, found.issuer, told.subject, key=key, at=at)


def record(
    case: Case, means: ProofMeans, looked_at: Sequence[str], *, by: str, at: datetime, version: int | None = None
) -> IdentityCheck:
    """A colleague looked: by phone, at the counter or on paper, and at what; it holds as long as the policy says."""
    with cases.changing(case, version) as fresh:
        check = IdentityCheck.objects.create(
            customer=fresh.customer,
            means=means,
            note=", ".join(looked_at),
            checked_at=at,
            checked_by=by,
            expires_at=at + timedelta(days=policies.of(fresh.creditor, local_day(at)).doors.proof_days),
        )
        audit.record(f"identity.{means}", check, by=by, at=at, case_id=fresh.pk)
        _no_call_for_it(fresh, by=by, at=at)
    return check


def _no_call_for_it(case: Case, *, by: str, at: datetime) -> None:
    """Nobody has to call any more to see who somebody is."""
    for request in asks.for_proof(case.pk):
        planned = getattr(request, "call_back", None)
        if planned is not None and planned.state == CallBackState.PLANNED:
            calls.cancel(planned, by=by, at=at)
        requests.settle(request, f"Op {dutch.near(local_day(at))} legden wij vast dat het klopt.", by=by, at=at)


def lift(case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """What colleagues wrote down of it is not so: it holds no longer. ALREADY_DONE when nothing held."""
    with cases.changing(case, version) as fresh:
        held = list(proving.checks(fresh.customer_id, at))
        if not held:
            raise RefusedError(Refusal.ALREADY_DONE)
        for check in held:
            IdentityCheck.objects.filter(pk=check.pk).update(expires_at=at)
            audit.record("identity.lifted", check, by=by, at=at, case_id=fresh.pk)


def _provider(visitor: Visitor) -> IdentityProvider:
    found = None if visitor.helper else proving.provider_for(visitor)
    if found is None:
        raise ShutError(DoorFault.PROVIDER_OLD)
    return found


def _as_channel(found: IdentityProvider) -> oidc.Provider:
    return oidc.Provider(found.issuer, found.client_id, found.secret)


def _check_answer(found: IdentityProvider, started: Started, answer: Answer, at: datetime) -> None:
    """From the provider that was asked, by its own name where it gives one (RFC 9207); and no refusal."""
    is_named = answer.issuer or oidc.answers_with_its_name(_as_channel(found), at)
    if started.issuer != found.issuer or (is_named and answer.issuer != found.issuer):
        raise oidc.WrongError("issuer")
    if answer.error in _STOPPED:
        raise ShutError(DoorFault.PROVIDER_STOPPED)
    if answer.error in _DOWN:
        raise oidc.DownError("said_so")
    if answer.error or not answer.code:
        raise oidc.WrongError("answer")


def _is_this_customer(visitor: Visitor, issuer: str, told: oidc.Told) -> bool:
    if proving.is_known_there(visitor, issuer, told.subject):
        return True
    known = details(Case.objects.get(pk=visitor.case_id))
    return known is not None and agree(Facts(known.birth_on, known.postcode, known.last_name), told.facts)


def _proved(visitor: Visitor, issuer: str, subject: str, *, key: str, at: datetime) -> CustomerSession:
    days = load(local_day(at)).doors.proof_days
    who = {"provider": issuer, "subject_hash": proving.subject_hash(issuer, subject)}
    now = {"checked_at": at, "checked_by": visitor.actor, "expires_at": at + timedelta(days=days)}
    same = IdentityCheck.objects.filter(customer_id=visitor.customer_id, means=ProofMeans.PROVIDER, **who)
    with transaction.atomic():
        session = doors.raised(visitor, AssuranceLevel.PROVEN, key=key, at=at)
        if not same.update(**now):
            IdentityCheck.objects.create(customer_id=visitor.customer_id, means=ProofMeans.PROVIDER, **who, **now)
        check = same.order_by("pk")[0]
        audit.record(f"identity.{ProofMeans.PROVIDER}", check, by=visitor.actor, at=at, case_id=visitor.case_id)
    return session


def _shut(fault: DoorFault, code: str) -> ShutError:
    _log.warning("proof.failed", extra={"code": code})
    return ShutError(fault)

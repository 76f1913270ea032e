"""Disputes: a person found out who is right; the bill is put right, the customer reads it, and the case goes on."""

from collections.abc import Mapping
from datetime import datetime

from tijdig.actions import audit, cases, holds, payments, requests
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.values import clean
from tijdig.models import Case, Claim, Hold, Request
from tijdig.queries import visible
from tijdig.queries.offers import DISPUTES
from tijdig.queries.timeline import NOTED
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, HoldKind, RequestKind, RequestState


def settle(
    case: Case, outcome: Mapping[int, int | None], words: str, *, by: str, at: datetime, version: int | None = None
) -> Request:
    """Per claim what stays open (None: the bill is right), and words that go to the customer at once.

    What was held as disputed goes on; a new amount is one more entry in the book. Who disagreed in a call, and has no
    request of it, gets one: so the outcome is in writing. Then the quiet days run.
    """
    if not clean(words).strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case, version) as fresh:
        stands = list(Hold.objects.filter(case=fresh, kind=HoldKind.DISPUTED, lifted_at__isnull=True).order_by("pk"))
        asked = list(_waiting(fresh))
        if not stands and not asked:
            raise RefusedError(Refusal.NOT_DISPUTED)
        for hold in stands:
            holds.lift(hold, by=by, at=at)
        corrected = _correct(fresh, outcome, by=by, at=at)
        first, *others = asked or [_noted(fresh, stands[0], by=by, at=at)]
        for one in others:
            requests.settle(one, words, by=by, at=at)
        answered = requests.answer(first, words, by=by, at=at)
        facts = {"claims": len(outcome), "corrected": corrected}
        audit.record("dispute.settled", fresh, by=by, at=at, case_id=fresh.pk, facts=facts)
    return answered


def _waiting(case: Case) -> list[Request]:
    rows = Request.objects.filter(case=case, kind__in=DISPUTES, state=RequestState.OPEN)
    return list(rows.order_by("pk"))


def _noted(case: Case, hold: Hold, *, by: str, at: datetime) -> Request:
    """What was only noted gets a row that can be answered: of the day it was noted, and no question of today."""
    made = requests.receive(case, RequestKind.DISAGREE, by_channel=ChannelKind.PHONE, by=by, at=at)
    made.received_at, made.details = hold.made_at, made.details | {NOTED: True}
    made.save(update_fields=["received_at", "details"])
    return made


def _correct(case: Case, outcome: Mapping[int, int | None], *, by: str, at: datetime) -> int:
    """Put right what changes; how many claims."""
    claims: dict[int, Claim] = {claim.pk: claim for claim in visible.claims(case)}
    if not outcome.keys() <= claims.keys():
        raise RefusedError(Refusal.OTHER_CASE)
    count = 0
    for number, left_cents in outcome.items():
        change = 0 if left_cents is None else left_cents - visible.balance_cents(claims[number])
        if change:
            payments.correct(claims[number], change, booked_on=local_day(at), by=by, at=at)
            count += 1
    return count

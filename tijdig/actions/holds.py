"""Holds: placing, lifting and running out; and the rule by which each of them lets a case start again (DECISIONS 7)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from tijdig.actions import audit, cases, summaries
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Claim, Hold, Representative
from tijdig.queries.ready import Ready
from tijdig.queries.standing import STOPS, is_share, usable_points
from tijdig.rules.workdays import local_day
from tijdig.words import HoldKind, PointKind

SYSTEM = "system"
BATCH = 1000

ENDS: Mapping[HoldKind, bool] = {
    HoldKind.PAUSED: True,
    HoldKind.AGREED: True,
    HoldKind.COLLECTION_PAUSE: True,
    HoldKind.MORATORIUM: True,
}
"""Holds that cannot be without an end date: what was promised, granted or announced has one."""

STARTS_AGAIN: Mapping[HoldKind, str] = {
    HoldKind.REACTED: "when the request is answered and the quiet days after it are over",
    HoldKind.DISPUTED: "when a person has found out who is right and lifts it",
    HoldKind.PAUSED: "on its end date",
    HoldKind.AGREED: "on the day after the agreed date and the bank's tolerance",
    HoldKind.REPRESENTED: "when the administrator can be reached: the planner writes there",
    HoldKind.MOVED: "when a new address is known",
    HoldKind.DEBT_HELP: "when debt help announces a pause instead, or a person lifts it",
    HoldKind.COLLECTION_PAUSE: "on the end date that debt help announced",
    HoldKind.MORATORIUM: "on the end date that the court set",
    HoldKind.SETTLEMENT: "when a person lifts it: a settlement that failed",
    HoldKind.DIED: "never by itself: a person decides what is right",
}
"""For each kind how a case starts again; a test holds that none is missing."""


def place(case: Case, kind: HoldKind, *, by: str, at: datetime, **values: Any) -> Hold:
    """Place a hold on a locked case, stop what is queued, write it down; END_NEEDED without the end it must have."""
    day = local_day(at)
    until_on = values.get("until_on")
    if (ENDS.get(kind) and until_on is None) or (until_on is not None and until_on <= day):
        raise RefusedError(Refusal.END_NEEDED)
    hold = Hold.objects.create(
        case=case, kind=kind, since_on=day, made_by=by, made_at=at, **{"owner": "team", **values}
    )
    stopped = cases.stop_queued(case, STOPS[kind], by=by, at=at)
    facts = {"hold": kind, "until": until_on and until_on.isoformat(), "stopped": stopped}
    audit.record("hold.placed", hold, by=by, at=at, case_id=case.pk, facts=facts)
    return hold


def place_each(
    case: Case, kind: HoldKind, claims: Sequence[Claim], *, by: str, at: datetime, **values: Any
) -> list[Hold]:
    """The same on each of these claims, however many: what is queued stops once."""
    first, *others = claims
    made = [place(case, kind, claim=first, by=by, at=at, **values)]
    common = {"case": case, "kind": kind, "since_on": local_day(at), "made_by": by, "made_at": at, **values}
    made += Hold.objects.bulk_create([Hold(claim=claim, **common) for claim in others], BATCH)
    facts = {"hold": kind, "until": None, "stopped": 0}
    AuditEvent.objects.bulk_create(
        [audit.event("hold.placed", hold, by=by, at=at, case_id=case.pk, facts=facts) for hold in made[1:]], BATCH
    )
    return made


def lift(hold: Hold, *, by: str, at: datetime, version: int | None = None) -> Hold:
    """End a hold now: the next night looks at the case afresh. ConflictError when somebody changed it meanwhile."""
    with cases.changing(hold.case) as case:
        fresh = _locked(hold, version)
        fresh.lifted_at, fresh.lifted_by = at, by
        fresh.save(update_fields=["lifted_at", "lifted_by", "version"])
        audit.record("hold.lifted", fresh, by=by, at=at, case_id=case.pk, facts={"hold": fresh.kind})
    return fresh


def end_on(hold: Hold, until_on: date, *, by: str, at: datetime, version: int | None = None) -> Hold:
    """Give a hold another end date."""
    if until_on <= local_day(at):
        raise RefusedError(Refusal.END_NEEDED)
    with cases.changing(hold.case) as case:
        fresh = _locked(hold, version)
        fresh.until_on = until_on
        fresh.save(update_fields=["until_on", "version"])
        facts = {"hold": fresh.kind, "until": until_on.isoformat()}
        audit.record("hold.ends", fresh, by=by, at=at, case_id=case.pk, facts=facts)
    return fresh


def end_representation(representative: Representative, case: Case, *, by: str, at: datetime) -> None:
    """From today on the customer looks after the money again; the hold for an unknown administrator goes too."""
    with cases.changing(case) as fresh:
        day = local_day(at)
        Representative.objects.filter(pk=representative.pk).update(until_on=day, version=F("version") + 1)
        for hold in Hold.objects.filter(case=fresh, kind=HoldKind.REPRESENTED, lifted_at__isnull=True):
            Hold.objects.filter(pk=hold.pk).update(lifted_at=at, lifted_by=by, version=F("version") + 1)
        audit.record("representation.ended", representative, by=by, at=at, case_id=fresh.pk)


def run_out(at: datetime, *, by: str = SYSTEM) -> int:
    """Lift the holds whose time is over, and those of a move where a new address came; how many."""
    day, count = local_day(at), 0
    while rows := _OVER.rows(day=day):
        _lift_all(rows, by=by, at=at)
        count += len(rows)
    return count


def _over_rows(day: date) -> "QuerySet[Hold, tuple[int, int, str]]":
    stands = Hold.objects.filter(lifted_at__isnull=True)
    point = usable_points().filter(
        kind=PointKind.POST, customer__case=OuterRef("case_id"), noted_on__gte=OuterRef("since_on")
    )
    found = stands.filter(~is_share(), until_on__lte=day) | stands.filter(Exists(point), kind=HoldKind.MOVED)
    return found.order_by("case_id", "pk").values_list("pk", "case_id", "kind")[:BATCH]


_OVER = Ready(_over_rows)


@transaction.atomic
def _lift_all(rows: list[tuple[int, int, str]], *, by: str, at: datetime) -> None:
    list(Case.objects.select_for_update().filter(pk__in={row[1] for row in rows}).order_by("pk").values_list("pk"))
    lifted = {"lifted_at": at, "lifted_by": by, "version": F("version") + 1}
    Hold.objects.filter(pk__in=[row[0] for row in rows], lifted_at__isnull=True).update(**lifted)
    AuditEvent.objects.bulk_create([_ran_out(*row, by=by, at=at) for row in rows])
    summaries.touch(row[1] for row in rows)


def _ran_out(number: int, case: int, kind: str, *, by: str, at: datetime) -> AuditEvent:
    return AuditEvent(
        at=at,
        by=by,
        what="hold.ran_out",
        noun="hold",
        noun_id=str(number),
        case_id_text=str(case),
        facts={"hold": kind},
    )


def _locked(hold: Hold, version: int | None) -> Hold:
    fresh = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if version is not None and fresh.version != version:
        raise ConflictError
    if fresh.lifted_at is not None:
        raise RefusedError(Refusal.ALREADY_DONE)
    fresh.version += 1
    return fresh

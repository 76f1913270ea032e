"""The night: full stops, planning, composing, release. Safe to stop at any moment and to run again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import transaction

from tijdig.actions import (
    arrangements,
    audit,
    closing,
    composing,
    creditors,
    deciding,
    doors,
    holds,
    leases,
    payments_file,
    sweeping,
)
from tijdig.actions.counts import Counts, Progress, silent
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Creditor, Night
from tijdig.planner.codes import Whether
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import plan
from tijdig.planner.today import Today
from tijdig.policy import Policy, load
from tijdig.queries import cases, frames, policies
from tijdig.queries.frames import Frame
from tijdig.queries.parts import Part, open_cases, parts
from tijdig.rules import workdays
from tijdig.words import CaseState, NightState

SIZE = 5_000
"""Cases per part: one part is planned and composed in memory, and written in one transaction of about a second."""

ROUNDS = 5
"""How often a part is read again for cases that somebody changed in the meantime."""


_log = logging.getLogger(__name__)


class SleepingCasesError(Exception):
    """Open cases that nobody would look at: a fault of ours, to be mended today."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(
            f"{len(numbers)} open cases have no next step and no reason to wait; the first is {numbers[0]}"
        )
        self.numbers = numbers


@dataclass(frozen=True)
class _Run:
    """One night at work: whose it is, who runs it, and on behalf of whom."""

    night: Night
    worker: str
    by: str
    at: datetime


def run(day: date, *, at: datetime, by: str, progress: Progress = silent, worker: str = "") -> Counts:
    """Plan a day: stop what no longer holds, decide for every open case, compose, and release it all at once.

    A second run of the same day plans what came in since, and nothing twice. RefusedError when another night is at
    work, or a later one has been released. SleepingCasesError, after the release, when the proof at the end fails.
    """
    worker = worker or leases.holder()
    work = _Run(_take(day, at, worker), worker, by, at)
    abandoned = Night.objects.filter(state=NightState.RUNNING).exclude(pk=work.night.pk)
    counts = Counts(stopped=sweeping.abandon(abandoned, by=by, at=at))
    arrangements.complete_all(at, by=by)
    holds.run_out(at, by=by)
    doors.forget(at)
    payments_file.forget(at)
    sweeping.since_last_night(work.night, by=by, at=at)
    counts += Counts(stopped=sweeping.sweep(at, by=by, progress=progress))
    counts += _plan_all(work, progress)
    counts += _plan_rest(work)
    _release(work, counts)
    _log.info("night.released", extra={"day": day, "count": counts.planned})
    if forgotten := list(cases.sleeping(day).values_list("pk", flat=True)):
        _log.error("night.sleeping", extra={"day": day, "count": len(forgotten)})
        raise SleepingCasesError(forgotten)
    return counts + Counts(notes=creditors.muted_notes())


@transaction.atomic
def _take(day: date, at: datetime, worker: str) -> Night:
    """Take the night of this day, when nobody else is at work."""
    policy = load(day)
    workdays.is_outreach_day(day, policy)  # a year without holidays is refused before it leaves a night behind
    Today.of(policy, day)
    values = {"started_at": at, "policy_version": policy.version}
    night, _ = Night.objects.get_or_create(day=day, defaults=values)
    running = Night.objects.select_for_update().filter(state=NightState.RUNNING).order_by("pk")
    gone = [key for key in running.values_list("lease_key", flat=True) if leases.is_gone(key)]
    if running.exclude(leases.is_free(gone)).exclude(lease_key=worker).exists():
        raise RefusedError(Refusal.NIGHT_RUNS)
    if Night.objects.filter(day__gt=day, state=NightState.RELEASED).exists():
        raise RefusedError(Refusal.NIGHT_PASSED)
    Night.objects.filter(pk=night.pk).update(
        state=NightState.RUNNING, lease_key=worker, lease_until=leases.until(), released_at=None
    )
    return night


def _plan_all(work: _Run, progress: Progress) -> Counts:
    """Every open case of every creditor, part by part."""
    everyone = list(Creditor.objects.order_by("pk"))
    total = sum([open_cases(creditor) for creditor in everyone])
    counts, done = Counts(), 0
    for creditor in everyone:
        policy = policies.of(creditor, work.night.day)
        for part in parts(creditor, SIZE):
            found, size = _plan_part(work, part, policy)
            counts, done = counts + found, done + size
            progress("plannen", done, total)
    return counts


def _plan_rest(work: _Run) -> Counts:
    """Cases that came in while the night was at work."""
    counts = Counts()
    rest = list(cases.sleeping(work.night.day).values_list("creditor_id", "pk"))
    for creditor in Creditor.objects.filter(pk__in={row[0] for row in rest}).order_by("pk"):
        ids = tuple(number for owner, number in rest if owner == creditor.pk)
        part = Part(creditor, creditor.visible_intake, ids=ids)
        counts += _plan_part(work, part, policies.of(creditor, work.night.day))[0]
    return counts


def _plan_part(work: _Run, part: Part, policy: Policy) -> tuple[Counts, int]:
    """Read, plan and compose without a lock; write in one transaction what nobody changed meanwhile; then the rest."""
    counts, size, rest = Counts(), 0, part
    for _ in range(ROUNDS):
        frame = frames.read(rest, work.night.day)
        size = size or len(frame)
        decisions = plan(frame.accounts, policy, work.night.day)
        acts = _without_moment(rest, frame, decisions, work.night.day)
        drafts = composing.draft(frame, decisions, acts, policy)
        found, changed = _write(work, frame, decisions, drafts, policy)
        counts += found
        if not changed:
            break
        visible = Creditor.objects.values_list("visible_intake", flat=True).get(pk=part.creditor.pk)
        rest = Part(part.creditor, visible, ids=tuple(changed))
    return counts, size


def _without_moment(part: Part, frame: Frame, decisions: Decisions, day: date) -> list[int]:
    """The rows on which to act: one moment a day is the most, whatever became of it."""
    had = [case for case, _ in part.rows(deciding.WRITTEN, day)]
    return np.flatnonzero(decisions.acts & ~np.isin(frame.accounts.case_id, had)).tolist()


@transaction.atomic
def _write(
    work: _Run, frame: Frame, decisions: Decisions, drafts: composing.Drafts, policy: Policy
) -> tuple[Counts, list[int]]:
    """Write a part; gives what it did, and the cases that changed since they were read."""
    _stay(work)
    part, ids = frame.part, frame.accounts.case_id
    same = _unchanged(frame)
    had = np.isin(ids, [case for case, _ in part.rows(deciding.WRITTEN, work.night.day)])
    closes = same & (decisions.whether == Whether.CLOSE)
    decided = same & ~had & ~closes
    acts = decided & decisions.acts
    stopped = (
        closing.close(part.of(ids[closes].tolist()), work.night.day, by=work.by, at=work.at) if closes.any() else 0
    )
    deciding.keep(part, frame.accounts, decisions, np.flatnonzero(decided).tolist(), policy.version)
    planned = composing.write(drafts, ids[acts].tolist(), part, work.night)
    waiting = int((decided & ~decisions.acts).sum())
    if planned or closes.any():
        facts = {"first": int(ids[0]), "last": int(ids[-1]), "messages": planned, "closed": int(closes.sum())}
        audit.record("night.part", work.night, by=work.by, at=work.at, facts=facts)
    return Counts(planned=planned, stopped=stopped, waiting=waiting), ids[~same].tolist()


def _stay(work: _Run) -> None:
    """Renew the lease, in the transaction of what is written under it; somebody else's night is left alone."""
    mine = Night.objects.filter(pk=work.night.pk, lease_key=work.worker, state=NightState.RUNNING)
    if mine.update(lease_until=leases.until()) == 0:
        raise RefusedError(Refusal.NIGHT_RUNS)


def _unchanged(frame: Frame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows are as they were read; the locks are held until the end of the transaction.

    A file that was published meanwhile makes the whole part old; publishing and this lock exclude each other.
    """
    part, ids = frame.part, frame.accounts.case_id
    creditor = Creditor.objects.select_for_update(no_key=True).get(pk=part.creditor.pk)
    if creditor.visible_intake != part.visible:
        return np.zeros(len(ids), dtype=np.bool_)
    rows = Case.objects.select_for_update().filter(creditor=creditor, state=CaseState.OPEN).order_by("pk")
    rows = rows.filter(pk__in=part.ids) if part.ids else rows.filter(pk__gte=part.first, pk__lte=part.last)
    now = dict(rows.values_list("pk", "version"))
    return np.array(
        [now.get(case) == read for case, read in zip(ids.tolist(), frame.versions.tolist(), strict=True)],
        dtype=np.bool_,
    )


@transaction.atomic
def _release(work: _Run, counts: Counts) -> None:
    """Let everything out at once."""
    mine = Night.objects.filter(pk=work.night.pk, lease_key=work.worker, state=NightState.RUNNING)
    if mine.update(state=NightState.RELEASED, released_at=work.at, lease_key="", lease_until=None) == 0:
        raise RefusedError(Refusal.NIGHT_RUNS)
    facts = {"planned": counts.planned, "stopped": counts.stopped, "waiting": counts.waiting}
    audit.record("night.released", work.night, by=work.by, at=work.at, facts=facts)

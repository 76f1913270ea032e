"""The night: full stops, planning, composing, release. Safe to stop at any moment and to run again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import transaction

from tijdig.actions import (
    allotting,
    approaches,
    arrangements,
    audit,
    closing,
    composing,
    creditors,
    deciding,
    doors,
    drafts,
    holds,
    instalments,
    joint,
    leases,
    payments_file,
    solutions,
    summaries,
    sweeping,
)
from tijdig.actions.counts import Counts, Progress, silent
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.actions.summaries import Planned
from tijdig.models import Case, Creditor, Night
from tijdig.planner import costing
from tijdig.planner.codes import Whether
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import plan
from tijdig.planner.today import Today
from tijdig.policy import Policy, load
from tijdig.queries import cases, frames, marks, policies, spending, staleness, streams
from tijdig.queries.frames import Frame, Numbers
from tijdig.queries.parts import Part, open_cases
from tijdig.queries.summaries import blocks
from tijdig.rules import workdays
from tijdig.words import CaseState, HeldReason, NightState

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
    stuck = joint.pass_all(at, by=by)
    holds.run_out(at, by=by)
    solutions.run_out(at, by=by)
    instalments.remind_all(at, by=by)
    stuck |= joint.remind_all(at, by=by) | joint.ask_again_all(at, by=by)
    doors.forget(at)
    payments_file.forget(at)
    drafts.forget(at)
    sweeping.since_last_night(work.night, by=by, at=at)
    counts += Counts(stopped=sweeping.sweep(at, by=by, progress=progress))
    counts += _plan_all(work, progress)
    counts += _plan_rest(work)
    before = spending.given(day)
    allotted = allotting.allot_all(day, by=by, at=at)
    counts += Counts(totals=spending.people(before, spending.given(day), day))
    _release(work, counts)
    _log.info("night.released", extra={"day": day, "count": counts.planned})
    if forgotten := cases.sleeping(day):
        _log.error("night.sleeping", extra={"day": day, "count": len(forgotten)})
        raise SleepingCasesError(forgotten)
    notes = (*allotted.lines, *counts.held_lines, *creditors.muted_notes(), *joint.stuck_note(stuck))
    return counts + Counts(notes=notes)


@transaction.atomic
def _take(day: date, at: datetime, worker: str) -> Night:
    """Take the night of this day, when nobody else is at work.

    A second one of the same day keeps when the first began: what people did since then stays done. When it is
    released, and under which policy it planned, is of the last one.
    """
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
        state=NightState.RUNNING,
        lease_key=worker,
        lease_until=leases.until(),
        released_at=None,
        policy_version=policy.version,
    )
    return night


def _plan_all(work: _Run, progress: Progress) -> Counts:
    """Every open case of every creditor: those whose summary holds at once, the others and who acts part by part."""
    summaries.take_marks()
    everyone = list(Creditor.objects.order_by("pk"))
    total = sum([open_cases(creditor) for creditor in everyone])
    counts, done = Counts(), 0
    for creditor in everyone:
        policy = policies.of(creditor, work.night.day)
        creditor.size_marks = creditor.size_marks or marks.first(creditor, work.night.day)
        sums = []
        read = blocks(creditor, work.night.day, policy)
        for one in streams.ahead(summaries.planned(read, policy, work.night.day)):
            block, (found, rest) = one.block, _settle_block(work, one, policy)
            counts, done = counts + found, done + len(block) - len(rest)
            sums.append(block.accounts.overdue_cents)  # of nearly all; the others just changed
            for start in range(0, len(rest), SIZE):
                part = _part_of(creditor, rest[start : start + SIZE])
                found, size = _plan_part(work, part, policy)
                counts, done = counts + found, done + size
                progress("plannen", done, total)
            if not len(rest):
                progress("plannen", done, total)
        Creditor.objects.filter(pk=creditor.pk).update(size_marks=marks.of(sums) or creditor.size_marks)
    return counts


def _part_of(creditor: Creditor, ids: Numbers) -> Part:
    visible = Creditor.objects.values_list("visible_intake", flat=True).get(pk=creditor.pk)
    return Part(creditor, visible, ids=tuple(ids.tolist()))


@transaction.atomic
def _settle_block(work: _Run, one: Planned, policy: Policy) -> tuple[Counts, Numbers]:
    """Write who waits; gives the ids of those that have to be read from the tables.

    No case is locked: one that somebody changes at this very moment has a new version, and the next night sees it.
    """
    _stay(work)
    block, decisions, _ = one
    waits = ~decisions.acts & (decisions.whether != Whether.CLOSE)
    which = summaries.settle(one, waits, policy)
    rest = np.union1d(block.stale, decisions.case_id[~waits])
    totals = costing.of_a_night(decisions, block.accounts, policy, goes_out=which, is_new=which)
    return Counts(waiting=int(waits.sum()), totals=totals), rest


def _plan_rest(work: _Run) -> Counts:
    """Cases that came in while the night was at work."""
    counts = Counts()
    rest = cases.undecided(work.night.day)
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
        stale_on = staleness.stale_on(rest, frame.accounts, work.night.day, policy)
        found, changed = _write(work, frame, decisions, drafts, policy, stale_on)
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
    work: _Run, frame: Frame, decisions: Decisions, drafts: composing.Drafts, policy: Policy, stale_on: Numbers
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
    # Who acts has other facts from now on, and who acted today is looked at in the same way however often we run.
    until = np.where(acts | (same & had), work.night.day.toordinal(), stale_on)
    new = summaries.keep_frame(frame, decisions, decided, same & ~closes, policy, until)
    planned, written = composing.write(drafts, ids[acts].tolist(), part, work.night)
    approaches.make(frame, decisions, written, policy, at=work.at)
    waiting = int((decided & ~decisions.acts).sum())
    if planned or closes.any():
        facts = {"first": int(ids[0]), "last": int(ids[-1]), "messages": planned, "closed": int(closes.sum())}
        audit.record("night.part", work.night, by=work.by, at=work.at, facts=facts)
    goes_out = acts & ~np.isin(ids, [case for case, why in written.held.items() if why == HeldReason.TEXT])
    totals = costing.of_a_night(decisions, frame.accounts, policy, goes_out=goes_out, is_new=new)
    counts = Counts(planned=planned, stopped=stopped, waiting=waiting, held=len(written.held), totals=totals)
    return counts, ids[~same].tolist()


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

"""One step of a joint arrangement: locked, read, moved by the rules, carried out, kept; all of it or nothing.

Locks go cases first, by number, then the joint arrangement: as everywhere.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from tijdig.actions import audit, cases, consents
from tijdig.actions.joint import carrying, keepingrows, telling
from tijdig.actions.refusals import ConflictError
from tijdig.models import Case, Consent, Joint
from tijdig.queries import jointfacts, jointmoney
from tijdig.queries.ready import Ready
from tijdig.rules.joint import events, facts
from tijdig.rules.joint.asking import LASTS
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.moving import stepped
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

_OUT = frozenset({P.DECLINED, P.LEFT})


def _case_rows(number: int) -> QuerySet[Case]:
    found = Case.objects.filter(joint_parts__joint=number) | Case.objects.filter(joints=number)
    return found.distinct().order_by("pk")


def _joint_rows(number: int) -> QuerySet[Joint]:
    rows = Joint.objects.select_for_update(of=("self",)).select_related("case__creditor", "case__customer")
    return rows.filter(pk=number)


_CASES, _JOINT = Ready(_case_rows), Ready(_joint_rows)


class Work:
    """A joint arrangement in hand: what it is now, who changes it, when."""

    def __init__(self, row: Joint, by: str, at: datetime) -> None:
        self.row, self.by, self.at, self.day = row, by, at, local_day(at)
        self.policy = carrying.policy_of(row, self.day)
        self.facts = jointfacts.read(row, self.day)
        self.began, self.effects = self.facts, list[facts.Effect]()  # what the customer hears of, once all is done

    def read(self) -> None:
        """Read it afresh, after rows were changed beside the rules."""
        self.facts = jointfacts.read(self.row, self.day)

    def step(self, event: events.Event) -> facts.Joint:
        """What happened, what is then the case, and what must be done because of it."""
        before = self.facts
        self.facts, effects = stepped(before, event, self.day, self.policy)
        keepingrows.keep(self.row, before, self.facts, by=self.by, at=self.at)
        name = type(event).__name__
        told = {"from": before.state, "to": self.facts.state, "effects": [effect.kind.value for effect in effects]}
        audit.record(f"joint.{name.lower()}", self.row, by=self.by, at=self.at, case_id=self.row.case_id, facts=told)
        carrying.carry_out(self.row, self.facts, effects, by=self.by, at=self.at)
        self.effects += effects
        return self.facts


@contextmanager
def changing(
    joint: Joint, *, by: str, at: datetime, version: int | None = None, files: Collection[Case] = ()
) -> Iterator[Work]:
    """In hand: every file of it is held, and nobody else changes it. ConflictError when it is another version.

    `files` are held too: who brings one in says so here, for all are held in one order before anything is written.
    A consent that no longer holds is heard first: from then on nothing is told there. What is refused for want of one
    undoes the step, and stands in the trail.
    """
    with consents.refusals_kept(by=by, at=at), transaction.atomic(), ExitStack() as held:
        for case in sorted({*_CASES.rows(number=joint.pk), *files}, key=attrgetter("pk")):
            held.enter_context(cases.changing(case))
        row = _JOINT.rows(number=joint.pk)[0]
        if version is not None and row.version != version:
            raise ConflictError
        work = Work(row, by, at)
        hear_consents(work)
        yield work
        _take_balances(work)
        telling.tell(work.row, work.began, work.facts, work.effects, by=by, at=at)
        _end_consents(work)
        joint.refresh_from_db()


def one_step(joint: Joint, event: events.Event, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """Only this happened: one step of the rules, as `changing`."""
    with changing(joint, by=by, at=at, version=version) as work:
        work.step(event)
    return joint


def hear_consents(work: Work) -> None:
    """Whoever took a consent back, on whatever page, or let it end: that happened before what happens now."""
    if work.facts.state in OVER:
        return
    for part in work.facts.parts:
        if part.state in LASTS and not part.has_consent:
            known = tuple(one._replace(has_consent=True) if one.id == part.id else one for one in work.facts.parts)
            work.facts = work.facts._replace(parts=known)
            work.step(events.Withdrawn(part.id))


def _end_consents(work: Work) -> None:
    """What was agreed for an organisation that is out, or for a plan that is over, ends: it is for nothing any more.

    After a referral it stays: debt help reads the one file with it (docs/adr/0052).
    """
    state = work.facts.state
    if state == S.REFERRED:
        return
    ended = [part.id for part in work.facts.parts if part.has_consent and (state in OVER or part.state in _OUT)]
    for given in Consent.objects.filter(joint_parts__in=ended, withdrawn_at__isnull=True).select_related("customer"):
        why = consents.Ended.PLAN if state in OVER else consents.Ended.PART
        consents.close(given, why, case_id=work.row.case_id, by=work.by, at=work.at)


def _take_balances(work: Work) -> None:
    """What is open in a file here that gave its word is known at once; the others are asked."""
    for part in work.facts.parts:
        if part.state != P.ASKED or not part.yes_months or work.facts.state in OVER:
            continue
        row = jointmoney.part(part.id)
        if row.case is None:
            continue
        cents = jointmoney.askable_cents(row.case, work.day)
        carrying.tell_house(row, by=work.by, at=work.at)
        work.step(events.BalanceTold(part.id, cents))

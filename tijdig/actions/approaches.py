"""Approaches: the bundle around a moment with the steps that people do in it; any reaction stops it as a whole."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from tijdig.actions import audit, bulk
from tijdig.models import Approach, AuditEvent, Contact, Step
from tijdig.planner.codes import ByWhom, Form, Rank
from tijdig.planner.codes import Kind as CarrierBit
from tijdig.planner.codes import Stage as StageCode
from tijdig.planner.decisions import REASONS, Decisions
from tijdig.planner.products import policy_of
from tijdig.policy import Policy
from tijdig.queries import policies
from tijdig.queries.frames import Frame
from tijdig.rules.workdays import local_day, next_workday
from tijdig.words import ApproachForm, ChannelKind, ContactState, HeldReason, Skill, StepState, StopReason

APPROACH_COLUMNS = ("case_id", "moment_id", "form", "made_on", "ends_on", "stop_reason")
STEP_COLUMNS = (
    "case_id", "approach_id", "decision_id", "kind", "skill", "on_day", "rank", "minutes", "state", "why", "made_at",
    "settled_by",
)  # fmt: skip
MADE = """
    SELECT c.id, a.id FROM tijdig_case c JOIN tijdig_moment m ON m.case_id = c.id AND m.day = %s
    JOIN tijdig_approach a ON a.moment_id = m.id WHERE {part}
"""
# A person was asked already, and did not answer yet, or was asked this very day.
ASKED = """
    SELECT c.id, MAX(s.id) FROM tijdig_case c JOIN tijdig_step s ON s.case_id = c.id
        AND s.why IN ('text_to_come', 'carrier_to_come') AND (s.state IN ('wished', 'given') OR s.on_day >= %s)
    WHERE {part} GROUP BY c.id
"""
OPEN = (StepState.WISHED, StepState.GIVEN)


class Kind(NamedTuple):
    """What a person does: by which way, with which skill, and the number of the policy that says how long it takes."""

    way: str
    skill: Skill
    minutes: str


KINDS: Mapping[ByWhom, Kind] = {
    ByWhom.HANDLER: Kind("", Skill.LOOK, "look_minutes"),
    ByWhom.CALLER: Kind(ChannelKind.PHONE.value, Skill.CALL, "call_minutes"),
    ByWhom.SAME_PERSON: Kind(ChannelKind.PHONE.value, Skill.CALL, "call_minutes"),
    ByWhom.VISITOR: Kind(ChannelKind.PHONE.value, Skill.CALL, "call_minutes"),  # see `_kind_of`
    ByWhom.VIDEO_CALLER: Kind(ChannelKind.VIDEO.value, Skill.CALL, "call_minutes"),
}
LOOK = KINDS[ByWhom.HANDLER]
FORMS = {form.value: ApproachForm[form.name].value for form in Form if form}


@dataclass(frozen=True)
class Written:
    """What a part of a night left behind: the moments by case with the last day of their messages, and its decisions.

    `held` are the cases on which something was planned that has no words yet, with why.
    """

    moments: Mapping[int, int]
    last_on: Mapping[int, date]
    decided: Mapping[int, int]
    held: Mapping[int, HeldReason]


def make(frame: Frame, decisions: Decisions, written: Written, policy: Policy, *, at: datetime) -> int:
    """Write the approaches of these moments, and the steps that people do in them as wished; how many approaches.

    A case on which something is held gets one look by a person, who says it in their own words.
    """
    rows = {case: row for row, case in enumerate(decisions.case_id.tolist())}
    some = [case for case in rows if case in written.moments or case in written.held]
    if not some:
        return 0
    part = frame.part.of(some)
    bulk.insert(Approach, APPROACH_COLUMNS, list(_approaches(decisions, rows, written)))
    made: dict[int, int] = dict(part.rows(MADE, frame.day))
    asked: dict[int, int] = dict(part.rows(ASKED, frame.day)) if written.held else {}
    steps = list(_wished(frame, decisions, rows, written, policy, made, at))
    steps += _looks(frame, decisions, rows, written, policy, asked, at)
    bulk.insert(Step, STEP_COLUMNS, steps)
    return len(made)


def _approaches(decisions: Decisions, rows: Mapping[int, int], written: Written) -> Iterator[tuple[Any, ...]]:
    forms, people = decisions.form.tolist(), decisions.person_on.tolist()
    for case, moment in written.moments.items():
        row = rows[case]
        last = max(written.last_on[case], date.fromordinal(people[row]) if people[row] else decisions.day)
        yield case, moment, FORMS[forms[row]], decisions.day, last, ""


def _wished(
    frame: Frame, decisions: Decisions, rows: Mapping[int, int], written: Written, policy: Policy,
    made: Mapping[int, int], at: datetime,
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """The steps by a person that belong to these approaches."""
    by_whom, people = decisions.by_whom.tolist(), decisions.person_on.tolist()
    ranks, why = decisions.rank.tolist(), decisions.rules["by_whom"].tolist()
    products = frame.accounts.product.tolist()
    for case, approach in made.items():
        row = rows[case]
        if people[row] and (kind := _kind_of(by_whom[row], frame, row)):
            minutes = minutes_of(policy, products[row], kind)
            yield _step(
                case, approach, written, kind, date.fromordinal(people[row]), ranks[row], minutes,
                REASONS[why[row]].value, at,
            )  # fmt: skip


def _kind_of(by_whom: int, frame: Frame, row: int) -> Kind | None:
    """What the person does. No text offers a visit yet, so it is offered in a call: nobody comes unannounced (HC10)."""
    if by_whom == ByWhom.VISITOR:
        has_number = frame.accounts.has_phone[row] and not frame.accounts.not_by[row] & CarrierBit.PHONE
        return KINDS[ByWhom.VISITOR] if has_number else LOOK
    return KINDS.get(ByWhom(by_whom))


def _looks(
    frame: Frame, decisions: Decisions, rows: Mapping[int, int], written: Written, policy: Policy,
    asked: Mapping[int, int], at: datetime,
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """For what is held a person looks today; once, until that person has answered."""
    for case, reason in written.held.items():
        if case not in asked:
            row = rows[case]
            is_near = decisions.stage[row] >= StageCode.S4B
            rank = Rank.URGENT if is_near else max(int(decisions.rank[row]), Rank.ASKED)
            minutes = minutes_of(policy, int(frame.accounts.product[row]), LOOK)
            yield _step(case, None, written, LOOK, decisions.day, rank, minutes, reason.value, at)


def _step(
    case: int, approach: int | None, written: Written, kind: Kind, on: date, rank: int, minutes: int, why: str,
    at: datetime,
) -> tuple[Any, ...]:  # fmt: skip
    wished = StepState.WISHED.value
    return (
        case, approach, written.decided[case], kind.way, kind.skill.value, on, int(rank), minutes, wished, why,
        _stored(at), "",
    )  # fmt: skip


@lru_cache(maxsize=256)
def minutes_of(policy: Policy, product: int, kind: Kind) -> int:
    """How many minutes such a step takes, as the policy of this product says."""
    return int(getattr(policy_of(policy, product).steps, kind.minutes))


@lru_cache(maxsize=64)
def _stored(at: datetime) -> Any:
    """A moment as this engine's driver wants it."""
    return connection.ops.adapt_datetimefield_value(at)


# Stopping ------------------------------------------------------------------------------------------------------------


def stop(cases: Collection[int], reason: StopReason, *, by: str, at: datetime) -> int:
    """End all that still runs on these locked cases, the steps by people with it; how many approaches.

    Belongs in the transaction of what makes it stop. What was done already, or has run out, is left as it is.
    """
    steps = Step.objects.filter(case_id__in=list(cases), state__in=OPEN)
    running = Approach.objects.filter(case_id__in=list(cases), stopped_at__isnull=True)
    running = running.filter(Q(ends_on__gte=local_day(at)) | Q(pk__in=steps.values("approach_id")))
    rows = list(running.order_by("pk").values_list("pk", "case_id"))
    if rows:
        Approach.objects.filter(pk__in=[row[0] for row in rows]).update(stopped_at=at, stop_reason=reason)
    steps.update(state=StepState.STOPPED, settled_at=at, settled_by=by)
    AuditEvent.objects.bulk_create(
        [
            audit.event("approach.stopped", Approach(pk=number), by=by, at=at, case_id=case, facts={"reason": reason})
            for number, case in rows
        ],
        batch_size=1000,
    )
    return len(rows)


def look_at_unsent(contact: Contact, *, at: datetime) -> None:
    """Nothing of this moment goes out any more, or its letter does not, and no other address mends that.

    A person looks, on the first day of work, whatever hours there are; once, until that person has answered.
    """
    others = Contact.objects.filter(moment=contact.moment_id).exclude(pk=contact.pk)
    goes = others.exclude(state__in=(ContactState.FAILED, ContactState.STOPPED)).exists()
    asked = Step.objects.filter(case=contact.case_id, why=HeldReason.PRINT, state__in=OPEN)
    if contact.moment_id is None or (goes and contact.kind != ChannelKind.LETTER) or asked.exists():
        return
    day = local_day(at)
    policy = policies.of(contact.case.creditor, day)
    Step.objects.create(
        case_id=contact.case_id, skill=Skill.LOOK, on_day=next_workday(day, policy), rank=Rank.ASKED,
        minutes=policy.steps.look_minutes, state=StepState.GIVEN, why=HeldReason.PRINT, made_at=at,
    )  # fmt: skip


def settle(steps: Collection[int], state: StepState, *, by: str, at: datetime) -> int:
    """These open steps, by id, have come to their end, as this state says; how many."""
    rows = Step.objects.filter(pk__in=list(steps), state__in=OPEN)
    return rows.update(state=state, settled_at=at, settled_by=by)


def called(case: int, *, reached: bool, by: str, at: datetime) -> int:
    """A call was made: the step that asked for it is done, reached or not; a talk also answers a look. How many."""
    skills = (Skill.CALL, Skill.LOOK) if reached else (Skill.CALL,)
    rows = Step.objects.filter(case_id=case, state=StepState.GIVEN, skill__in=skills)
    return rows.update(state=StepState.DONE, settled_at=at, settled_by=by)

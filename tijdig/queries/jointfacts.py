"""A joint arrangement as the rules read it: the rows of now, frozen."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from tijdig.models import Consent, Joint, JointLine, JointPart, JointPlan, MoneyEntry
from tijdig.queries import consents, jointfirst, jointquiet, jointrenewal, jointrows, policies
from tijdig.queries.ready import Ready
from tijdig.rules.consents import holds
from tijdig.rules.joint import facts
from tijdig.rules.joint.asking import lasting
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import ChangeReason, EntryKind, JointPartState, JointState, Rhythm

_LIES = frozenset({JointState.PROPOSED, JointState.OFFERED, JointState.WEIGHED})
"""In these a plan that was not agreed to yet may lie before somebody."""


def _part_rows(number: int) -> QuerySet[JointPart]:
    rows = JointPart.objects.filter(joint_id=number).select_related(
        "creditor", "consent__customer", "standstill", "case__customer", "case__creditor"
    )  # fmt: skip
    return rows.order_by("pk")


def _plan_rows(number: int) -> QuerySet[JointPlan]:
    return JointPlan.objects.filter(joint_id=number).order_by("number")


def _line_rows(number: int) -> QuerySet[JointLine, tuple[int, date, int, int]]:
    rows = JointLine.objects.filter(plan_id=number).order_by("number", "part_id")
    return rows.values_list("number", "due_on", "part_id", "amount_cents")


_PARTS, _PLANS, _LINES = Ready(_part_rows), Ready(_plan_rows), Ready(_line_rows)


def read(joint: Joint, day: date) -> facts.Joint:
    """All of it on this day: a consent that does not hold is none."""
    paid = jointrows.paid(joint)
    rows, plans = _PARTS.rows(number=joint.pk), _PLANS.rows(number=joint.pk)
    for row in rows:
        row.joint = joint
    words = jointfirst.yes_months_each([(row.case, JointPartState(row.state)) for row in rows if row.case], day)
    gone = was_in(joint) if any(row.state == JointPartState.LEFT for row in rows) else set[int]()
    agreed = [plan for plan in plans if plan.confirmed_at is not None]
    newest = plans[-1] if plans and plans[-1].confirmed_at is None else None
    return facts.Joint(
        state=JointState(joint.state),
        parts=tuple(
            _part(row, paid.get(row.pk, 0), words.get(row.case_id or 0, 0), day, was_in=row.pk in gone) for row in rows
        ),
        due_on=joint.due_on,
        spare_cents=joint.spare_cents,
        rhythm=Rhythm(joint.rhythm),
        first_on=joint.first_on,
        outside=outside(joint),
        standstill_until=joint.standstill_until,
        plan=_plan(newest) if newest and JointState(joint.state) in _LIES else None,
        running=_plan(agreed[-1]) if agreed else None,
        plans=plans[-1].number if plans else 0,
        weighs=tuple(_weighs(joint.weighs)),
        pauses=tuple(_days_of(ChangeReason.PAUSE, agreed)),
        moves=tuple(_days_of(ChangeReason.DAY, agreed)),
    )


def _days_of(change: ChangeReason, plans: Iterable[JointPlan]) -> Iterable[date]:
    """When a version was made for this reason."""
    return [local_day(plan.made_at) for plan in plans if plan.change == change]


def was_in(joint: Joint) -> set[int]:
    """Who went out of a plan that the customer agreed to, by number."""
    rows = JointPart.objects.filter(
        joint=joint, state=JointPartState.LEFT, lines__plan__joint=joint, lines__plan__confirmed_at__isnull=False
    )
    return set(rows.values_list("pk", flat=True))


def outside(joint: Joint) -> int:
    """How many organisations the customer has beside those that can be asked here."""
    return len([line for line in joint.others.splitlines() if line.strip()])


def has_consent(part: JointPart, day: date) -> bool:
    """Whether it may be told on this day; where it was asked, nothing is told to others."""
    if part.creditor_id == part.joint.case.creditor_id:
        return True
    return part.consent is not None and holds(consents.terms(part.consent), day)


def standing_for_nothing(day: date) -> list[tuple[JointPart, Consent]]:
    """Organisations that are out, or whose plan is over, with a consent that still stands; not after a referral."""
    return [(part, part.consent) for part in _FOR_NOTHING.rows(day=day) if part.consent is not None]


def _for_nothing_rows(day: date) -> QuerySet[JointPart]:
    gone = Q(state__in=(JointPartState.DECLINED, JointPartState.LEFT))
    over = Q(joint__state__in=[state for state in OVER if state != JointState.REFERRED])
    stands = Q(consent__withdrawn_at__isnull=True, consent__until_on__gt=day)
    rows = JointPart.objects.filter(stands, gone | over).exclude(joint__state=JointState.REFERRED)
    return rows.select_related("joint__case", "consent").order_by("pk")


def waiting(day: date) -> list[int]:
    """Those of which something is due, money may have come in or gone back at a file here, or a consent ended."""
    return sorted({*_DUE.rows(day=day), *_GONE_BACK.rows()})


def _due_rows(day: date) -> "QuerySet[Joint, int]":
    rows = Joint.objects.exclude(state__in=OVER)
    ended = Q(parts__consent__withdrawn_at__isnull=False) | Q(parts__consent__until_on__lte=day)
    here = Q(parts__state=JointPartState.RUNNING, parts__arrangement__isnull=False)
    found = rows.filter(Q(due_on__lte=day) | Q(parts__due_on__lte=day) | ended | here)
    return found.distinct().values_list("pk", flat=True)


def _gone_back_rows() -> "QuerySet[Joint, int]":
    """Those that are done while in a file here something that went back was written down after that day, or on it.

    When it was written down counts: a bank may give it a day before the plan was done.
    """
    written = MoneyEntry.objects.annotate(written_on=TruncDate("made_at", tzinfo=AMSTERDAM))
    back = written.filter(
        kind=EntryKind.REVERSAL, claim__arrangements__joint_part__joint=OuterRef("pk"),
        written_on__gte=OuterRef("ended_on"),
    )  # fmt: skip
    return Joint.objects.filter(Exists(back), state=JointState.COMPLETED).values_list("pk", flat=True)


_FOR_NOTHING, _DUE, _GONE_BACK = Ready(_for_nothing_rows), Ready(_due_rows), Ready(_gone_back_rows)


def _part(row: JointPart, paid_cents: int, yes_months: int, day: date, *, was_in: bool) -> facts.Part:
    still = row.standstill if row.standstill and row.standstill.lifted_at is None else None
    return facts.Part(
        id=row.pk,
        state=JointPartState(row.state),
        has_consent=has_consent(row, day),
        yes_months=yes_months,
        is_threatening=row.is_threatening,
        balance_cents=row.balance_cents,
        paid_cents=paid_cents,
        counter_cents=row.counter_cents,
        hold_until=still.until_on if still else _word_until(row),
        due_on=row.due_on,
        was_in=was_in,
        **_lasting(row, day),
    )


def _lasting(row: JointPart, day: date) -> dict[str, date | None]:
    """Until when the consent holds, and when the customer is asked whether it may be longer, as long as nobody did."""
    if row.consent is None or row.consent.until_on is None or row.consent.withdrawn_at is not None:
        return {}
    found = lasting(row.consent.until_on, policies.of(row.joint.case.creditor, day))
    asks_from = found["renew_on"]
    if asks_from is not None and asks_from <= day and jointrenewal.asked_on(row) is not None:
        found["renew_on"] = None
    return found


def _word_until(row: JointPart) -> date | None:
    """Elsewhere it is quiet by their word, until the day that they were asked it; there is no hold of ours to lift."""
    return None if row.case_id else jointquiet.until_of(row)


def _plan(row: JointPlan) -> facts.Plan:
    return facts.Plan(
        number=row.number,
        spare_cents=row.spare_cents,
        lines=tuple(facts.Line(*line) for line in _LINES.rows(number=row.pk)),
        made_on=local_day(row.made_at),
        change=ChangeReason(row.change) if row.change else None,
        confirmed_on=local_day(row.confirmed_at) if row.confirmed_at else None,
    )


def _weighs(rows: Iterable[dict[str, str]]) -> Iterable[facts.Weigh]:
    for row in rows:
        done_on = date.fromisoformat(row["done_on"]) if row.get("done_on") else None
        yield facts.Weigh(facts.WeighReason(row["why"]), date.fromisoformat(row["since_on"]), done_on)

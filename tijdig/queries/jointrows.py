"""The joint arrangement of one customer with all that belongs to it, read once for whatever page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from tijdig.models import Case, Joint, JointLine, JointPart, JointPayment, JointPlan
from tijdig.queries import access, jointmoney
from tijdig.queries.doors import Visitor
from tijdig.queries.ready import Ready
from tijdig.rules.joint.drafts import GONE, OVER, lefts
from tijdig.rules.joint.facts import Line, Part, Plan
from tijdig.rules.joint.stretches import usual_cents
from tijdig.rules.solutions import rhythm
from tijdig.words import JointPartState, JointState, Rhythm

PROPOSING = frozenset({JointState.PROPOSED, JointState.OFFERED, JointState.WEIGHED})
"""In these a plan that was not agreed to yet may lie there."""
Left = tuple[int, date, int, int]
"""What is left of a payment at one organisation: number, day, part, cents."""


@dataclass(frozen=True, slots=True)
class Held:
    """One joint arrangement: its organisations, the newest plan, the plan that was agreed to, what was paid of it."""

    joint: Joint
    parts: tuple[JointPart, ...]
    plan: JointPlan | None
    running: JointPlan | None
    lines: tuple[JointLine, ...]  # of both plans
    paid: Mapping[int, int]  # part -> cents
    less: Mapping[int, int] = field(default_factory=dict)  # so much less is open in the file: heard of in the night

    @property
    def state(self) -> JointState:
        """How far it is."""
        return JointState(self.joint.state)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it goes on."""
        return self.state in OVER

    @property
    def live(self) -> tuple[JointPart, ...]:
        """The organisations that are in it, or may still be."""
        return tuple(part for part in self.parts if JointPartState(part.state) not in GONE)

    def lines_of(self, plan: JointPlan | None) -> list[JointLine]:
        """The lines of one version, by day."""
        rows = [line for line in self.lines if plan is not None and line.plan_id == plan.pk]
        return sorted(rows, key=lambda line: (line.number, line.part_id))

    def coming(self) -> list[Left]:
        """Every payment that is to come: of the plan that lies there, else of what runs."""
        if self.plan is not None and self.plan != self.running and self.state in PROPOSING:
            return [(one.number, one.due_on, one.part_id, one.amount_cents) for one in self.lines_of(self.plan)]
        return self.lefts()

    def ahead(self, day: date) -> list[date]:
        """The days of payments that were made before their turn: whole, and not of this turn."""
        later = rhythm.later(day, Rhythm(self.joint.rhythm), 1)
        return [on for on in self.paid_days(day) if on >= later]

    def paid_days(self, day: date) -> list[date]:
        """The days to come of which the payment is there already."""
        left = {one[0] for one in self.lefts()} if not self.is_over else set[int]()
        days = {line.number: line.due_on for line in self.lines_of(self.running) if line.due_on > day}
        return sorted([on for number, on in days.items() if number not in left]) if left else []

    def made_with_cents(self) -> int | None:
        """With how much each time these were made; none where there are none, or where they are of now."""
        plan = self.plan if self.plan is not None and self.state in PROPOSING else self.running
        is_of_now = any(line.pk is None for line in self.lines_of(plan))
        is_asked = self.state in PROPOSING | {JointState.REVISING}
        return plan.spare_cents if plan is not None and is_asked and not is_of_now else None

    def payments_of(self, part: JointPart) -> list[tuple[date, int]]:
        """What one organisation gets of these, payment after payment."""
        return [(on, cents) for _, on, number, cents in self.coming() if number == part.pk]

    def first_on(self) -> date | None:
        """The first day of these."""
        return min([on for _, on, _, _ in self.coming()], default=None)

    def share_cents(self, part: JointPart, plan: JointPlan | None) -> int:
        """What one organisation usually gets of a payment."""
        return usual_cents(line.amount_cents for line in self.lines_of(plan) if line.part_id == part.pk)

    def left_cents(self, part: JointPart) -> int:
        """What is still to be paid at one organisation; never more than is open in its file here."""
        return max(0, (part.balance_cents or 0) - self._gone(part))

    def _gone(self, part: JointPart) -> int:
        return self.paid.get(part.pk, 0) + self.less.get(part.pk, 0)

    def lefts(self) -> list[Left]:
        """What is left of the plan that was agreed to; money counts for the oldest payment first."""
        if self.running is None:
            return []
        lines = tuple(
            Line(one.number, one.due_on, one.part_id, one.amount_cents) for one in self.lines_of(self.running)
        )
        plan = Plan(self.running.number, self.running.spare_cents, lines, self.running.made_at.date())
        parts = [
            Part(part.pk, balance_cents=part.balance_cents, paid_cents=self._gone(part))
            for part in self.parts
            if part.state in {JointPartState.RUNNING, JointPartState.PAID}
        ]
        known = {part.id for part in parts}
        return [left for left in lefts(plan, parts) if left[2] in known]


def of_case(case: Case) -> Held | None:
    """The newest joint arrangement of this case."""
    joint = _NEWEST.first(case=case.pk)
    return held(joint) if joint else None


def _newest_rows(case: int) -> QuerySet[Joint]:
    return Joint.objects.filter(case_id=case).select_related("pay_to").order_by("-pk")[:1]


def of(visitor: Visitor) -> Held | None:
    """The newest one of this customer."""
    return of_case(access.case_of(visitor))


def held(joint: Joint) -> Held:
    """One of them, with everything."""
    parts = tuple(_PARTS.rows(number=joint.pk))
    for part in parts:
        part.joint = joint
    plan, running = _PLAN.first(number=joint.pk), _AGREED.first(number=joint.pk)
    plans = [one for one in (plan, running) if one is not None]
    for one in plans:
        one.joint = joint
    wanted = dict.fromkeys(one.pk for one in plans)
    lines = tuple(line for number in wanted for line in _LINES.rows(plan=number))
    paid_cents = paid(joint)
    return Held(joint, parts, plan, running, lines, paid_cents, _less(parts, paid_cents))


def _part_rows(number: int) -> QuerySet[JointPart]:
    rows = JointPart.objects.filter(joint_id=number).order_by("pk")
    return rows.select_related("creditor", "case__customer", "consent", "standstill", "arrangement")


def _plan_rows(number: int) -> QuerySet[JointPlan]:
    return JointPlan.objects.filter(joint_id=number).order_by("-number")[:1]


def _agreed_rows(number: int) -> QuerySet[JointPlan]:
    return JointPlan.objects.filter(joint_id=number, confirmed_at__isnull=False).order_by("-number")[:1]


def _line_rows(plan: int) -> QuerySet[JointLine]:
    return JointLine.objects.filter(plan_id=plan).order_by("pk")


_NEWEST, _PARTS, _LINES = Ready(_newest_rows), Ready(_part_rows), Ready(_line_rows)
_PLAN, _AGREED = Ready(_plan_rows), Ready(_agreed_rows)


def _less(parts: Iterable[JointPart], paid_cents: Mapping[int, int]) -> dict[int, int]:
    """How much less is open in a file here than by the plan: paid or put right there since the plan last heard."""
    ran = {part.arrangement_id: part for part in parts if part.state == JointPartState.RUNNING and part.arrangement_id}
    open_cents = jointmoney.open_by_arrangement(ran)
    left = {key: (part.balance_cents or 0) - paid_cents.get(part.pk, 0) for key, part in ran.items()}
    return {part.pk: left[key] - open_cents[key] for key, part in ran.items() if left[key] > open_cents[key]}


def _shares(number: int) -> "QuerySet[JointPayment, dict[str, int]]":
    return JointPayment.objects.filter(joint_id=number).values_list("shares", flat=True)


_SHARES = Ready(_shares)


def paid(joint: Joint) -> dict[int, int]:
    """What each organisation got of what was paid in one go; JSON keeps numbers as text."""
    found: dict[int, int] = {}
    for shares in _SHARES.rows(number=joint.pk):
        for part, cents in shares.items():
            found[int(part)] = found.get(int(part), 0) + cents
    return found


def there(visitor: Visitor) -> Held:
    """The newest one of this customer; 404 when there never was one."""
    found = of(visitor)
    if found is None:
        raise Http404
    return found


def part_of(visitor: Visitor, number: int) -> tuple[Held, JointPart]:
    """One organisation in the joint arrangement of this customer; not theirs and not there are the same 404."""
    found = there(visitor)
    part = next((part for part in found.parts if part.pk == number), None)
    if part is None:
        raise Http404
    return found, part

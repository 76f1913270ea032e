"""Arrangements as they stand: what they are about, what was paid of them, and which missed a part."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tijdig.models import Arrangement, Case, Claim, Creditor, Hold, Instalment, JointPart, MoneyEntry, RoomToPay
from tijdig.queries import policies, standing, visible
from tijdig.queries.ready import Ready
from tijdig.queries.visible import seen_q
from tijdig.rules.arrangements import Part
from tijdig.rules.dates import anniversary
from tijdig.rules.solutions import shapes
from tijdig.rules.solutions.rhythm import a_turn
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, ChangeReason, HoldKind, JointPartState, Mandate, Rhythm, Room

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from tijdig.queries.visible import OpenClaim

    class Standing(TypedDict):
        """What is added to an arrangement."""

        paid_cents: int

    Standing_ = WithAnnotations[Arrangement, Standing]


def active() -> "QuerySet[Standing_]":
    """Those that run, each with what was paid of it as `paid_cents`: the total less what is open of its claims."""
    entries = MoneyEntry.objects.filter(seen_q("", "creditor__"), claim__arrangements=OuterRef("pk")).order_by()
    left = entries.values("claim__arrangements").annotate(cents=Sum("amount_cents")).values("cents")
    rows = Arrangement.objects.filter(state=ArrangementState.ACTIVE)
    return rows.annotate(paid_cents=F("total_cents") - Coalesce(Subquery(left), 0)).order_by("pk")


def of(case: Case) -> "Standing_ | None":
    """The one that runs on a case."""
    return _OF.first(case=case.pk)


def _of_rows(case: int) -> "QuerySet[Standing_]":
    return active().filter(case_id=case)


_OF = Ready(_of_rows)


def parts(arrangement: Arrangement) -> tuple[Part, ...]:
    """Its parts as the rules read them."""
    rows = arrangement.instalments.order_by("number").values_list("number", "due_on", "amount_cents")
    return tuple(Part(*row) for row in rows)


def _arranged_rows(customer: int, arrangement: int) -> "QuerySet[OpenClaim]":
    return visible.claims_of(customer).filter(arrangements=arrangement)


_ARRANGED = Ready(_arranged_rows)


def open_claims(case: Case, day: date) -> "list[OpenClaim]":
    """What an arrangement is about: the overdue claims that nobody disputes. Bills that are still to come run on."""
    disputed = {*_DISPUTED.rows(case=case.pk, day=day)}
    if None in disputed:
        return []
    rows = [claim for claim in visible.claims_now(case) if claim.open_cents > 0 and claim.due_on < day]
    return [claim for claim in rows if claim.pk not in disputed and not _is_disputed(claim, day)]


def _disputed_rows(case: int, day: date) -> "QuerySet[Hold, int | None]":
    rows: QuerySet[Hold] = standing.active_holds(day)
    return rows.filter(case_id=case, kind=HoldKind.DISPUTED).values_list("claim", flat=True)


_DISPUTED = Ready(_disputed_rows)


def _is_disputed(claim: Claim, day: date) -> bool:
    ended = claim.dispute_ended_on
    return claim.disputed_on is not None and claim.disputed_on <= day and (ended is None or ended > day)


def claims_of(arrangement: Arrangement) -> "list[OpenClaim]":
    """The claims of an arrangement of which something is still open."""
    rows = _ARRANGED.rows(customer=arrangement.case.customer_id, arrangement=arrangement.pk)
    return [claim for claim in rows if claim.open_cents > 0]


def oldest(claims: "Iterable[OpenClaim]", cents: int) -> "list[OpenClaim]":
    """The oldest of these bills that are so much together, to the cent; none when no number of them is."""
    taken, total = [], 0
    for claim in sorted(claims, key=lambda one: (one.due_on, one.pk)):
        taken.append(claim)
        total += claim.open_cents
        if total == cents:
            return taken
    return []


def open_cents(claims: Sequence[Claim]) -> int:
    """What is open of these together."""
    return sum([visible.balance_cents(claim) for claim in claims])


def paid_cents(arrangement: Arrangement) -> int:
    """What was paid of it: the total less what is open of its claims."""
    return arrangement.total_cents - open_cents(list(arrangement.claims.all()))


def left(arrangement: Arrangement) -> tuple[Part, ...]:
    """What is still to come of it, numbered anew."""
    own, paid = parts(arrangement), paid_cents(arrangement)
    cents = shapes.left_of(own, paid)
    days = [part.due_on for part in own[len(own) - len(cents) :]]
    return tuple(Part(number, day, one) for number, (day, one) in enumerate(zip(days, cents, strict=True), start=1))


def is_done(arrangement: "Standing_") -> bool:
    """Whether all is paid, or all but a last part that the creditor gives."""
    short = arrangement.total_cents - arrangement.paid_cents
    if short <= 0 or not arrangement.waives_last:
        return short <= 0
    return short <= parts(arrangement)[-1].amount_cents


def done() -> "list[Standing_]":
    """Those of which nothing is left to pay, with their case."""
    return _DONE.rows()


def _done_rows() -> "QuerySet[Standing_]":
    last = Instalment.objects.filter(arrangement=OuterRef("pk")).order_by("-number").values("amount_cents")[:1]
    given = Q(waives_last=True, paid_cents__gte=F("total_cents") - Subquery(last))
    return active().filter(Q(paid_cents__gte=F("total_cents")) | given).select_related("case")


_DONE = Ready(_done_rows)


def room(case: Case, day: date) -> RoomToPay | None:
    """What was told last of what this customer can miss, as long as it holds."""
    newest = RoomToPay.objects.filter(case=case, removed_at=None).order_by("noted_on", "pk").last()
    return newest if newest and newest.expires_on > day else None


def spare_cents(case: Case, day: date, rhythm: Rhythm) -> int | None:
    """What they said they can miss each time, in this rhythm; none when nobody said a sum.

    Where there is nothing to miss, a small sum of their own choice may still be agreed on (DECISIONS 10).
    """
    told = room(case, day)
    if told is not None and told.spare_cents is not None:
        return a_turn(told.spare_cents, rhythm)
    is_none = told is not None and told.state == Room.NONE
    return policies.of(case.creditor, day).solutions.small_sum_cents if is_none else None


def joint_case(arrangement: Arrangement) -> Case | None:
    """The case from which the customer hears of this one, where it is a part of a joint arrangement."""
    part = JointPart.objects.filter(
        arrangement=arrangement, state__in=(JointPartState.RUNNING, JointPartState.PAID)
    ).select_related("joint__case").first()  # fmt: skip
    return part.joint.case if part else None


def open_beside(case: Case, day: date) -> tuple[int, Part | None]:
    """What is open once an arrangement is done: so much that is late, and the first bill that is still to come."""
    bills = [claim for claim in visible.claims(case) if claim.open_cents > 0]
    late = sum([claim.open_cents for claim in bills if claim.due_on < day])
    coming = min([(claim.due_on, claim.open_cents) for claim in bills if claim.due_on >= day], default=None)
    return late, Part(1, *coming) if coming else None


def is_share(arrangement: Arrangement) -> bool:
    """Whether it is the share of one organisation in a joint plan that runs: it changes there, and nowhere else."""
    return JointPart.objects.filter(arrangement=arrangement, state=JointPartState.RUNNING).exists()


def due_soon(creditor: Creditor, day: date) -> list[Instalment]:
    """The parts that are due within the days in which we remind of them; not of what was agreed in those very days."""
    ahead = timedelta(days=policies.of(creditor, day).solutions.remind_days_before)
    rows = _DUE_SOON.rows(creditor=creditor.pk, day=day, last=day + ahead)
    return [one for one in rows if _was_agreed_before(one, one.due_on - ahead)]


def _due_soon_rows(creditor: int, day: date, last: date) -> QuerySet[Instalment]:
    rows = _told_of(day).filter(arrangement__case__creditor_id=creditor, due_on__gt=day, due_on__lte=last)
    return rows.order_by("arrangement__case_id", "pk")


_DUE_SOON = Ready(_due_soon_rows)


def _was_agreed_before(part: Instalment, day: date) -> bool:
    return local_day(part.arrangement.made_at) < day


def part(number: int, day: date) -> Instalment | None:
    """A part of an arrangement that runs, as long as nothing else keeps its case quiet."""
    return _told_of(day).filter(pk=number).first()


def _told_of(day: date) -> QuerySet[Instalment]:
    quiet = standing.active_holds(day).filter(case=OuterRef("arrangement__case"))
    quiet = quiet.exclude(kind=HoldKind.AGREED).exclude(kind=HoldKind.REACTED, until_on__isnull=False)
    rows = Instalment.objects.filter(~Exists(quiet), arrangement__state=ArrangementState.ACTIVE)
    rows = rows.exclude(arrangement__joint_part__state=JointPartState.RUNNING)  # who asked speaks for all of them
    return rows.select_related("arrangement__case__creditor", "arrangement__case__customer")


def missed(creditor: Creditor, day: date) -> "QuerySet[Standing_]":
    """Those of which a part is late, the bank's days included: a friendly contact is due (DECISIONS 20)."""
    last = day - timedelta(days=policies.of(creditor, day).contacts.instalment_tolerance_days)
    due = Instalment.objects.filter(arrangement=OuterRef("pk"), due_on__lt=last).order_by()
    asked = due.values("arrangement").annotate(cents=Sum("amount_cents")).values("cents")
    rows = active().filter(case__creditor=creditor).annotate(asked_cents=Coalesce(Subquery(asked), 0))
    return rows.filter(asked_cents__gt=F("paid_cents"))


def moves_left(arrangement: Arrangement, day: date) -> int:
    """How often in this year the customer may still move the day to pay by themselves; then a person thinks along."""
    most = policies.of(arrangement.case.creditor, day).solutions.moves_max
    moved = Arrangement.objects.filter(
        case=arrangement.case, change=ChangeReason.DAY, decided_by=Mandate.AUTOMATIC,
        made_at__date__gt=anniversary(day, -1),
    )  # fmt: skip
    return max(0, most - moved.count())

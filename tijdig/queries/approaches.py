"""Steps by people as they stand: which are wished on a day, what bars one, and how much time there is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from tijdig.models import (
    Approach,
    CallSlot,
    Case,
    Contact,
    Creditor,
    Customer,
    Decision,
    MoneyEntry,
    Request,
    Step,
    TeamHours,
)
from tijdig.policy import Policy
from tijdig.queries import standing
from tijdig.queries.hours import QUARTER
from tijdig.queries.ready import Ready
from tijdig.queries.slots import TAKEN
from tijdig.queries.visible import seen_q
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import (
    CallResult,
    CaseState,
    ChannelKind,
    Direction,
    EntryKind,
    PointKind,
    Skill,
    StepState,
    StopReason,
)

OPEN = (StepState.WISHED, StepState.GIVEN)
SPENT = (StepState.GIVEN, StepState.DONE)
OUTREACH = (Skill.CALL, Skill.VISIT)
"""Skills that reach somebody: bound by the days, the caps and the rest that bind every outreach."""

_WEEK = timedelta(weeks=1)


def wished(creditor: Creditor, day: date) -> list[Step]:
    """The steps of this organisation that wait for somebody with time on this day, or did so before."""
    return _WISHED.rows(creditor=creditor.pk, day=day)


def _wished_rows(creditor: int, day: date) -> QuerySet[Step]:
    return Step.objects.filter(case__creditor_id=creditor, state=StepState.WISHED, on_day__lte=day).order_by("pk")


def unreachable_at(creditor: Creditor, day: date) -> list[Step]:
    """Those of this organisation of whom `unreachable` tells."""
    return _UNREACHABLE.rows(creditor=creditor.pk, day=day)


def _unreachable_rows(creditor: int, day: date) -> QuerySet[Step]:
    return unreachable(day).filter(case__creditor_id=creditor)


def unreachable(day: date) -> QuerySet[Step]:
    """Open calls to whom no number is left that we may use, and open visits without an address that holds."""
    rows = Step.objects.filter(state__in=OPEN).order_by("pk")
    cases = Case.objects.filter(pk__in=rows.order_by().values("case_id"))
    unsafe = Q(customer__is_safe_to_contact=False)
    post = standing.usable_points().filter(kind=PointKind.POST, customer_id=OuterRef("customer_id"))
    calls = Q(kind=ChannelKind.PHONE, case__in=cases.filter(unsafe | ~standing.can_call(day)))
    visits = Q(kind=ChannelKind.VISIT, case__in=cases.filter(unsafe | ~Exists(post)))
    return rows.filter(calls | visits)


def overtaken(day: date) -> Iterator[tuple[StopReason, list[int]]]:
    """Cases with a running approach or an open step on which something happened since: by reason, the strongest first.

    Most stops end an approach at once; this finds what came in by file, for whole sets of cases. Each reason is looked
    up when its turn comes: what the one before it stopped is not found again.
    """
    for reason, ready in _OVERTAKEN.items():
        yield reason, ready.rows(day=day)


def _overtaken_rows(reason: StopReason, day: date) -> "QuerySet[Case, int]":
    runs = Approach.objects.filter(stopped_at__isnull=True, ends_on__gte=day).order_by()
    steps = Step.objects.filter(state__in=OPEN).order_by()
    rows = Case.objects.filter(Q(pk__in=runs.values("case_id")) | Q(pk__in=steps.values("case_id"))).order_by("pk")
    made_on = runs.filter(case__customer=OuterRef("claim__customer")).order_by("-made_on").values("made_on")[:1]
    made_at = steps.filter(case__customer=OuterRef("claim__customer")).order_by("made_at").values("made_at")[:1]
    paid = MoneyEntry.objects.filter(seen_q("", "creditor__"), kind=EntryKind.PAYMENT)
    paid = paid.filter(Q(booked_on__gt=Subquery(made_on)) | Q(made_at__gt=Subquery(made_at)))
    found = {
        StopReason.DIED: rows.filter(customer__died_on__isnull=False),
        StopReason.CLOSED: rows.exclude(state=CaseState.OPEN),
        StopReason.PART_PAID: rows.filter(Exists(paid.filter(claim__customer=OuterRef("customer_id")))),
    }
    return found[reason].values_list("pk", flat=True)


_WISHED, _UNREACHABLE = Ready(_wished_rows), Ready(_unreachable_rows)
_OVERTAKEN = {
    reason: Ready(partial(_overtaken_rows, reason))
    for reason in (StopReason.DIED, StopReason.CLOSED, StopReason.PART_PAID)
}


def barred(steps: Collection[Step], day: date, policy: Policy) -> dict[int, StopReason]:
    """Of these steps those that must not be done any more, by id, with why: held, heard of since, in rest, refused.

    A look reaches nobody: it only ends with its case.
    """
    cases = {step.case_id for step in steps if step.skill in OUTREACH}
    heard, spoken, stopped = _heard(cases), _spoken(cases, day, policy), _stopped(cases)
    wishes = dict(Customer.objects.filter(case__in=cases).values_list("case__pk", "not_by"))
    found: dict[int, StopReason] = {}
    for step in steps:
        if step.skill not in OUTREACH:
            continue
        if step.kind in wishes.get(step.case_id, ()):
            found[step.pk] = StopReason.CHANGED
        elif step.case_id in stopped:
            found[step.pk] = StopReason.PAUSED
        elif step.case_id in spoken or (step.case_id in heard and heard[step.case_id] >= step.made_at):
            found[step.pk] = StopReason.REACTED
    return found


def _heard(cases: Collection[int]) -> dict[int, datetime]:
    """When each of these customers last let something be heard, or was reached."""
    found: dict[int, datetime] = {}
    was_heard = Q(direction=Direction.IN) | Q(call__result=CallResult.REACHED)
    contacts = Contact.objects.filter(was_heard, case_id__in=list(cases), happened_at__isnull=False)
    asked = Request.objects.filter(case_id__in=list(cases))
    for rows in (contacts.values_list("case_id", "happened_at"), asked.values_list("case_id", "received_at")):
        for case, at in rows:
            if at is not None:
                found[case] = max(at, found.get(case, at))
    return found


def _spoken(cases: Collection[int], day: date, policy: Policy) -> set[int]:
    """Those who had a good conversation so short ago that silence follows it."""
    rest = day - timedelta(days=policy.contacts.silence_after_conversation_days)
    rows = Case.objects.filter(pk__in=list(cases), last_conversation_on__gt=rest)
    return set(rows.values_list("pk", flat=True))


def _stopped(cases: Collection[int]) -> set[int]:
    """Those on which the planner's last word is a full stop, or that nothing is left to arrange."""
    last = Decision.objects.filter(case=OuterRef("pk")).order_by("-valid_from").values("kind__outcome")[:1]
    rows = Case.objects.filter(pk__in=list(cases)).annotate(word=Subquery(last))
    return set(rows.filter(word__in=("stop", "close")).values_list("pk", flat=True))


def called_enough(cases: Collection[int], day: date, policy: Policy) -> set[int]:
    """Those whom we tried so often, today or on so many days of the week, that another day is better."""
    tried: dict[int, list[date]] = {}
    since = datetime.combine(day - _WEEK, time.min, AMSTERDAM)
    rows = Contact.objects.filter(
        case_id__in=list(cases),
        kind=ChannelKind.PHONE,
        direction=Direction.OUT,
        happened_at__gt=since,
        call__isnull=False,
    )
    for case, at in rows.values_list("case_id", "happened_at"):
        if at is not None and day - _WEEK < local_day(at) <= day:
            tried.setdefault(case, []).append(local_day(at))
    contacts = policy.contacts
    return {
        case
        for case, days in tried.items()
        if days.count(day) >= contacts.call_attempts_per_day or len(set(days)) >= contacts.call_days_per_7_days
    }


@dataclass(frozen=True)
class Hours:
    """The minutes of a team on a day, by skill: None where nobody counts them, and what was given away already."""

    minutes: Mapping[Skill, int | None]
    spent: Mapping[Skill, int]

    def left(self, skill: Skill) -> int | None:
        """What can still be given; None when it is not counted."""
        minutes = self.minutes[skill]
        return None if minutes is None else max(0, minutes - self.spent.get(skill, 0))


def hours(creditor: Creditor, day: date) -> Hours:
    """How much time the people of this organisation have on a day for steps by themselves.

    Where nobody wrote hours down: for calls the quarters that stand open and are promised to nobody, for visits none,
    and looks are not counted, since they are the daily list itself.
    """
    known = {Skill(row[0]): row[1] for row in _team_hours(creditor, day).values_list("skill", "minutes")}
    spent = Step.objects.filter(case__creditor=creditor, on_day=day, state__in=SPENT).order_by()
    sums = spent.values_list("skill").annotate(minutes=Sum("minutes"))
    unknown: dict[Skill, int | None] = {Skill.CALL: _free(creditor, day), Skill.VISIT: 0, Skill.LOOK: None}
    return Hours(unknown | known, {Skill(skill): int(minutes) for skill, minutes in sums})


def _team_hours(creditor: Creditor, day: date) -> QuerySet[TeamHours]:
    return TeamHours.objects.filter(creditor=creditor, day=day)


def _free(creditor: Creditor, day: date) -> int:
    """The minutes of the quarters of this day that nobody was promised."""
    start = datetime.combine(day, time.min, AMSTERDAM)
    rows = CallSlot.objects.filter(creditor=creditor, starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    free = rows.annotate(taken=Count("call_backs", filter=TAKEN)).filter(places__gt=F("taken"))
    places = sum(places - taken for places, taken in free.values_list("places", "taken"))
    return places * QUARTER.seconds // 60


def open_of(case: Case) -> QuerySet[Step]:
    """What people are still to do on a case."""
    return Step.objects.filter(case=case, state__in=OPEN).order_by("on_day", "pk")


def given_of(case: Case, day: date) -> QuerySet[Step]:
    """What a person has time for on this day, or had before and did not do yet."""
    return open_of(case).filter(state=StepState.GIVEN, on_day__lte=day)

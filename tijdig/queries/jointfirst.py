"""Whether a file here that takes part in a joint arrangement asks for a person before anything is answered there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from tijdig.models import Case, Consequence, Hold, Joint, Request, RoomToPay, Transfer
from tijdig.queries import policies, standing
from tijdig.queries.ready import Ready
from tijdig.rules.joint import facts
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.personfirst import HELP, File, PersonFirst, reasons
from tijdig.rules.workdays import local_day
from tijdig.words import HoldKind, JointPartState, JointState, PauseReason, RequestKind, RequestState, TransferState

BEFORE_YES = frozenset({
    JointPartState.PICKED, JointPartState.ASKED, JointPartState.SILENT, JointPartState.CONFIRMED,
    JointPartState.PROPOSED, JointPartState.UNDECIDED,
})  # fmt: skip
"""In these an answer of the organisation is still to come."""


def why(case: Case, day: date) -> tuple[PersonFirst, ...]:
    """Why a colleague answers for this file; nothing where the organisation may keep its word by itself."""
    return reasons(_files({case.pk: case}, day)[case.pk])


def has_died(case: Case, day: date) -> bool:
    """Whether this file says that the customer died."""
    is_held = standing.active_holds(day).filter(case=case, kind=HoldKind.DIED)
    return case.customer.died_on is not None or is_held.exists()


def began_help(known: facts.Joint, case: Case, day: date) -> bool:
    """Whether debt help or a settlement began where the plan was asked, and nobody looked at the plan since."""
    if known.state in OVER | {JointState.REQUESTED, JointState.WEIGHED}:
        return False
    made = _HELP_MADE.first(case=case.pk, day=day)
    looked = [weigh.since_on for weigh in known.weighs if weigh.why == facts.WeighReason.HELP]
    return made is not None and all(on < local_day(made) for on in looked)


def _help_made_rows(case: int, day: date) -> "QuerySet[Hold, datetime]":
    held = standing.active_holds(day).filter(case_id=case, kind__in=[kind.value for kind in HELP])
    newest: QuerySet[Hold, datetime] = held.order_by("-made_at").values_list("made_at", flat=True)
    return newest[:1]


def with_help(day: date) -> list[int]:
    """Plans that go on while debt help or a settlement stands where they were asked, by number."""
    return _HELPED.rows(day=day)


def _helped_rows(day: date) -> "QuerySet[Joint, int]":
    held = standing.active_holds(day).filter(case=OuterRef("case"), kind__in=[kind.value for kind in HELP])
    rows = Joint.objects.exclude(state__in=[state.value for state in OVER | {JointState.REQUESTED}])
    return rows.filter(Exists(held)).values_list("pk", flat=True)


_HELPED, _HELP_MADE = Ready(_helped_rows), Ready(_help_made_rows)


def yes_months(case: Case | None, state: JointPartState, day: date) -> int:
    """For how many months the organisation of this file says yes by itself; 0 where a person is asked."""
    return 0 if case is None else yes_months_each([(case, state)], day)[case.pk]


def yes_months_each(files: Iterable[tuple[Case, JointPartState]], day: date) -> dict[int, int]:
    """The same of many files, by their number: the database is asked as often as for one."""
    known = list(files)
    months = {case.pk: int(policies.of(case.creditor, day).joint.yes_months_max) for case, _ in known}
    asked = {case.pk: case for case, state in known if months[case.pk] and state in BEFORE_YES}
    by_person = {number for number, file in _files(asked, day).items() if reasons(file)}
    return {number: 0 if number in by_person else count for number, count in months.items()}


def _files(cases: Mapping[int, Case], day: date) -> dict[int, File]:
    if not cases:
        return {}
    holds, asks = defaultdict[int, list[tuple[str, str]]](list), defaultdict[int, list[str]](list)
    rows = standing.active_holds(day).filter(case__in=cases)
    for number, kind, reason in rows.values_list("case_id", "kind", "reason"):
        holds[number].append((kind, reason))
    for number, kind in Request.objects.filter(case__in=cases, state=RequestState.OPEN).values_list("case_id", "kind"):
        asks[number].append(kind)
    rooms = RoomToPay.objects.filter(case__in=cases, removed_at__isnull=True, expires_on__gt=day)
    seizures = dict(rooms.order_by("noted_on", "pk").values_list("case_id", "has_seizure"))  # the newest counts
    people = [case.customer_id for case in cases.values()]
    represented = set(standing.administrators(day).filter(customer__in=people).values_list("customer_id", flat=True))
    near = Consequence.objects.filter(case__in=cases, lifted_at__isnull=True, on_day__gte=day)
    away = Transfer.objects.filter(case__in=cases, state=TransferState.HANDED_OVER, recalled_at__isnull=True)
    are_near, are_away = set(near.values_list("case_id", flat=True)), set(away.values_list("case_id", flat=True))
    return {
        number: File(
            holds=frozenset(HoldKind(kind) for kind, _ in holds[number]),
            pauses=frozenset(PauseReason(why) for kind, why in holds[number] if kind == HoldKind.PAUSED and why),
            asks=frozenset(RequestKind(kind) for kind in asks[number]),
            has_died=case.customer.died_on is not None,
            is_represented=case.customer_id in represented,
            is_safe=case.customer.is_safe_to_contact,
            has_seizure=seizures.get(number, False),
            is_near=number in are_near,
            is_at_agency=number in are_away,
            is_in_hand=case.by_hand,
        )
        for number, case in cases.items()
    }

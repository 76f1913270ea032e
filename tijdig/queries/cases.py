"""Cases as lists: which would be forgotten, how many wait, and the one that somebody means by a word."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from tijdig.models import Case, Contact, Decision, Night, Step
from tijdig.queries import visible
from tijdig.queries.ready import Ready
from tijdig.words import CaseState, ContactState, Direction, NightState, StepState


def open_ones() -> QuerySet[Case]:
    """Every visible open case of every creditor."""
    return visible.cases().filter(state=CaseState.OPEN)


def sleeping(day: date) -> list[int]:
    """The numbers of open cases that nobody would look at.

    Undecided, or a person was wished for and nobody said yes or no. Must be empty after every night (DECISIONS 7).
    """
    return _SLEEPING.rows(day=day)


def _sleeping_rows(day: date) -> "QuerySet[Case, int]":
    forgotten = Step.objects.filter(case=OuterRef("pk"), state=StepState.WISHED, on_day__lte=day)
    rows = _without_decision(day) | open_ones().filter(Exists(forgotten))
    return rows.order_by("pk").values_list("pk", flat=True)


def undecided(day: date) -> list[tuple[int, int]]:
    """Open cases whose last decision has no owner or no next date, with nothing queued: of whom, and which."""
    return _UNDECIDED.rows(day=day)


def _undecided_rows(day: date) -> "QuerySet[Case, tuple[int, int]]":
    return _without_decision(day).values_list("creditor_id", "pk")


def _without_decision(day: date) -> QuerySet[Case]:
    later = Decision.objects.filter(case=OuterRef("case"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=day)
    awake = Decision.objects.filter(~Exists(later), case=OuterRef("pk"), valid_from__lte=day, again_on__gte=day)
    awake = awake.exclude(kind__owner="")
    queued = Contact.objects.filter(
        case=OuterRef("pk"), direction=Direction.OUT, state__in=[ContactState.PLANNED, ContactState.CLAIMED]
    )
    return open_ones().filter(~Exists(awake), ~Exists(queued)).order_by("pk")


_SLEEPING, _UNDECIDED = Ready(_sleeping_rows), Ready(_undecided_rows)


def last_decision(case: Case) -> Decision | None:
    """What was decided last for this case."""
    return Decision.objects.filter(case=case).order_by("valid_from").last()


def looked_on(decision: Decision) -> date:
    """The day of the last night that looked at its case and left it as it was; at first its own night."""
    since = decision.valid_from
    later = Decision.objects.filter(case=decision.case_id, valid_from__gt=since, valid_from__lte=OuterRef("day"))
    nights = Night.objects.filter(~Exists(later), state=NightState.RELEASED, day__gt=since)
    last = nights.order_by("day").values_list("day", flat=True).last()
    return last or decision.valid_from


def find(word: str) -> Case | None:
    """The visible case that somebody means: its id, or `creditor:customer-number`."""
    code, colon, number = word.partition(":")
    wanted: dict[str, Any] = {"creditor__code": code, "customer__number": number}
    if not colon:
        if not word.isdigit():
            return None
        wanted = {"pk": int(word)}
    rows = Case.objects.select_related("creditor", "customer").filter(**wanted)
    return rows.filter(since_intake__lte=F("creditor__visible_intake")).first()

"""Cases as lists: which would be forgotten, how many wait, and the one that somebody means by a word."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from tijdig.models import Case, Contact, Decision
from tijdig.queries import visible
from tijdig.words import CaseState, ContactState, Direction


def open_ones() -> QuerySet[Case]:
    """Every visible open case of every creditor."""
    return visible.cases().filter(state=CaseState.OPEN)


def sleeping(day: date) -> QuerySet[Case]:
    """Open cases that nobody would look at: no decision that holds today with an owner and a next date, nothing queued.

    Must be empty after every night (DECISIONS 7).
    """
    awake = Decision.objects.filter(
        case=OuterRef("pk"), valid_from__lte=day, valid_until__gte=day, again_on__gte=day
    ).exclude(owner="")
    queued = Contact.objects.filter(
        case=OuterRef("pk"), direction=Direction.OUT, state__in=[ContactState.PLANNED, ContactState.CLAIMED]
    )
    return open_ones().filter(~Exists(awake), ~Exists(queued)).order_by("pk")


def last_decision(case: Case) -> Decision | None:
    """What was decided last for this case."""
    return Decision.objects.filter(case=case).order_by("valid_from").last()


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

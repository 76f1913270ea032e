"""Arrangements as they stand: what was paid of them, and which missed a part."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tijdig.models import Arrangement, Case, Creditor, Instalment, MoneyEntry
from tijdig.queries import policies
from tijdig.queries.visible import seen_q
from tijdig.rules.arrangements import Part
from tijdig.words import ArrangementState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

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
    return active().filter(case=case).first()


def parts(arrangement: Arrangement) -> tuple[Part, ...]:
    """Its parts as the rules read them."""
    rows = arrangement.instalments.order_by("number").values_list("number", "due_on", "amount_cents")
    return tuple(Part(*row) for row in rows)


def missed(creditor: Creditor, day: date) -> "QuerySet[Standing_]":
    """Those of which a part is late, the bank's days included: a friendly contact is due (DECISIONS 20)."""
    last = day - timedelta(days=policies.of(creditor, day).contacts.instalment_tolerance_days)
    due = Instalment.objects.filter(arrangement=OuterRef("pk"), due_on__lt=last).order_by()
    asked = due.values("arrangement").annotate(cents=Sum("amount_cents")).values("cents")
    rows = active().filter(case__creditor=creditor).annotate(asked_cents=Coalesce(Subquery(asked), 0))
    return rows.filter(asked_cents__gt=F("paid_cents"))

"""Who may see what: the only way from a person to an object. Not yours and not there give the same nothing."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from tijdig.models import Case, Creditor
from tijdig.queries import visible


def creditors_of(user: User, day: date) -> QuerySet[Creditor]:
    """The creditors for which somebody works on this day."""
    works = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), user=user, since_on__lte=day)
    return Creditor.objects.filter(pk__in=works.values("creditor_id")).order_by("pk")


def case_for(user: User, number: int, day: date) -> Case | None:
    """A case of one of those creditors, once its file is published."""
    rows = visible.cases().filter(creditor__in=creditors_of(user, day))
    return rows.select_related("creditor", "customer").filter(pk=number).first()

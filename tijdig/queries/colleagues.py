"""Colleagues: those who work for the same organisation today, and who was given a case."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from tijdig.models import AuditEvent, Case, HandOver
from tijdig.rules import actors
from tijdig.words import Role

_HERE = (Role.HANDLER, Role.LEAD)


def of(creditor_id: int, day: date) -> list[User]:
    """Handlers and leads of this organisation, by name."""
    rows = User.objects.filter(
        Q(memberships__until_on__isnull=True) | Q(memberships__until_on__gt=day),
        is_active=True,
        memberships__creditor_id=creditor_id,
        memberships__since_on__lte=day,
        memberships__role__in=_HERE,
    )
    return list(rows.order_by("name", "pk").distinct())


def waits_for(case: Case) -> HandOver | None:
    """The last time this case was given away, while the colleague who got it has not done anything on it since."""
    given = HandOver.objects.filter(case=case).select_related("to_user").order_by("pk").last()
    if given is None:
        return None
    trail = AuditEvent.objects.filter(case_id_text=str(case.pk))
    since = trail.filter(what="case.handed_over", noun_id=str(given.pk)).values_list("pk", flat=True).first()
    acted = trail.filter(by=actors.colleague(given.to_user_id), pk__gt=since or 0)
    return None if acted.exists() else given


def leads(creditor_id: int, day: date) -> list[User]:
    """Those who lead here today, by name."""
    works = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=day), creditor_id=creditor_id, since_on__lte=day, role=Role.LEAD
    )
    return list(User.objects.filter(is_active=True, pk__in=works.values("user_id")).order_by("name", "pk"))


def works_at(creditor_id: int, day: date) -> QuerySet[User]:
    """Everybody who works at this organisation on this day, whatever they do there."""
    rows = Membership.objects.filter(creditor=creditor_id, since_on__lte=day)
    now = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return User.objects.filter(pk__in=now.values("user"))


def names_of(told: Iterable[str], creditor_id: int) -> dict[str, str]:
    """How those among these who are people are named at this organisation.

    Whoever works here, or did, by name. Somebody of another organisation, who did something in a plan for all together,
    by that organisation: a person has a name here only as the contact that was agreed.
    """
    numbers = {number for actor in told if (number := actors.number_of(actor)) is not None}
    names = dict(User.objects.filter(pk__in=numbers).values_list("pk", "name"))
    works = Membership.objects.filter(user__in=numbers).order_by("since_on", "pk")
    elsewhere = dict(works.values_list("user", "creditor__sender_name"))
    here = set(works.filter(creditor=creditor_id).values_list("user", flat=True))
    shown = {number: name if number in here else elsewhere.get(number, name) for number, name in names.items()}
    return {actors.colleague(number): name for number, name in shown.items()}

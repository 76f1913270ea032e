"""Colleagues: those who work for the same organisation today."""

from datetime import date

from django.db.models import Q

from accounts.models import User
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

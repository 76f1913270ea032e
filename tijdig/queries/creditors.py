"""Creditors as they stand, and which of them may send nothing."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tijdig.models import Creditor, Joint
from tijdig.queries.ready import Ready
from tijdig.rules.creditors import may_send
from tijdig.rules.joint.drafts import OVER
from tijdig.words import SenderType


def listed() -> QuerySet[Creditor]:
    """All of them, by their code."""
    return Creditor.objects.order_by("code")


def with_plans() -> list[Creditor]:
    """Those where a plan was asked for that is not over: most have none, and need not be looked at for it."""
    return _WITH_PLANS.rows()


def _with_plans_rows() -> QuerySet[Creditor]:
    return Creditor.objects.filter(pk__in=Joint.objects.exclude(state__in=OVER).values("case__creditor")).order_by("pk")


def muted() -> list[Creditor]:
    """Those for whom nothing may go out: they write for somebody else without a registration."""
    return [one for one in _FOR_OTHERS.rows() if not may_send(one.sender_type, one.wki_registration)]


def _for_others_rows() -> QuerySet[Creditor]:
    return listed().filter(sender_type=SenderType.THIRD_PARTY)


_WITH_PLANS, _FOR_OTHERS = Ready(_with_plans_rows), Ready(_for_others_rows)


@dataclass(frozen=True, slots=True)
class Look:
    """What of its looks an organisation chose."""

    main: str
    link: str
    logo: str


def look_of(code: str) -> Look | None:
    """Its main colour, that of its links, and its logo."""
    row = Creditor.objects.filter(code=code).values_list("color_main", "color_link", "logo_svg").first()
    return Look(*row) if row else None

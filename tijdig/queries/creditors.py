"""Creditors as they stand, and which of them may send nothing."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tijdig.models import Creditor, Joint
from tijdig.rules.creditors import may_send
from tijdig.rules.joint.drafts import OVER
from tijdig.words import SenderType


def listed() -> QuerySet[Creditor]:
    """All of them, by their code."""
    return Creditor.objects.order_by("code")


def with_plans() -> QuerySet[Creditor]:
    """Those where a plan was asked for that is not over: most have none, and need not be looked at for it."""
    return Creditor.objects.filter(pk__in=Joint.objects.exclude(state__in=OVER).values("case__creditor")).order_by("pk")


def muted() -> list[Creditor]:
    """Those for whom nothing may go out: they write for somebody else without a registration."""
    rows = listed().filter(sender_type=SenderType.THIRD_PARTY)
    return [creditor for creditor in rows if not may_send(creditor.sender_type, creditor.wki_registration)]


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

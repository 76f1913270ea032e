"""Creditors as they stand, and which of them may send nothing."""

from django.db.models import QuerySet

from tijdig.models import Creditor
from tijdig.rules.creditors import may_send
from tijdig.words import SenderType


def listed() -> QuerySet[Creditor]:
    """All of them, by their code."""
    return Creditor.objects.order_by("code")


def muted() -> list[Creditor]:
    """Those for whom nothing may go out: they write for somebody else without a registration."""
    rows = listed().filter(sender_type=SenderType.THIRD_PARTY)
    return [creditor for creditor in rows if not may_send(creditor.sender_type, creditor.wki_registration)]


def colors_of(code: str) -> tuple[str, str] | None:
    """Its main colour and that of its links."""
    return Creditor.objects.filter(code=code).values_list("color_main", "color_link").first()

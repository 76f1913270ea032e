"""What somebody put away to go on later: shown to the same session, or to who said who they are."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tijdig.models import Draft
from tijdig.queries.doors import Visitor
from tijdig.words import AssuranceLevel

WORDS = {
    "bel-mij": "bel mij",
    "later": "later betalen",
    "in-delen": "in delen betalen",
    "weet-niet": "ik weet het niet",
    "klopt-niet": "dit klopt niet",
    "niet-van-mij": "dit is niet voor mij",
    "uitleg": "leg het uit",
    "hulp": "ik heb hulp nodig",
    "afspraak": "de afspraak veranderen",
    "klacht": "een klacht",
}
"""What was asked on each question that can be put away."""


def of(visitor: Visitor, at: datetime) -> QuerySet[Draft]:
    """What this visitor may take up again; the code stands in a letter that a neighbour may hold (docs/adr/0035)."""
    rows = Draft.objects.filter(case_id=visitor.case_id, expires_at__gt=at)
    return rows.filter(_mine(visitor)).order_by("-saved_at", "-pk")


def newest(visitor: Visitor, at: datetime) -> dict[str, Any]:
    """The question that was put away last, read along with the case."""
    rows = Draft.objects.filter(_mine(visitor), case=OuterRef("pk"), expires_at__gt=at).order_by("-saved_at", "-pk")
    return {"draft": Subquery(rows.values("question")[:1])}


def shown(case: Any) -> tuple[str, str] | None:
    """The question that was read along with the case, and what it asks."""
    return (case.draft, WORDS[case.draft]) if case.draft in WORDS else None


def _mine(visitor: Visitor) -> Q:
    return Q() if visitor.level >= AssuranceLevel.KNOWN else Q(session_id=visitor.session_id)

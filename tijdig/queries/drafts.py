"""What somebody put away to go on later: shown to the same session, or to who said who they are."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tijdig.languages import say
from tijdig.models import Case, Draft
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
    "afspraak": "de regeling veranderen",
    "klacht": "een klacht",
}
"""What was asked on each question that can be put away."""


def of(visitor: Visitor, at: datetime) -> QuerySet[Draft]:
    """What this visitor may take up again; the code stands in a letter that a neighbour may hold (docs/adr/0035)."""
    rows = Draft.objects.filter(case_id=visitor.case_id, expires_at__gt=at)
    return rows.filter(_mine(visitor)).order_by("-saved_at", "-pk")


def newest(at: datetime, session: int | None) -> dict[str, Any]:
    """The question that was put away last, in this session or in any, read along with the case."""
    whose = Q() if session is None else Q(session_id=session)
    rows = Draft.objects.filter(whose, case=OuterRef("pk"), expires_at__gt=at).order_by("-saved_at", "-pk")
    return {"draft": Subquery(rows.values("question")[:1])}


def kept(case: Case, at: datetime) -> int:
    """How much is put away on this case, by whoever."""
    return Draft.objects.filter(case=case, expires_at__gt=at).count()


def shown(case: Any) -> tuple[str, str] | None:
    """The question that was read along with the case, and what it asks."""
    return (case.draft, say(WORDS[case.draft])) if case.draft in WORDS else None


def _mine(visitor: Visitor) -> Q:
    return Q() if visitor.level >= AssuranceLevel.KNOWN else Q(session_id=visitor.session_id)

"""The holds that keep a case quiet on a day, as the tables have them, or as was known at the end of a day that is past.

What a hold was meant to last stands in the trail, which keeps every end that it was given (docs/adr/0064 for shares).
"""

from dataclasses import replace
from datetime import date
from typing import Final

from tijdig.models import Case, Hold
from tijdig.queries.parts import part_of

_HELD: Final = """
    FROM tijdig_case c JOIN tijdig_hold h ON h.case_id = c.id
    LEFT JOIN tijdig_arrangement a ON a.hold_id = h.id
    LEFT JOIN tijdig_arrangement_claims x ON x.arrangement_id = a.id
    LEFT JOIN tijdig_jointpart q ON {share[q]}
    WHERE {part} AND {stands[h.lifted_at]} AND h.since_on <= %s
        AND ({until[h]} IS NULL OR {until[h]} > %s OR q.id IS NOT NULL)
"""
# A share of a joint plan is quiet until it ends there, whatever its own last day: see standing.is_share.
HOLDS: Final = "SELECT c.id, h.kind, h.claim_id, CASE WHEN q.id IS NULL THEN {until[h]} END, x.claim_id" + _HELD
_KNOWN: Final = "SELECT c.id, h.id, CASE WHEN q.id IS NULL THEN {until[h]} END" + _HELD + " ORDER BY h.id"


def known_then(case: Case, day: date) -> list[Hold]:
    """What kept a case quiet at the end of a day that is past, each with the end that it had then; it is not saved."""
    rows = replace(part_of(case), then=day).rows(_KNOWN, day, day)
    ends = {hold: date.fromisoformat(until) if isinstance(until, str) else until for _, hold, until in rows}
    found = Hold.objects.filter(pk__in=ends).select_related("claim").order_by("pk")
    for hold in found:
        hold.until_on = ends[hold.pk]
    return list(found)

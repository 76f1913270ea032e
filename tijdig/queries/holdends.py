"""SQL for holds and what runs: as it stands, or as it was known at a moment; the trail keeps every end of a hold."""

from datetime import date

from django.db import connection


def until(hold: str, end: str) -> str:
    """SQL: the end of this hold; with a moment the end that it had then."""
    if not end:
        return f"{hold}.until_on"
    given = (
        f"FROM tijdig_auditevent g WHERE g.case_id_text = CAST({hold}.case_id AS varchar(40)) AND g.noun = 'hold' "
        f"AND g.noun_id = CAST({hold}.id AS varchar(40)) AND g.what IN ('hold.placed', 'hold.ends')"
    )
    is_postgres = connection.vendor == "postgresql"
    was = "CAST(g.facts ->> 'until' AS date)" if is_postgres else "json_extract(g.facts, '$.until')"
    return (
        f"CASE WHEN EXISTS (SELECT 1 {given} AND g.at >= '{end}') AND EXISTS (SELECT 1 {given} AND g.at < '{end}') "
        f"THEN (SELECT {was} {given} AND g.at < '{end}' ORDER BY g.at DESC, g.id DESC LIMIT 1) ELSE {hold}.until_on END"
    )


def share(part: str, day: date | None, end: str) -> str:
    """SQL: this is the share of the arrangement `a` in a joint plan that runs; with a day, in one that ran then."""
    if day is None:
        return f"{part}.arrangement_id = a.id AND {part}.state = 'running'"
    ran = (
        f"SELECT 1 FROM tijdig_joint j LEFT JOIN tijdig_consent s ON s.id = {part}.consent_id "  # noqa: S608 - our own names
        f"WHERE j.id = {part}.joint_id AND (j.ended_on IS NULL OR j.ended_on > '{day}') "
        f"AND ({part}.state = 'running' OR s.withdrawn_at IS NULL OR s.withdrawn_at >= '{end}')"
    )
    begun = _agreed(part, "<= a.made_at")
    return f"{part}.case_id = a.case_id AND {part}.arrangement_id IS NOT NULL AND {begun} AND EXISTS ({ran})"


def began(part: str, end: str) -> str:
    """SQL: what this organisation gets was agreed; with a moment, it was by then."""
    return _agreed(part, f"< '{end}'") if end else f"{part}.state IN ('running', 'paid')"


def runs(arrangement: str, day: date | None) -> str:
    """SQL: this arrangement runs; with a day, it ran at the end of that day."""
    is_active = f"{arrangement}.state = 'active'"
    return f"({is_active} OR {arrangement}.ended_on > '{day}')" if day else is_active


def _agreed(part: str, when: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM tijdig_jointline l JOIN tijdig_jointplan n ON n.id = l.plan_id "  # noqa: S608 - our own names
        f"WHERE l.part_id = {part}.id AND n.confirmed_at {when})"
    )

"""What was tried on the cases of a frame, and what is about to happen: calls, visits, approaches, agency, court."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from tijdig.planner.codes import NEVER, ConsequenceCode, Form
from tijdig.queries.ledger import Numbers, flags, ints
from tijdig.queries.parts import Ordinals, Part, moment_day
from tijdig.queries.people import placed
from tijdig.rules.dates import months_before
from tijdig.words import ApproachForm, CallResult, ConsequenceKind, Direction

CALLS = """
    SELECT c.id, x.happened_at, x.direction, k.result, k.says_no
    FROM tijdig_case c JOIN tijdig_contact x ON x.case_id = c.id JOIN tijdig_call k ON k.contact_id = x.id
    WHERE {part} AND x.happened_at IS NOT NULL{before[x.happened_at]} ORDER BY c.id, x.happened_at, x.id
"""
LAST_STEPS = """
    SELECT c.id, s.on_day FROM tijdig_case c JOIN tijdig_step s ON s.case_id = c.id
    WHERE {part} AND s.kind = 'phone' AND s.state = 'not_given'{by[s.on_day]} AND NOT EXISTS (
        SELECT 1 FROM tijdig_step l WHERE l.case_id = s.case_id AND l.kind = 'phone'{by[l.on_day]}
            AND (l.on_day > s.on_day OR (l.on_day = s.on_day AND l.id > s.id)))
"""
VISITS = """
    SELECT c.id, COALESCE(x.happened_at, x.handed_over_at, x.send_from)
    FROM tijdig_case c JOIN tijdig_contact x ON x.case_id = c.id
    WHERE {part} AND x.kind = 'visit' AND x.direction = 'out' AND x.state IN ('handed_over', 'delivered')
"""
APPROACHES = """
    SELECT c.id, a.form, a.made_on, CASE WHEN {stands[a.stopped_at]} THEN a.ends_on END
    FROM tijdig_case c JOIN tijdig_approach a ON a.case_id = c.id
    WHERE {part} AND a.made_on <= %s ORDER BY c.id, a.made_on, a.id
"""
# Instalments are paid in the order of their due days: one is missed when what came in does not cover it and all before.
# Of a joint arrangement the one where it was asked calls, once for all: see worksources._JOINTS (docs/adr/0057).
MISSED = """
    SELECT c.id, MIN(i.due_on) FROM tijdig_case c
    JOIN tijdig_arrangement a ON a.case_id = c.id AND {runs[a]}{before[a.made_at]}
    JOIN tijdig_instalment i ON i.arrangement_id = a.id
    WHERE {part} AND i.due_on < %s AND a.total_cents - (
            SELECT COALESCE(SUM(e.amount_cents), 0) FROM tijdig_arrangement_claims x
            JOIN tijdig_moneyentry e ON e.claim_id = x.claim_id AND {seen[e]}{booked[e]}
            WHERE x.arrangement_id = a.id)
        < (SELECT SUM(s.amount_cents) FROM tijdig_instalment s WHERE s.arrangement_id = a.id AND s.number <= i.number)
        AND NOT EXISTS (SELECT 1 FROM tijdig_jointpart q WHERE {share[q]})
    GROUP BY c.id
"""
# Told is: a message of such a stage that went out, or will, after this was recorded; or a person who was asked to tell
# it, since there are no words for it yet, did so.
CONSEQUENCES = """
    SELECT c.id, k.kind, k.on_day, CASE WHEN EXISTS (
        SELECT 1 FROM tijdig_moment m JOIN tijdig_contact x ON x.moment_id = m.id
        WHERE m.case_id = c.id AND m.stage IN ('S4b', 'S5'){by[m.day]}{but[m.id]}
            AND x.state IN ('planned', 'claimed', 'handed_over', 'delivered')
            AND COALESCE(x.handed_over_at, x.send_from) > k.recorded_at
    ) OR EXISTS (
        SELECT 1 FROM tijdig_step s WHERE s.case_id = c.id AND s.why = 'text_to_come' AND s.state = 'done'
            AND s.settled_at > k.recorded_at{before[s.settled_at]}
    ) THEN 1 ELSE 0 END
    FROM tijdig_case c JOIN tijdig_consequence k ON k.case_id = c.id
    WHERE {part} AND {stands[k.lifted_at]} AND k.on_day >= %s{before[k.recorded_at]} ORDER BY c.id, k.on_day DESC, k.id
"""
# With an agency now: somebody gave it away and did not take it back, and something of what went along is still open.
TRANSFERS = """
    SELECT c.id, t.decided_at, CASE WHEN t.state <> 'kept' AND {stands[t.recalled_at]} AND EXISTS (
        SELECT 1 FROM tijdig_transfer_claims x JOIN tijdig_claim l ON l.id = x.claim_id AND {seen[l]}
        WHERE x.transfer_id = t.id AND 0 < (
            SELECT SUM(e.amount_cents) FROM tijdig_moneyentry e
            WHERE e.claim_id = l.id AND {seen[e]}{booked[e]})
    ) THEN 1 ELSE 0 END
    FROM tijdig_case c JOIN tijdig_transfer t ON t.case_id = c.id
    WHERE {part} AND t.state <> 'kept'{before[t.decided_at]} ORDER BY c.id, t.decided_at, t.id
"""

DAYS_OF_A_WEEK = 7
MONTHS_OF_A_YEAR = 12
_FORMS = {form.value: Form[form.name].value for form in ApproachForm}
_CONSEQUENCES = {kind.value: ConsequenceCode[kind.name].value for kind in ConsequenceKind}


class Standing(NamedTuple):
    """What efforts are held against, per account, as ordinal days."""

    heard: Numbers  # when the customer last let something be heard: a reaction, a talk, a payment
    oldest_due: Numbers  # of what is in arrears; FAR when nothing is
    missed: Numbers  # days since a part of an arrangement was missed; NEVER when none was


def missed(part: Part, ids: Numbers, day: date) -> Numbers:
    """In how many days the oldest part of an arrangement that is not there was due; NEVER when none is missed."""
    days, rows, today = Ordinals(), part.rows(MISSED, day), day.toordinal()
    return placed(ids, rows, [today - days[row[1]] for row in rows], without=NEVER)


def columns(
    part: Part, ids: Numbers, standing: Standing, day: date, *, but: Collection[int] = ()
) -> dict[str, Any]:  # fmt: skip
    """The columns of calls, visits, approaches, arrangements, the agency and the court; `but` leaves moments out."""
    days, steps = Ordinals(), part.rows(LAST_STEPS)
    not_given = placed(ids, steps, [days[row[1]] for row in steps])
    since = months_before(day, MONTHS_OF_A_YEAR)
    visits = [case for case, at in part.rows(VISITS) if since < moment_day(at) <= day]
    return {
        **_calls(part, ids, standing, day),
        "call_not_given": not_given > standing.heard,
        "visits": np.bincount(np.searchsorted(ids, ints(visits)), minlength=len(ids)),
        "missed_instalment_days": standing.missed,
        **_approaches(part, ids, standing, day),
        **_consequences(part, ids, day, but),
        **_transfers(part, ids, day),
    }


def _calls(part: Part, ids: Numbers, standing: Standing, day: date) -> dict[str, Any]:
    """Calls of ours that were tried; a conversation, whoever began it, ends a row of unanswered ones."""
    unanswered, tried = np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.int64)
    says_no = np.zeros(len(ids), dtype=np.bool_)
    tried_on: dict[int, set[int]] = {}
    for case, at, direction, result, no in part.rows(CALLS):
        row, on = int(np.searchsorted(ids, case)), moment_day(at)
        is_ours = direction == Direction.OUT
        if result == CallResult.REACHED:
            unanswered[row], says_no[row] = 0, bool(no)
        elif is_ours:
            unanswered[row] += on.toordinal() > standing.heard[row]
        ago = (day - on).days
        if is_ours and 0 <= ago < DAYS_OF_A_WEEK:
            tried_on.setdefault(row, set()).add(ago)
            tried[row] += ago == 0
    days = np.zeros(len(ids), dtype=np.int64)
    days[list(tried_on)] = [len(found) for found in tried_on.values()]
    return {"calls_unanswered": unanswered, "calls_today": tried, "call_days_7d": days, "says_no": says_no}


def _approaches(part: Part, ids: Numbers, standing: Standing, day: date) -> dict[str, Any]:
    """The form of the last approach to these arrears, and how long a running one still takes."""
    form, left = np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.int64)
    days, today = Ordinals({None: 0}), day.toordinal()
    for case, made_as, made_on, ends_on in part.rows(APPROACHES, day):
        row = int(np.searchsorted(ids, case))
        if days[made_on] > standing.oldest_due[row]:
            form[row] = _FORMS[made_as]
        left[row] = max(left[row], days[ends_on] - today)
    return {"last_form": form, "approach_days_left": left}


def _consequences(part: Part, ids: Numbers, day: date, but: Collection[int]) -> dict[str, Any]:
    """Of several the one that comes first; they are read with the first one last."""
    others = f" AND m.id NOT IN ({','.join(str(int(number)) for number in but)})" if but else ""
    rows, days = part.rows(CONSEQUENCES.replace("{but[m.id]}", others), day), Ordinals()
    return {
        "consequence": placed(ids, rows, [_CONSEQUENCES[row[1]] for row in rows]),
        "consequence_in_days": placed(ids, rows, [days[row[2]] - day.toordinal() for row in rows], without=NEVER),
        "consequence_told": flags(placed(ids, rows, [row[3] for row in rows])),
    }


def _transfers(part: Part, ids: Numbers, day: date) -> dict[str, Any]:
    """While anything that went along is open, the case is with the agency, newer bills and all; then it was before."""
    ago, is_now = np.full(len(ids), NEVER, dtype=np.int64), np.zeros(len(ids), dtype=np.bool_)
    for case, decided_at, is_away in part.rows(TRANSFERS):
        row = int(np.searchsorted(ids, case))
        if is_away:
            is_now[row] = True
        else:
            ago[row] = (day - moment_day(decided_at)).days
    return {"handed_over_days": ago, "is_handed_over": is_now}

"""What customers told of themselves, as far as it holds on a day: needs, events, room to pay, consent."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from tijdig.planner.codes import NEVER, Event, Need, Room
from tijdig.policy import Policy
from tijdig.queries.ledger import Numbers, flags, ints
from tijdig.queries.parts import Ordinals, Part, Rows, moment_day
from tijdig.rules.dates import anniversary, months_before
from tijdig.words import EventKind, SupportNeedKind
from tijdig.words import Room as RoomWord

GROWN_UP_YEARS = 18
MONTHS_OF_A_YEAR = 12

NEEDS = """
    SELECT c.id, n.kind FROM tijdig_case c JOIN tijdig_supportneed n ON n.customer_id = c.customer_id
    WHERE {part} AND {stands[n.removed_at]} AND n.expires_on > %s{by[n.noted_on]}
"""
EVENTS = """
    SELECT c.id, n.kind FROM tijdig_case c JOIN tijdig_lifeevent n ON n.customer_id = c.customer_id
    WHERE {part} AND {stands[n.removed_at]} AND n.expires_on > %s{by[n.noted_on]}
"""
BIRTHS = """
    SELECT c.id, d.birth_on FROM tijdig_case c JOIN tijdig_customerdetails d ON d.customer_id = c.customer_id
    WHERE {part} AND {holds[d]} AND d.birth_on BETWEEN %s AND %s
"""
# The newest that was not removed: what was told before it holds no more, also when the newest has grown old itself.
# Hardly any room counts as not knowing: both are as mild (docs/adr/0051).
ROOMS = """
    SELECT c.id, CASE WHEN r.state = 'ok' AND r.is_tight THEN 'unknown' ELSE r.state END, r.has_seizure
    FROM tijdig_case c JOIN tijdig_roomtopay r ON r.case_id = c.id
    WHERE {part} AND {stands[r.removed_at]} AND r.expires_on > %s AND r.noted_on > %s{by[r.noted_on]}
        AND NOT EXISTS (SELECT 1 FROM tijdig_roomtopay l WHERE l.case_id = r.case_id
            AND {stands[l.removed_at]}{by[l.noted_on]}
            AND (l.noted_on > r.noted_on OR (l.noted_on = r.noted_on AND l.id > r.id)))
"""
# Once it is arranged, the arrangement keeps quiet what is in it; a bill that came in since is watched as any other.
CONSENTS = """
    SELECT c.id, COUNT(DISTINCT s.other_id) FROM tijdig_case c JOIN tijdig_consent s ON s.customer_id = c.customer_id
    WHERE {part} AND s.purpose = 'joint' AND {stands[s.withdrawn_at]}{before[s.given_at]}
        AND (s.until_on IS NULL OR s.until_on > %s)
        AND NOT EXISTS (SELECT 1 FROM tijdig_jointpart p WHERE p.consent_id = s.id AND {began[p]})
    GROUP BY c.id
"""
DISTRESS = """
    SELECT c.id, MAX(h.made_at), MAX(CASE WHEN {stands[h.lifted_at]} AND h.since_on <= %s
        AND ({until[h]} IS NULL OR {until[h]} > %s) THEN 1 ELSE 0 END)
    FROM tijdig_case c JOIN tijdig_hold h ON h.case_id = c.id
    WHERE {part} AND h.kind = 'paused' AND h.reason = 'distress'{before[h.made_at]} GROUP BY c.id
"""

_NEED_BITS = {kind.value: Need[kind.name].value for kind in SupportNeedKind}
_EVENT_BITS = {kind.value: Event[kind.name].value for kind in EventKind}
_ROOMS = {kind.value: Room[kind.name].value for kind in RoomWord}


def columns(part: Part, ids: Numbers, day: date, policy: Policy) -> dict[str, Any]:
    """The columns of what was told or openly noted; `events` are those of people, without what the bills show."""
    oldest = day - timedelta(days=policy.histories.room_valid_days)
    rooms = part.rows(ROOMS, day, oldest)
    consents, distress = part.rows(CONSENTS, day), part.rows(DISTRESS, day, day)
    return {
        "needs": _bits(part.rows(NEEDS, day), _NEED_BITS, ids),
        "events": _bits(part.rows(EVENTS, day), _EVENT_BITS, ids) | _turning_18(part, ids, day, policy),
        "room": placed(ids, rooms, [_ROOMS[row[1]] for row in rooms]),
        "has_seizure": placed(ids, rooms, [row[2] for row in rooms]) > 0,
        "joint_creditors": placed(ids, consents, [row[1] for row in consents]),
        "is_distressed": placed(ids, distress, [row[2] for row in distress]) > 0,
        "distress_days": placed(ids, distress, [(day - moment_day(row[1])).days for row in distress], without=NEVER),
    }


def placed(ids: Numbers, rows: Rows, values: Any, *, without: int = 0) -> Numbers:
    """One value per account from one row per case, whose id stands first; the cases `without` a row hold that."""
    found = np.full(len(ids), without, dtype=np.int64)
    found[np.searchsorted(ids, ints([row[0] for row in rows]))] = ints(values)
    return found


def _bits(rows: Rows, bits: dict[str, int], ids: Numbers) -> Numbers:
    found = np.zeros(len(ids), dtype=np.int64)
    np.bitwise_or.at(found, np.searchsorted(ids, ints([row[0] for row in rows])), ints([bits[row[1]] for row in rows]))
    return found


def _turning_18(part: Part, ids: Numbers, day: date, policy: Policy) -> Numbers:
    """Who becomes 18 soon, or did so not long ago; age is used for nothing else (DECISIONS 19)."""
    first = day - timedelta(days=policy.histories.turning_18_after_days)
    last = day + timedelta(days=policy.histories.turning_18_before_days)
    days = Ordinals()
    # Both ends a little wide for 29 February; the birthday itself decides.
    rows = part.rows(BIRTHS, _born(first) - timedelta(days=1), _born(last) + timedelta(days=1))
    is_18 = [first <= anniversary(date.fromordinal(days[on]), GROWN_UP_YEARS) <= last for _, on in rows]
    found = np.zeros(len(ids), dtype=np.int64)
    np.bitwise_or.at(found, np.searchsorted(ids, ints([row[0] for row in rows])), Event.TURNING_18 * flags(is_18))
    return found


def _born(day: date) -> date:
    """About when somebody was born who becomes 18 on this day."""
    return months_before(day, GROWN_UP_YEARS * MONTHS_OF_A_YEAR)

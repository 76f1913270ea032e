"""What makes a case need a person today, as one query per source; together they are the day's work of a team."""

from collections.abc import Collection
from typing import Final

from django.db import connection

from tijdig.models import Creditor
from tijdig.queries import jointmail
from tijdig.queries.visible import seen
from tijdig.rules.joint.asking import BALANCE_FROM, LASTS
from tijdig.rules.joint.deciding import ANSWERS_FROM
from tijdig.rules.joint.drafts import OVER, WITHOUT_ANSWER
from tijdig.words import JointPartState, JointState, Word


class WorkKind(Word):
    """Why somebody needs a person now; each has a filter above the list of today."""

    DISTRESS = "distress", "In nood"
    CALL_BACK = "call_back", "Terugbellen"
    REQUEST = "request", "Verzoeken"
    FORM = "form", "Formulieren"
    JOINT = "joint", "Samen regelen"
    HANDED_OVER = "handed_over", "Van een collega"
    MISSED = "missed", "Gemiste termijn"
    NOT_REACHED = "not_reached", "Niet bereikt"
    UNDELIVERED = "undelivered", "Antwoord kwam niet aan"
    DISPUTE = "dispute", "Klopt niet"
    OWN_CALL = "own_call", "Klant bellen"
    VISIT = "visit", "Bezoek aanbieden"
    RECALL = "recall", "Bij het incassobureau"
    DECISION = "decision", "Dossier bekijken"


def _among(states: Collection[Word]) -> str:
    """SQL: one of these states, always in the same order, so that the words of a query stay what they were."""
    return f"IN ({', '.join(sorted(repr(state.value) for state in states))})"


_STATES: Final = {
    "joint_asks": _among({JointState.WEIGHED, JointState.MISSED, JointState.REVISING}),
    "joint_over": _among(OVER),
    "part_asks": _among(WITHOUT_ANSWER | {JointPartState.COUNTERED}),
    "part_awaited": _among(BALANCE_FROM | ANSWERS_FROM - {JointPartState.COUNTERED}),
    "part_balance": _among(BALANCE_FROM),
    "part_lasts": _among(LASTS),
    "part_mailed": _among(jointmail.MAILED),
    "part_silent": _among(WITHOUT_ANSWER),
}
"""The states of a joint arrangement and of its parts, as the rules know them."""
OUTSIDE, OFFERED = "outside", "offered"
"""Of a request about paying: the customer's own proposal that a person looks at, or ours that they can take."""

# Every source gives: who (a case, or minus a form), the kind, the day it must be done, the hour that was promised,
# the row it comes from, a code and the words of it, and since when it waits.
_CALL_BACKS = """
    SELECT b.case_id, 'call_back', DATE(s.starts_at), s.starts_at, b.id, COALESCE(r.kind, ''),
        COALESCE(r.text, ''), b.made_at
    FROM tijdig_callback b
    JOIN tijdig_case mine ON mine.id = b.case_id AND {may_see}
    JOIN tijdig_callslot s ON s.id = b.slot_id
    LEFT JOIN tijdig_request r ON r.id = b.request_id
    WHERE b.state = 'planned' AND DATE(s.starts_at) <= %(day)s
"""
_REQUESTS = """
    SELECT r.case_id, 'request', r.answer_due_on, {no_hour}, r.id,
        CASE WHEN CAST(r.details AS text) LIKE '%%"offer": {{%%' THEN 'offered'
            WHEN r.kind = 'pay_in_parts' AND CAST(r.details AS text) LIKE '%%"why_person": [%%' THEN 'outside'
            ELSE r.kind END,
        r.text, r.received_at
    FROM tijdig_request r JOIN tijdig_case mine ON mine.id = r.case_id AND {may_see}
    WHERE r.state = 'open' AND NOT EXISTS (
        SELECT 1 FROM tijdig_callback b WHERE b.request_id = r.id AND b.state = 'planned')
"""
_FORMS = """
    SELECT -f.id, 'form', f.answer_due_on, {no_hour}, f.id, f.name, f.text, f.received_at
    FROM tijdig_openform f WHERE f.creditor_id = %(creditor)s AND f.state = 'open'
"""
_HANDED_OVER = """
    SELECT h.case_id, 'handed_over', DATE(h.made_at), {no_hour}, h.id, h.made_by, h.summary, h.made_at
    FROM tijdig_handover h JOIN tijdig_case mine ON mine.id = h.case_id AND {may_see} AND mine.handler_id = h.to_user_id
    WHERE h.to_user_id = %(user)s
        AND NOT EXISTS (SELECT 1 FROM tijdig_handover l WHERE l.case_id = h.case_id AND l.id > h.id)
        AND NOT EXISTS (
            SELECT 1 FROM tijdig_auditevent e
            JOIN tijdig_auditevent g ON g.case_id_text = e.case_id_text
                AND g.what = 'case.handed_over' AND g.noun_id = CAST(h.id AS varchar(40))
            WHERE e.case_id_text = CAST(h.case_id AS varchar(40)) AND e.by = %(actor)s AND e.id > g.id)
"""
# Of a joint arrangement only where it was asked, once for all: see _JOINTS (docs/adr/0057).
_MISSED = """
    SELECT p.case_id, 'missed', {contact_by}, {no_hour}, p.id,
        CASE WHEN p.died = 1 THEN 'died' ELSE '' END, '', p.made_at
    FROM (
        SELECT a.case_id, a.id, a.made_at, MIN(i.due_on) AS due_on, MAX(CASE WHEN {died} THEN 1 ELSE 0 END) AS died
        FROM tijdig_arrangement a
        JOIN tijdig_case mine ON mine.id = a.case_id AND {may_see}
        JOIN tijdig_instalment i ON i.arrangement_id = a.id
        WHERE a.state = 'active' AND {tolerated} < %(day)s AND a.total_cents - (
                SELECT COALESCE(SUM(e.amount_cents), 0) FROM tijdig_arrangement_claims x
                JOIN tijdig_moneyentry e ON e.claim_id = x.claim_id AND {seen_e}
                WHERE x.arrangement_id = a.id)
            < (SELECT SUM(s.amount_cents) FROM tijdig_instalment s
                WHERE s.arrangement_id = a.id AND s.number <= i.number)
            AND NOT EXISTS (SELECT 1 FROM tijdig_jointpart q WHERE q.arrangement_id = a.id AND q.state = 'running')
        GROUP BY a.case_id, a.id, a.made_at) p
    WHERE NOT EXISTS (
        SELECT 1 FROM tijdig_call k JOIN tijdig_contact t ON t.id = k.contact_id
        WHERE t.case_id = p.case_id AND DATE(t.happened_at) > p.due_on)
"""
_NOT_REACHED = """
    SELECT t.case_id, 'not_reached', {next_try}, {no_hour}, t.id,
        CASE WHEN u.died_on IS NULL THEN k.result ELSE 'died' END, t.text, t.happened_at
    FROM tijdig_call k
    JOIN tijdig_contact t ON t.id = k.contact_id
    JOIN tijdig_case mine ON mine.id = t.case_id AND {may_see}
    JOIN tijdig_customer u ON u.id = mine.customer_id
    WHERE k.result <> 'reached' AND mine.state = 'open'
        AND NOT EXISTS (SELECT 1 FROM tijdig_contact l WHERE l.case_id = t.case_id AND l.happened_at > t.happened_at
            AND (l.direction = 'in' OR l.kind = 'phone'))
        AND NOT EXISTS (SELECT 1 FROM tijdig_callback b WHERE b.case_id = t.case_id AND b.state = 'planned')
        AND NOT EXISTS (SELECT 1 FROM tijdig_hold h WHERE h.case_id = t.case_id AND h.lifted_at IS NULL
            AND h.made_at >= t.happened_at AND (h.until_on IS NULL OR h.until_on > %(day)s))
"""
# An answer that did not get through by any way, until another one did or somebody called.
_UNDELIVERED = """
    SELECT t.case_id, 'undelivered', DATE(t.send_from), {no_hour}, t.id, '', '', t.send_from
    FROM tijdig_contact t JOIN tijdig_case mine ON mine.id = t.case_id AND {may_see}
    WHERE t.moment_id IS NULL AND t.state IN ('failed', 'stopped') AND t.stop_reason <> 'died'
        AND (t.key LIKE 'reply-answer-%%' OR t.key LIKE 'reply-arranged-%%'
            OR t.key LIKE 'reply-changed-%%' OR t.key LIKE 'reply-offered-%%' OR t.key LIKE 'reply-joint%%')
        AND NOT EXISTS (SELECT 1 FROM tijdig_contact l WHERE l.case_id = t.case_id AND l.id > t.id
            AND (l.kind = 'phone' OR l.key LIKE 'reply-%%'))
"""
_DISPUTES = """
    SELECT h.case_id, 'dispute', {find_out_by}, {no_hour}, h.id, '', h.note, h.made_at
    FROM tijdig_hold h JOIN tijdig_case mine ON mine.id = h.case_id AND {may_see}
    WHERE h.kind = 'disputed' AND h.lifted_at IS NULL AND (h.until_on IS NULL OR h.until_on > %(day)s)
        AND mine.state = 'open'
"""
# Until a conversation after it. What happened at the same moment is told apart by the trail: a call in which somebody
# turned out to be in distress does not end it.
_DISTRESS = """
    SELECT h.case_id, 'distress', DATE(h.made_at), {no_hour}, h.id, '', h.note, h.made_at
    FROM tijdig_hold h JOIN tijdig_case mine ON mine.id = h.case_id AND {may_see}
    WHERE h.kind = 'paused' AND h.reason = 'distress' AND h.lifted_at IS NULL
        AND (h.until_on IS NULL OR h.until_on > %(day)s)
        AND NOT EXISTS (
            SELECT 1 FROM tijdig_call k JOIN tijdig_contact t ON t.id = k.contact_id
            WHERE t.case_id = h.case_id AND k.result = 'reached' AND (t.happened_at > h.made_at OR (
                t.happened_at = h.made_at AND EXISTS (
                    SELECT 1 FROM tijdig_auditevent e
                    JOIN tijdig_auditevent g ON g.case_id_text = e.case_id_text
                        AND g.what = 'hold.placed' AND g.noun_id = CAST(h.id AS varchar(40))
                    WHERE e.case_id_text = CAST(h.case_id AS varchar(40))
                        AND e.what = 'call.logged' AND e.noun_id = CAST(k.id AS varchar(40)) AND e.id > g.id))))
"""
# What the planner left to a person: until somebody called, or gave the case a reason to wait, after that night. A
# call changes nothing for who died: there somebody hands the case over, or notes what was done as a reason to wait.
# What stands is read beside the summaries, never from all that was ever decided; only while a night is at work, what
# it decided already gives way to what it found.
_DECISIONS = """
    SELECT w.case_id, 'decision', w.again_on, {no_hour}, w.case_id, w.reason, '', w.started_at
    FROM (
        SELECT s.case_id, s.again_on, k.reason, night.started_at
        FROM night
        JOIN tijdig_casesummary s ON s.kind_number {of_handlers} AND s.decided_from <= night.day
        JOIN tijdig_decisionkind k ON k.number = s.kind_number
        UNION ALL
        SELECT d.case_id, d.again_on, k.reason, night.started_at
        FROM night
        JOIN tijdig_night busy ON busy.state = 'running' AND busy.day > night.day
        JOIN tijdig_casesummary s ON s.decided_from > night.day
        JOIN tijdig_decision d ON d.case_id = s.case_id AND d.valid_from = (
            SELECT MAX(x.valid_from) FROM tijdig_decision x WHERE x.case_id = s.case_id AND x.valid_from <= night.day)
        JOIN tijdig_decisionkind k ON k.number = d.kind_id AND k.owner = 'handler') w
    JOIN tijdig_case mine ON mine.id = w.case_id AND {may_see}
    JOIN tijdig_customer u ON u.id = mine.customer_id
    WHERE mine.state = 'open'
        AND NOT EXISTS (SELECT 1 FROM tijdig_hold h
            WHERE h.case_id = w.case_id AND h.lifted_at IS NULL AND h.made_at >= w.started_at
                AND (u.died_on IS NULL OR h.kind NOT IN ('reacted', 'died')))
        AND NOT (u.died_on IS NULL AND EXISTS (SELECT 1 FROM tijdig_contact t
            WHERE t.case_id = w.case_id AND t.happened_at >= w.started_at AND t.kind = 'phone'))
        AND NOT (u.died_on IS NOT NULL AND EXISTS (SELECT 1 FROM tijdig_handover o
            WHERE o.case_id = w.case_id AND o.made_at >= w.started_at))
"""
# What somebody has time for today, and what was not done on the day it was given: a call, a visit, a look.
_STEPS = """
    SELECT s.case_id, CASE s.skill WHEN 'call' THEN 'own_call' WHEN 'visit' THEN 'visit' ELSE 'decision' END,
        s.on_day, {no_hour}, s.id, s.why, '', s.made_at
    FROM tijdig_step s JOIN tijdig_case mine ON mine.id = s.case_id AND {may_see}
    WHERE s.state = 'given' AND s.on_day <= %(day)s AND mine.state = 'open'
"""
_AWAY = """t.state = 'handed_over' AND EXISTS (
        SELECT 1 FROM tijdig_transfer_claims g JOIN tijdig_claim b ON b.id = g.claim_id AND {seen_b}
        WHERE g.transfer_id = t.id
            AND 0 < (SELECT SUM(p.amount_cents) FROM tijdig_moneyentry p WHERE p.claim_id = b.id AND {seen_p}))"""
# With an agency, and the customer still lets something be heard: by a message, a request, or a payment here; until
# somebody called. From the few cases that are there to what came in on them.
_RECALL = """
    SELECT t.case_id, 'recall', DATE({{at}}), {no_hour}, t.id, '', {{words}}, {{at}}
    FROM tijdig_transfer t JOIN tijdig_case mine ON mine.id = t.case_id AND {may_see}
    {{joins}}
    WHERE {{away}} AND mine.state = 'open' AND {{at}} > t.decided_at
        AND NOT EXISTS (SELECT 1 FROM tijdig_contact o WHERE o.case_id = t.case_id AND o.kind = 'phone'
            AND o.happened_at > {{at}})
"""
_REACTIONS = (
    ("i.happened_at", "i.text", "JOIN tijdig_contact i ON i.case_id = t.case_id AND i.direction = 'in'"),
    ("q.received_at", "q.text", "JOIN tijdig_request q ON q.case_id = t.case_id"),
    (
        "e.made_at",
        "''",
        "JOIN tijdig_claim l ON l.customer_id = mine.customer_id "
        "JOIN tijdig_moneyentry e ON e.claim_id = l.id AND e.kind = 'payment' AND {seen_e}",
    ),
)
_RECALLS = tuple(
    _RECALL.replace("{{at}}", at).replace("{{words}}", words).replace("{{joins}}", joins).replace("{{away}}", _AWAY)
    for at, words, joins in _REACTIONS
)
NEWER_BILL = "newer_bill"
# With an agency, so nothing goes out by itself; a bill that did not go along is late too: until somebody called.
_NEWER = f"""
    SELECT t.case_id, 'recall',
        CASE WHEN {{named_by}} > DATE(t.decided_at) THEN {{named_by}} ELSE DATE(t.decided_at) END,
        {{no_hour}}, l.id, '{NEWER_BILL}', '', t.decided_at
    FROM tijdig_transfer t JOIN tijdig_case mine ON mine.id = t.case_id AND {{may_see}}
    JOIN tijdig_claim l ON l.customer_id = mine.customer_id AND {{seen_l}} AND {{named_by}} <= %(day)s
        AND (l.disputed_on IS NULL OR l.dispute_ended_on IS NOT NULL)
    WHERE {_AWAY} AND mine.state = 'open'
        AND 0 < (SELECT SUM(e.amount_cents) FROM tijdig_moneyentry e WHERE e.claim_id = l.id AND {{seen_e}})
        AND NOT EXISTS (SELECT 1 FROM tijdig_transfer_claims x WHERE x.transfer_id = t.id AND x.claim_id = l.id)
        AND NOT EXISTS (SELECT 1 FROM tijdig_contact o WHERE o.case_id = t.case_id AND o.kind = 'phone'
            AND o.happened_at > t.decided_at AND DATE(o.happened_at) >= {{named_by}})
        AND NOT EXISTS (SELECT 1 FROM tijdig_hold h WHERE h.case_id = t.case_id AND h.lifted_at IS NULL
            AND (h.until_on IS NULL OR h.until_on > %(day)s))
"""  # noqa: S608 - our own words
# A joint arrangement that was asked here: what waits for a colleague, also where nobody knows what can be spared; or
# whose day went by while the night, which brings every plan on, could not.
_JOINTS = """
    SELECT j.case_id, 'joint', COALESCE(j.due_on, DATE(j.made_at)), {no_hour}, j.id,
        CASE WHEN {died} THEN 'died' WHEN j.state {joint_asks} OR {joint_idle} THEN j.state ELSE 'stuck' END,
        '', j.made_at
    FROM tijdig_joint j JOIN tijdig_case mine ON mine.id = j.case_id AND {may_see}
    WHERE j.state {joint_asks} OR {joint_idle} OR (j.state NOT {joint_over} AND j.due_on < %(day)s)
"""
# In one that was asked here: who is silent, and who asks for something else.
_JOINT_PARTS = """
    SELECT j.case_id, 'joint', {answer_by}, {no_hour}, j.id,
        CASE WHEN {died} THEN 'died' ELSE p.state END, o.name, j.made_at
    FROM tijdig_jointpart p
    JOIN tijdig_joint j ON j.id = p.joint_id AND j.state NOT {joint_over}
    JOIN tijdig_case mine ON mine.id = j.case_id AND {may_see}
    JOIN tijdig_creditor o ON o.id = p.creditor_id AND o.id <> mine.creditor_id
    {quiet}
    WHERE p.state {part_asks}
"""
# In one that was asked here: whose consent ends soon, while nobody said whether it may be longer.
_JOINT_ENDING = """
    SELECT j.case_id, 'joint', {called_from}, {no_hour}, j.id,
        CASE WHEN {died} THEN 'died' ELSE 'renew' END, o.name, j.made_at
    FROM tijdig_consent c
    JOIN tijdig_jointpart p ON p.consent_id = c.id AND p.state {part_lasts}
    JOIN tijdig_joint j ON j.id = p.joint_id AND j.state NOT {joint_over}
    JOIN tijdig_case mine ON mine.id = j.case_id AND {may_see}
    JOIN tijdig_creditor o ON o.id = p.creditor_id
    WHERE c.withdrawn_at IS NULL AND c.until_on > %(day)s AND {called_from} <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM tijdig_auditevent e WHERE e.case_id_text = CAST(j.case_id AS varchar(40))
            AND e.what = 'joint.renewal_declined' AND e.noun_id = CAST(p.id AS varchar(40)))
"""
# In one that was asked here: whom our e-mail did not reach, until a newer one, or until somebody came in with it.
_JOINT_UNSENT = """
    SELECT j.case_id, 'joint', DATE(l.made_at), {no_hour}, j.id,
        CASE WHEN {died} THEN 'died' ELSE 'unsent' END, o.name, l.made_at
    FROM tijdig_answerlink l
    JOIN tijdig_jointpart p ON p.id = l.part_id AND p.case_id IS NULL
        AND p.state {part_awaited}
    JOIN tijdig_joint j ON j.id = p.joint_id AND j.state NOT {joint_over}
    JOIN tijdig_case mine ON mine.id = j.case_id AND {may_see}
    JOIN tijdig_creditor o ON o.id = p.creditor_id
    WHERE l.ended_at IS NULL AND EXISTS (
        SELECT 1 FROM tijdig_auditevent e WHERE e.case_id_text = CAST(j.case_id AS varchar(40))
            AND e.what = 'answer.refused' AND e.noun_id = CAST(l.id AS varchar(40)) AND NOT EXISTS (
                SELECT 1 FROM tijdig_auditevent g WHERE g.case_id_text = e.case_id_text AND g.noun_id = e.noun_id
                    AND g.what IN ('answer.looked', 'answer.opened', 'answer.seen') AND g.id > e.id))
"""
# In one that was asked here: who has something to read or to answer, and no link to its address as it is now.
_JOINT_UNTOLD = """
    SELECT j.case_id, 'joint', DATE(COALESCE({card_changed}, l.made_at, j.made_at)), {no_hour}, j.id,
        CASE WHEN {died} THEN 'died' ELSE 'untold' END, o.name, COALESCE(l.made_at, j.made_at)
    FROM tijdig_jointpart p
    JOIN tijdig_joint j ON j.id = p.joint_id AND j.state NOT {joint_over}
    JOIN tijdig_case mine ON mine.id = j.case_id AND {may_see}
    JOIN tijdig_creditor o ON o.id = p.creditor_id AND o.id <> mine.creditor_id
    JOIN tijdig_consent c ON c.id = p.consent_id AND c.withdrawn_at IS NULL
        AND (c.until_on IS NULL OR c.until_on > %(day)s)
    LEFT JOIN tijdig_answerlink l ON l.id = (SELECT MAX(x.id) FROM tijdig_answerlink x WHERE x.part_id = p.id)
    WHERE p.case_id IS NULL AND p.state {part_mailed} AND (l.sent_to <> o.joint_email OR (l.id IS NULL AND EXISTS (
        SELECT 1 FROM tijdig_auditevent e WHERE e.case_id_text = CAST(j.case_id AS varchar(40))
            AND e.what = 'joint.not_told' AND e.noun_id = CAST(p.id AS varchar(40)))))
"""
_IDLE = """(j.state = 'inventory' AND j.spare_cents IS NULL AND 'confirmed' = (SELECT MIN(w.state)
        FROM tijdig_jointpart w WHERE w.joint_id = j.id AND w.state IN ('asked', 'confirmed')))"""
_CARD_CHANGED = """(SELECT MIN(e.at) FROM tijdig_auditevent e WHERE e.case_id_text = '' AND e.noun = 'creditor'
        AND e.noun_id = CAST(o.id AS varchar(40)) AND e.what = 'creditor.changed' AND e.at >= l.made_at
        AND CAST(e.facts AS text) LIKE '%%joint_email%%')"""
# Our own part, of one that was asked here or elsewhere: our answer is waited for.
_JOINT_OWN = """
    SELECT p.case_id, 'joint', {answer_by}, {no_hour}, j.id,
        CASE WHEN {died} THEN 'died' WHEN p.state {part_balance} THEN 'balance' ELSE 'answer' END, '', j.made_at
    FROM tijdig_jointpart p
    JOIN tijdig_joint j ON j.id = p.joint_id AND j.state NOT {joint_over}
    JOIN tijdig_case mine ON mine.id = p.case_id AND {may_see}
    {quiet}
    WHERE p.state {part_awaited} AND (p.case_id = j.case_id OR EXISTS (
        SELECT 1 FROM tijdig_consent c WHERE c.id = p.consent_id AND c.withdrawn_at IS NULL
            AND (c.until_on IS NULL OR c.until_on > %(day)s)))
"""
_OF_JOINTS = (_JOINTS, _JOINT_PARTS, _JOINT_ENDING, _JOINT_UNSENT, _JOINT_UNTOLD, _JOINT_OWN)
_SOURCES = (
    _DISTRESS,
    _CALL_BACKS,
    _REQUESTS,
    _FORMS,
    _HANDED_OVER,
    *_OF_JOINTS,
    _MISSED,
    _NOT_REACHED,
    _UNDELIVERED,
    _DISPUTES,
    _STEPS,
    *_RECALLS,
    _NEWER,
    _DECISIONS,
)
_HEAD = """
WITH night AS (
    SELECT day, started_at FROM tijdig_night
    WHERE state = 'released' AND day <= %(day)s ORDER BY day DESC LIMIT 1
), items (who, kind, due_on, due_at, ref, code, words, since) AS MATERIALIZED ({sources})
"""
# Who stays silent has until the end of the quiet, of which the last day is the one before.
_QUIET = """LEFT JOIN tijdig_hold still ON still.id = p.standstill_id AND still.lifted_at IS NULL
    LEFT JOIN tijdig_consent given ON given.id = p.consent_id"""
_ANSWER_BY = """CASE WHEN p.state {part_silent} AND p.due_on IN (
        COALESCE(still.until_on, j.standstill_until), {asked_later}) THEN {before}
        ELSE COALESCE(p.due_on, j.due_on) END"""
_HANDLERS = "(SELECT number FROM tijdig_decisionkind WHERE owner = 'handler')"
# Who died is asked for nothing, by whatever way it is known here: their own file says the step.
_DIED = """(EXISTS (SELECT 1 FROM tijdig_customer u WHERE u.id = mine.customer_id AND u.died_on IS NOT NULL)
        OR EXISTS (SELECT 1 FROM tijdig_hold h
            WHERE h.case_id = mine.id AND h.kind = 'died' AND h.lifted_at IS NULL))"""
_OWN = " AND (mine.handler_id IS NULL OR mine.handler_id = %(user)s)"
# The plus keeps a database from walking through all cases of a creditor to find a few rows that wait.
_SEEN = "+mine.creditor_id = %(creditor)s AND {seen}{own}"


def items(
    creditor: Creditor, *, whole_team: bool, tolerance_days: int, workdays: int, named_after_days: int,
    renew_call_days: int = 0, standstill_days: int = 0,
) -> str:  # fmt: skip
    """SQL that begins with the table `items`; it wants the values creditor, user, actor and day.

    Days of work are counted as days here, since the list is only put in order by them.
    """
    own = "" if whole_team else _OWN
    words = {
        "may_see": _SEEN.format(seen=seen("mine", creditor.visible_intake), own=own),
        "died": _DIED,
        "of_handlers": "IN " + _HANDLERS if connection.vendor == "sqlite" else f"= ANY(ARRAY{_HANDLERS})",
        "no_hour": "CAST(NULL AS timestamp)" if connection.vendor == "sqlite" else "CAST(NULL AS timestamptz)",
        **{f"seen_{alias}": seen(alias, creditor.visible_intake) for alias in "belp"},
        "named_by": _later("l.due_on", named_after_days),
        "called_from": _later("c.until_on", -renew_call_days),
        "contact_by": _later("p.due_on", tolerance_days + workdays),
        "tolerated": _later("i.due_on", tolerance_days),
        "next_try": _later("DATE(t.happened_at)", 1),
        "find_out_by": _later("h.since_on", workdays),
        **_STATES,
        "card_changed": _CARD_CHANGED,
        "joint_idle": _IDLE,
        "quiet": _QUIET,
        "answer_by": _ANSWER_BY.format(
            part_silent=_STATES["part_silent"],
            asked_later=_later("DATE(given.given_at)", standstill_days),
            before=_later("p.due_on", -1),
        ),
    }
    sources = " UNION ALL ".join(source.format_map(words) for source in _SOURCES)
    return _HEAD.format(sources=sources)


def _later(column: str, days: int) -> str:
    """SQL: so many days after the day in this column."""
    return f"DATE({column}, '{days:+d} days')" if connection.vendor == "sqlite" else f"({column} {days:+d})"

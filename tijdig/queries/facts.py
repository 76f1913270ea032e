"""What a message may know: the facts of many moments at once, from a frame that was read before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tijdig.messages.facts import ClaimLine, ConsequenceFacts, Facts, Formality, NoticeFacts, Recipient, Sender
from tijdig.messages.languages import DUTCH
from tijdig.models import Creditor
from tijdig.planner.codes import Event, Need
from tijdig.policy import Policy
from tijdig.queries import heard
from tijdig.queries.doors import letter_code
from tijdig.queries.frames import Frame
from tijdig.queries.parts import Ordinals, Part, loaded
from tijdig.queries.tongues import read_in
from tijdig.rules.costs import notice_costs_cents
from tijdig.rules.notices import NoticeTerm, notice_term
from tijdig.rules.references import rf_of_customer
from tijdig.rules.tongues import code_of
from tijdig.words import CustomerKind, SenderType, Stage

NAMES = """
    SELECT c.id, k.number, d.salutation, d.first_name, d.last_name, d.language, d.kind
    FROM tijdig_case c JOIN tijdig_customer k ON k.id = c.customer_id
    LEFT JOIN tijdig_customerdetails d ON d.customer_id = k.id AND {holds[d]}
    WHERE {part} ORDER BY d.since_intake
"""
# The best one last: what the customer told or staff noted above the file, what is known to work above the rest.
POINTS = """
    SELECT c.id, p.kind, p.value FROM tijdig_case c JOIN tijdig_contactpoint p ON p.customer_id = c.customer_id
    WHERE {part} AND {holds[p]} AND p.is_safe AND p.state NOT IN ('bounced', 'wrong')
    AND p.kind IN ('post', 'email', 'mobile')
    ORDER BY CASE WHEN p.state = 'good' THEN 1 ELSE 0 END, CASE WHEN p.source = 'creditor' THEN 0 ELSE 1 END,
        p.noted_on, p.id
"""
ADMINISTRATORS = """
    SELECT c.id, r.name, r.address_lines, r.email FROM tijdig_case c
    JOIN tijdig_representative r ON r.customer_id = c.customer_id
    WHERE {part} AND r.kind <> 'authorised' AND r.since_on <= %s AND (r.until_on IS NULL OR r.until_on > %s)
    ORDER BY c.id, r.id
"""
CLAIMS = """
    SELECT l.id, l.reference, l.kind, l.description, l.invoiced_on, l.payment_reference
    FROM tijdig_case c JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]}
    WHERE {part} AND l.id IN (CLAIM_IDS)
"""

# What is recorded for a day to come; of several the one that comes first, read last.
NEAR = """
    SELECT c.id, k.kind, k.on_day, k.avoid_cents FROM tijdig_case c JOIN tijdig_consequence k ON k.case_id = c.id
    WHERE {part} AND {stands[k.lifted_at]} AND k.on_day >= %s ORDER BY c.id, k.on_day DESC, k.id
"""
TELLS_NEAR = frozenset((Stage.S4B, Stage.S5))
# Who gets the easiest words: the needs that were told or openly noted, also where the law fixes what has to be said.
EASY = Need.ONE_QUESTION | Need.READ_ALOUD | Need.OTHER_LANGUAGE
# Of what happens to somebody, what a message before the due date names.
NAMED = (Event.TURNING_18, Event.HIGH_BILL, Event.FAILED_DEBIT)

TITLES = {
    "mevrouw": "mevrouw",
    "mevr": "mevrouw",
    "mw": "mevrouw",
    "v": "mevrouw",
    "de heer": "meneer",
    "heer": "meneer",
    "dhr": "meneer",
    "meneer": "meneer",
    "m": "meneer",
}


# In which language, as the customer told or somebody noted; the newest last.
SPOKEN = """
    SELECT c.id, n.detail FROM tijdig_case c JOIN tijdig_supportneed n ON n.customer_id = c.customer_id
    WHERE {part} AND n.kind = 'other_language' AND {stands[n.removed_at]} AND n.expires_on > %s ORDER BY n.id
"""

# Costs stand still, as was agreed (rules/solutions/types.py): nothing may be said of costs that will come.
COSTS_STILL = """
    SELECT c.id FROM tijdig_case c JOIN tijdig_solution s ON s.case_id = c.id
    WHERE {part} AND s.kind = 'freeze' AND s.ended_at IS NULL AND s.since_on <= %s AND s.until_on > %s
    AND CAST(s.facts AS text) LIKE '%%"costs"%%'
"""

# A plan for all together runs: our own part of it, or one that was asked here and goes on with the others.
IN_PLAN = """
    SELECT c.id FROM tijdig_case c WHERE {part} AND (
        EXISTS (SELECT 1 FROM tijdig_jointpart q WHERE q.case_id = c.id AND q.state = 'running')
        OR EXISTS (SELECT 1 FROM tijdig_joint j JOIN tijdig_jointpart q ON q.joint_id = j.id AND q.state = 'running'
            WHERE j.case_id = c.id))
"""


class Asked(NamedTuple):
    """One moment that the planner asked for: whose, which stage, by which carriers, to whom, and in what words."""

    row: int
    stage: Stage
    kinds: tuple[str, ...]
    to_administrator: bool
    tone: str = ""
    frame: str = ""
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """One moment: what it says, the same for every carrier, and which claims it names."""

    asked: Asked
    case_id: int
    facts: Facts
    claims: tuple[int, ...]


def read(frame: Frame, asked: Sequence[Asked], policy: Policy, send_on: date) -> Iterator[Told]:
    """What each of these moments says, when it goes out on `send_on`."""
    if not asked:
        return
    ids = [int(frame.accounts.case_id[one.row]) for one in asked]
    part = frame.part.of(ids)
    people = _People(part, frame.day)
    bills = _bills(part, frame, asked)
    sender = sender_of(part.creditor)
    term = notice_term(send_on, policy)
    near, spoken = _near(part, frame, asked), heard.addresses(part.creditor)
    for one, case in zip(asked, ids, strict=True):
        # Lifted while we were reading: then there is nothing to tell any more.
        if one.stage not in TELLS_NEAR or case in near:
            moment = _Moment(one, case, frame, sender, near.get(case), spoken.get(one.stage, ""))
            yield _told(moment, people, bills, policy, term)


class _Moment(NamedTuple):
    asked: Asked
    case: int
    frame: Frame
    sender: Sender
    near: ConsequenceFacts | None = None
    spoken: str = ""


def _told(moment: _Moment, people: "_People", bills: dict[int, Any], policy: Policy, term: NoticeTerm) -> Told:
    asked, creditor = moment.asked, moment.frame.part.creditor
    number, *name, kind = people.names[moment.case]
    named = _named(moment.frame, asked, policy)
    lines = tuple(_line(bills[claim], due, cents, in_notice=in_notice) for claim, due, cents, in_notice in named)
    needs = Need(int(moment.frame.accounts.needs[asked.row]))
    is_easy = "simplest" in asked.options or bool(needs & EASY)
    may_cost = policy.costs.charges_collection_costs and kind == CustomerKind.CONSUMER and asked.stage == Stage.S3
    may_cost = may_cost and moment.case not in people.costs_still
    facts = Facts(
        sender=moment.sender,
        recipient=people.recipient(moment.case, name, moment.sender.formality, via=asked.to_administrator),
        lines=lines,
        total_cents=sum([line.open_cents for line in lines]),
        day=term.sent_on,
        stage=asked.stage,
        sector=creditor.sector,
        customer_number=number,
        payment_reference=payment_reference(number, [bills[claim][5] for claim, _, _, _ in named]),
        notice=_notice(lines, term, policy) if may_cost else None,
        carriers=asked.kinds,
        tone=asked.tone,
        frame=asked.frame,
        options=asked.options | ({"large_print"} if needs & Need.LARGE_PRINT else frozenset()),
        level="A2" if is_easy and not asked.to_administrator else "B1",
        consequence=moment.near,
        event=_event(moment),
        no_costs=not policy.costs.charges_collection_costs,
        spoken=moment.spoken,
        beside_plan=moment.case in people.in_plan,
        code=letter_code(moment.case, moment.frame.day) if _types_code(moment) else "",
        signalling=any(policy.claims.of(line.kind).signalling for line in lines),
    )
    return Told(asked, moment.case, facts, tuple([claim for claim, _, _, _ in named]))


def _event(moment: _Moment) -> str:
    """What makes us write before the due date, where the text says so; of several the first."""
    if moment.asked.stage != Stage.S0:
        return ""
    events = Event(int(moment.frame.accounts.events[moment.asked.row]))
    return next((str(one.name).lower() for one in NAMED if one & events), "")


def _types_code(moment: _Moment) -> bool:
    """Whether the reader comes in with a code: who has it on paper, and who gets no links."""
    return "letter" in moment.asked.kinds or not moment.sender.links


def _named(frame: Frame, asked: Asked, policy: Policy) -> list[tuple[int, int, int, bool]]:
    """The claims a moment names: all that are overdue and undisputed; before the due date those that come soon."""
    own, claims = frame.claims.of(asked.row), frame.claims
    soon = frame.day.toordinal() + policy.stages.information_before_due_days
    return [
        (claim, due, cents, was_named)
        for claim, due, cents, is_overdue, is_disputed, was_named in zip(
            claims.id[own].tolist(),
            claims.due[own].tolist(),
            claims.open_cents[own].tolist(),
            claims.is_overdue[own].tolist(),
            claims.is_disputed[own].tolist(),
            claims.was_named[own].tolist(),
            strict=True,
        )
        if not is_disputed and (due <= soon if asked.stage == Stage.S0 else is_overdue)
    ]


def _near(part: Part, frame: Frame, asked: Sequence[Asked]) -> dict[int, ConsequenceFacts]:
    """What is really going to happen, by case; read only where a moment has to tell it."""
    told = [int(frame.accounts.case_id[one.row]) for one in asked if one.stage in TELLS_NEAR]
    rows, days = part.of(told).rows(NEAR, frame.day) if told else [], Ordinals()
    return {case: ConsequenceFacts(kind, date.fromordinal(days[on]), cents) for case, kind, on, cents in rows}


def _line(bill: Sequence[Any], due: int, cents: int, *, in_notice: bool) -> ClaimLine:
    _, reference, kind, description, invoiced_on, _ = bill
    return ClaimLine(
        reference=reference,
        description=description,
        due_on=date.fromordinal(due),
        open_cents=cents,
        kind=kind,
        invoiced_on=invoiced_on,
        in_notice=in_notice,
    )


def _notice(lines: Sequence[ClaimLine], term: NoticeTerm, policy: Policy) -> NoticeFacts | None:
    """What the fourteen-day notice states; it covers the claims that reminders named before."""
    principal = sum([line.open_cents for line in lines if line.in_notice])
    return NoticeFacts(
        principal_cents=principal,
        costs_cents=notice_costs_cents([principal], policy),
        presumed_received_on=term.received_on,
        last_day=term.last_free_on,
        costs_from=term.costs_from,
    )


def _bills(part: Part, frame: Frame, asked: Sequence[Asked]) -> dict[int, Any]:
    claims = frame.claims
    ids = [claim for one in asked for claim in claims.id[claims.of(one.row)].tolist()]
    return {row[0]: row for row in part.rows(CLAIMS.replace("CLAIM_IDS", ",".join(map(str, ids))))}


def payment_reference(number: str, of_claims: list[str]) -> str:
    """The bill's own payment reference when there is one bill; else one over the customer's number."""
    return of_claims[0] if len(of_claims) == 1 and of_claims[0] else rf_of_customer(number)


class _People:
    """Names, addresses and administrators of a part."""

    def __init__(self, part: Part, day: date) -> None:
        self.names = {row[0]: row[1:] for row in part.rows(NAMES)}
        self.points: dict[tuple[int, str], str] = {(case, kind): value for case, kind, value in part.rows(POINTS)}
        self.administrators = {row[0]: row[1:] for row in part.rows(ADMINISTRATORS, day, day)}
        self.told = {case: code_of(name) for case, name in part.rows(SPOKEN, day)}
        self.costs_still = {case for (case,) in part.rows(COSTS_STILL, day, day)}
        self.in_plan = {case for (case,) in part.rows(IN_PLAN)}

    def recipient(self, case: int, parts: Sequence[str | None], formality: Formality, *, via: bool) -> Recipient:
        """Who reads the message, and where it goes."""
        title, first, last, language = [part or "" for part in parts]
        name = " ".join(f"{first} {last}".split())
        if via:
            who, lines, email = self.administrators.get(case, ("", "[]", ""))  # gone meanwhile: planned anew
            return Recipient(name, who, tuple(loaded(lines)), email, language=language or "nl", via=who)
        return Recipient(
            name=name,
            salutation=salutation(title, first, last, formality),
            address_lines=tuple(self.points.get((case, "post"), "").split("\n")),
            email=self.points.get((case, "email"), ""),
            mobile=self.points.get((case, "mobile"), ""),
            language=read_in(language, self.told.get(case, "")),
        )


def salutation(title: str, first: str, last: str, formality: Formality) -> str:
    """How the name follows "Dag": "Anna de Wit" where we say u, "Anna" where we say je.

    A file often has the title wrong, and some people have none. Only who gave no first name or initial hears it.
    """
    if first:
        return first if formality == "je" else " ".join(f"{first} {last}".split())
    known = TITLES.get(title.lower().strip(" ."))
    if known and last:
        return f"{known} {last[0].upper()}{last[1:]}"
    return " ".join(f"{first} {last}".split())


def sender_of(creditor: Creditor) -> Sender:
    """The creditor as its customers see it."""
    is_third = creditor.sender_type == SenderType.THIRD_PARTY
    return Sender(
        name=creditor.sender_name,
        phone=creditor.phone,
        phone_is_free=creditor.phone_is_free,
        hours=creditor.phone_hours,
        email=creditor.email,
        website=creditor.website,
        portal_url=creditor.portal_url,
        address_lines=tuple(creditor.address_lines),
        iban=creditor.iban,
        iban_name=creditor.iban_name,
        formality="u" if creditor.is_formal else "je",
        sms_sender=creditor.sms_sender,
        color_main=creditor.color_main,
        color_link=creditor.color_link,
        registration=creditor.wki_registration,
        on_behalf_of=creditor.name if is_third else "",
        phone_has_menu=creditor.phone_has_menu,
        links=creditor.sends_links,
        drafts=(DUTCH, *creditor.draft_languages),
    )

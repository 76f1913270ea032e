"""Composing: the moments of a night with their frozen words, as rows that are written in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from tijdig.actions import bulk
from tijdig.actions.deciding import MADE, WRITTEN, kinds_of
from tijdig.messages.facts import NoticeFacts, Sender
from tijdig.messages.render import compose
from tijdig.models import Contact, LetterCode, Moment, Night
from tijdig.planner.codes import Tone, ToWhom
from tijdig.planner.decisions import Decisions
from tijdig.policy import Policy
from tijdig.queries.doors import code_hash
from tijdig.queries.facts import Asked, Told, read
from tijdig.queries.frames import Frame
from tijdig.queries.parts import Part
from tijdig.rules.notices import notice_faults
from tijdig.rules.workdays import AMSTERDAM, local_day, next_permitted
from tijdig.words import ContactState, Direction, Stage

MOMENT_COLUMNS = (
    "case_id", "day", "stage", "night_id", "decision_id", "claims", "total_cents", "costs_cents", "pay_before_on",
)  # fmt: skip
CONTACT_COLUMNS = (
    "case_id", "moment_id", "kind", "key", "recipient", "content", "text", "send_from", "send_until", "sender",
    "direction", "state", "lease_key", "tries", "provider_reference", "file", "sha256", "stop_reason", "error",
    "version",
)  # fmt: skip
CODE_COLUMNS = ("case_id", "code_hash", "made_at", "expires_at")
REST = (Direction.OUT.value, ContactState.PLANNED.value, "", 0, "", "", "", "", "", 1)


class WrongNoticeError(Exception):
    """The text of a fourteen-day notice is not what the law asks: nothing goes out until it is mended."""


@dataclass
class Drafts:
    """Moments and their messages, waiting for the ids of what they belong to."""

    moments: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    contacts: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    codes: dict[int, tuple[Any, ...]] = field(default_factory=dict)  # of letters: their readers come in with them


def draft(frame: Frame, decisions: Decisions, rows: Sequence[int], policy: Policy) -> Drafts:
    """Compose what the planner asked for in these rows; nothing is written yet."""
    drafts = Drafts()
    opens = next_permitted(datetime.combine(frame.day, policy.contacts.window_from, AMSTERDAM), policy)
    for told in read(frame, list(_asked(decisions, rows)), policy, local_day(opens)):
        drafts.moments[told.case_id] = _moment(told, frame.day)
        drafts.contacts[told.case_id] = list(_contacts(told, opens, policy, frame.day))
        if told.facts.code:
            drafts.codes[told.case_id] = _code(told, opens, policy)
    return drafts


def write(drafts: Drafts, cases: Sequence[int], part: Part, night: Night) -> int:
    """Write these moments and their messages; how many messages."""
    if not cases:
        return 0
    some = part.of(cases)
    decided: dict[int, int] = dict(some.rows(MADE, night.day))
    moments = []
    for case in cases:
        number, day, stage, *rest = drafts.moments[case]
        moments.append((number, day, stage, night.pk, decided[case], *rest))
    bulk.insert(Moment, MOMENT_COLUMNS, moments)
    written: dict[int, int] = dict(some.rows(WRITTEN, night.day))
    contacts = [(case, written[case], *rest) for case in cases for rest in drafts.contacts[case]]
    bulk.insert(Contact, CONTACT_COLUMNS, contacts)
    bulk.insert(LetterCode, CODE_COLUMNS, [(case, *drafts.codes[case]) for case in cases if case in drafts.codes])
    return len(contacts)


def _asked(decisions: Decisions, rows: Sequence[int]) -> Iterator[Asked]:
    stages, channels, tones = decisions.stage.tolist(), decisions.channels.tolist(), decisions.tone.tolist()
    to = decisions.to_whom.tolist()
    for row in rows:
        is_via = to[row] == ToWhom.ADMINISTRATOR
        yield Asked(row, STAGES[stages[row]], kinds_of(channels[row]), is_via, TONES[tones[row]])


STAGES = (Stage.S0, Stage.S1, Stage.S2, Stage.S3)
TONES = {tone.value: tone.name.lower() for tone in Tone}


def _moment(told: Told, day: date) -> tuple[Any, ...]:
    facts = told.facts
    claims = [
        {
            "id": number,
            "reference": line.reference,
            "due_on": line.due_on,
            "open_cents": line.open_cents,
            "in_notice": line.in_notice and facts.notice is not None,
        }
        for number, line in zip(told.claims, facts.lines, strict=True)
    ]
    costs = facts.notice.costs_cents if facts.notice else 0
    last_day = facts.notice.last_day if facts.notice else None
    return told.case_id, day, told.asked.stage.value, bulk.text(claims), facts.total_cents, costs, last_day


def _contacts(told: Told, opens: datetime, policy: Policy, day: date) -> Iterator[tuple[Any, ...]]:
    facts, stage = told.facts, told.asked.stage.value
    recipient, sender = bulk.text(facts.recipient.to_dict()), _sender(facts.sender)
    closes = _closes(told, opens, policy)
    for kind in told.asked.kinds:
        content = compose(stage, kind, facts, policy)
        if kind == "letter" and facts.notice:
            _check_notice(told, facts.notice, content.text, policy)
        key = f"{told.case_id}-{day:%Y%m%d}-{stage}-{kind}"
        yield kind, key, recipient, bulk.text(content.to_json()), content.text, _stored(opens), closes, sender, *REST


def _code(told: Told, opens: datetime, policy: Policy) -> tuple[Any, ...]:
    """What is kept of the code in a letter: its hash, and until when it opens the door."""
    until = _stored(opens + timedelta(days=policy.doors.code_valid_days))
    return code_hash(told.facts.code), _stored(opens), until


def _closes(told: Told, opens: datetime, policy: Policy) -> Any:
    """Until when the words are true: a notice counts its term from the day of posting, the rest bears a few days."""
    days = 0 if told.facts.notice else policy.contacts.announce_within_days
    last = local_day(opens) + timedelta(days=days)
    return _stored(datetime.combine(last, policy.contacts.window_until, AMSTERDAM))


@lru_cache(maxsize=64)
def _stored(at: datetime) -> Any:
    """A moment as this engine's driver wants it."""
    return connection.ops.adapt_datetimefield_value(at)


@lru_cache(maxsize=64)
def _sender(sender: Sender) -> str:
    return bulk.text(sender.to_dict())


def _check_notice(told: Told, notice: NoticeFacts, text: str, policy: Policy) -> None:
    facts = told.facts
    faults = notice_faults(
        text,
        principal_cents=notice.principal_cents,
        stated_costs_cents=notice.costs_cents,
        due_on=max(line.due_on for line in facts.lines if line.in_notice),
        sent_on=facts.day,
        policy=policy,
    )
    if faults:
        raise WrongNoticeError(f"case {told.case_id}: {', '.join(faults)}; mend messages/texts (S3)")

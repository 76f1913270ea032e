"""Composing: the moments of a night with their frozen words, as rows that are written in one go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from tijdig.actions import bulk
from tijdig.actions.approaches import Written
from tijdig.actions.deciding import MADE, WRITTEN, kinds_of
from tijdig.messages.facts import NoticeFacts, Sender
from tijdig.messages.render import compose
from tijdig.messages.saying import can_say
from tijdig.models import Contact, LetterCode, Moment, Night
from tijdig.planner.codes import Frame as FrameCode
from tijdig.planner.codes import Option, Tone, ToWhom
from tijdig.planner.codes import Stage as StageCode
from tijdig.planner.decisions import Decisions
from tijdig.policy import Policy
from tijdig.queries.doors import code_hash
from tijdig.queries.facts import Asked, Told, read
from tijdig.queries.frames import Frame
from tijdig.queries.parts import Part
from tijdig.rules.notices import notice_faults
from tijdig.rules.workdays import AMSTERDAM, local_day, next_permitted
from tijdig.words import ChannelKind, ContactState, Direction, HeldReason, Stage

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
    """Moments and their messages, waiting for the ids of what they belong to; `held` are cases without words yet."""

    moments: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    contacts: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    codes: dict[int, tuple[Any, ...]] = field(default_factory=dict)  # of letters: their readers come in with them
    last_on: dict[int, date] = field(default_factory=dict)  # the day of the last message of a moment
    held: dict[int, HeldReason] = field(default_factory=dict)


def draft(frame: Frame, decisions: Decisions, rows: Sequence[int], policy: Policy) -> Drafts:
    """Compose what the planner asked for in these rows, as far as there are words for it; nothing is written yet.

    A carrier without words is held while the others go out, as long as a letter or an e-mail is among these; else,
    and at a stage without words, the whole moment is held.
    """
    drafts = Drafts()
    opens = next_permitted(datetime.combine(frame.day, policy.contacts.window_from, AMSTERDAM), policy)
    announced = _announced(opens, policy)
    for told in read(frame, list(_asked(decisions, rows, drafts)), policy, local_day(opens)):
        has_letter = ChannelKind.LETTER.value in told.asked.kinds
        goes = {kind: announced if has_letter and kind == ChannelKind.SMS else opens for kind in told.asked.kinds}
        drafts.moments[told.case_id] = _moment(told, frame.day)
        drafts.contacts[told.case_id] = list(_contacts(told, goes, policy, frame.day))
        drafts.last_on[told.case_id] = local_day(max(goes.values()))
        if told.facts.code:
            drafts.codes[told.case_id] = _code(told, opens, policy)
    return drafts


def write(drafts: Drafts, acting: Sequence[int], part: Part, night: Night) -> tuple[int, Written]:
    """Write the moments of these cases and their messages; how many messages, and what belongs to which."""
    if not acting:
        return 0, Written({}, {}, {}, {})
    some = part.of(acting)
    decided: dict[int, int] = dict(some.rows(MADE, night.day))
    cases = [case for case in acting if case in drafts.moments]
    moments = []
    for case in cases:
        number, day, stage, *rest = drafts.moments[case]
        moments.append((number, day, stage, night.pk, decided[case], *rest))
    bulk.insert(Moment, MOMENT_COLUMNS, moments)
    written: dict[int, int] = dict(some.rows(WRITTEN, night.day)) if cases else {}
    contacts = [(case, written[case], *rest) for case in cases for rest in drafts.contacts[case]]
    bulk.insert(Contact, CONTACT_COLUMNS, contacts)
    bulk.insert(LetterCode, CODE_COLUMNS, [(case, *drafts.codes[case]) for case in cases if case in drafts.codes])
    held = {case: drafts.held[case] for case in acting if case in drafts.held}
    return len(contacts), Written(written, drafts.last_on, decided, held)


def _asked(decisions: Decisions, rows: Sequence[int], drafts: Drafts) -> Iterator[Asked]:
    """What can be said of what was planned; the rest is noted as held."""
    stages, channels, tones = decisions.stage.tolist(), decisions.channels.tolist(), decisions.tone.tolist()
    to, frames, options = decisions.to_whom.tolist(), decisions.frame.tolist(), decisions.options.tolist()
    for row in rows:
        is_via, stage, planned = to[row] == ToWhom.ADMINISTRATOR, STAGES[stages[row]], kinds_of(channels[row])
        kinds = tuple(kind for kind in planned if can_say(stage, kind))
        if kinds != planned:
            has_text = any(can_say(stage, kind) for kind in CARRIES)
            drafts.held[int(decisions.case_id[row])] = HeldReason.CARRIER if has_text else HeldReason.TEXT
        if any(kind in CARRIES for kind in kinds):
            yield Asked(row, stage, kinds, is_via, TONES[tones[row]], FRAMES[frames[row]], _names(options[row]))


STAGES = {code.value: Stage[code.name] for code in StageCode if code != StageCode.NONE}
CARRIES = (ChannelKind.LETTER.value, ChannelKind.EMAIL.value)
"""What can carry a whole message; the rest announces it or comes beside it."""

FRAMES = {frame.value: frame.name.lower() for frame in FrameCode}
TONES = {tone.value: tone.name.lower() for tone in Tone}


@lru_cache(maxsize=1024)
def _names(options: int) -> frozenset[str]:
    """These options by name."""
    return frozenset(option.name.lower() for option in Option if option.name and option & options)


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


@lru_cache(maxsize=64)
def _announced(opens: datetime, policy: Policy) -> datetime:
    """When a text message announces the letter: some days after it, or with it when that would be too late."""
    later = next_permitted(opens + timedelta(days=policy.steps.announce_after_days), policy)
    is_in_time = (local_day(later) - local_day(opens)).days <= policy.contacts.announce_within_days
    return later if is_in_time else opens


def _contacts(told: Told, goes: Mapping[str, datetime], policy: Policy, day: date) -> Iterator[tuple[Any, ...]]:
    facts, stage = told.facts, told.asked.stage.value
    recipient, sender = bulk.text(facts.recipient.to_dict()), _sender(facts.sender)
    first = min(goes.values())
    for kind, opens in goes.items():
        closes = _closes(told, kind, first, policy)
        content = compose(stage, kind, facts, policy)
        if kind == "letter" and facts.notice:
            _check_notice(told, facts.notice, content.text, policy)
        key = f"{told.case_id}-{day:%Y%m%d}-{stage}-{kind}"
        yield kind, key, recipient, bulk.text(content.to_json()), content.text, _stored(opens), closes, sender, *REST


def _code(told: Told, opens: datetime, policy: Policy) -> tuple[Any, ...]:
    """What is kept of the code in a letter: its hash, and until when it opens the door."""
    until = _stored(opens + timedelta(days=policy.doors.code_valid_days))
    return code_hash(told.facts.code), _stored(opens), until


def _closes(told: Told, kind: str, first: datetime, policy: Policy) -> Any:
    """Until when the words are true: a notice counts its term from the day of posting, the rest bears a few days."""
    names_term = told.facts.notice and kind != ChannelKind.SMS
    last = local_day(first) + timedelta(days=0 if names_term else policy.contacts.announce_within_days)
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

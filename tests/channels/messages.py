"""Messages to hand over, made from the three cases."""

from datetime import UTC, datetime

from tests.messages import cases
from tijdig.channels.base import Message
from tijdig.messages.facts import Facts
from tijdig.messages.render import compose
from tijdig.policy import load

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 09:00 in Amsterdam


def message(facts: Facts, kind: str, *, case_id: int = 7, at: datetime = AT) -> Message:
    """One message of a case, with the key it has in the database."""
    return Message(
        key=f"{case_id}-{facts.day:%Y%m%d}-{facts.stage}-{kind}",
        moment_id=1,
        case_id=case_id,
        kind=kind,
        at=at,
        sender=facts.sender,
        recipient=facts.recipient,
        content=compose(facts.stage, kind, facts, load(cases.DAY)),
    )


def many(count: int, kinds: tuple[str, ...] = ("email", "sms")) -> list[Message]:
    """Messages of many cases."""
    return [message(cases.anna(), kind, case_id=case_id) for case_id in range(count) for kind in kinds]

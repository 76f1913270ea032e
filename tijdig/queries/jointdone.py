"""The end of a joint plan: what was paid to whom, and from when to when."""

from dataclasses import dataclass

from tijdig.messages.languages import here
from tijdig.queries import jointdue
from tijdig.queries.jointrows import Held
from tijdig.words import JointPartState as P


@dataclass(frozen=True, slots=True)
class Done:
    """What was paid to whom, once a plan is completed, and from when to when."""

    rows: tuple[tuple[str, str], ...]
    total: str
    since: str
    until: str


def of(held: Held) -> Done:
    """The end of it: nothing that is still to be paid, and nothing that stood there at the start."""
    got = [(part.creditor.sender_name, held.paid.get(part.pk, 0)) for part in held.parts if part.state == P.PAID]
    days = jointdue.paid_days(held.joint)
    return Done(
        rows=tuple((name, here.euros(cents)) for name, cents in got if cents),
        total=here.euros(sum([cents for _, cents in got])),
        since=here.day(days[0]) if days else "",
        until=here.day(days[-1]) if days else "",
    )

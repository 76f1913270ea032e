"""What was paid for a joint plan: each payment while it runs, and at the end who got what, from when to when."""

from dataclasses import dataclass
from datetime import date

from tijdig.messages.languages import here
from tijdig.models import Joint
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


@dataclass(frozen=True, slots=True)
class Receipts:
    """What came in while a plan runs: the newest first, and all of it."""

    rows: tuple[tuple[str, str], ...]  # day, amount
    total: str


def receipts(joint: Joint) -> Receipts | None:
    """What came in and did not go back, day by day; None where nothing did."""
    by_day: dict[date, int] = {}
    for paid in jointdue.standing(joint.payments.order_by("-paid_on", "-pk")):
        by_day[paid.paid_on] = by_day.get(paid.paid_on, 0) + paid.amount_cents
    rows = tuple((here.day(on), here.euros(cents)) for on, cents in by_day.items())
    return Receipts(rows, here.euros(sum(by_day.values()))) if rows else None

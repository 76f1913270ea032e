"""What all forms that agree on something look at, asked once: the page that lists every solution makes all of them."""

from datetime import datetime
from functools import cached_property
from typing import Any

from accounts import countersign
from accounts.models import User
from tijdig.queries import arrangements, casepage, colleagues, maker, replies, sums
from tijdig.queries.casepage import Asked
from tijdig.queries.doors import Staff
from tijdig.queries.replies import Way
from tijdig.queries.sums import Sum
from tijdig.rules.workdays import local_day
from tijdig.words import ReplyKind


class Ground:
    """One case as one colleague sees it at this moment; what was asked of it once is not asked again."""

    def __init__(self, staff: Staff, case: Any, at: datetime) -> None:
        self._staff, self._case, self._day = staff, case, local_day(at)
        self._ways: dict[ReplyKind, Way | None] = {}

    @cached_property
    def found(self) -> tuple[Sum, ...]:
        """How the sum of each bill is made up."""
        return sums.of(self._case, self._day)

    @cached_property
    def late_cents(self) -> int:
        """What is late of all bills that can be arranged."""
        return arrangements.open_cents(arrangements.open_claims(self._case, self._day))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What waits for an answer."""
        return casepage.asked(self._case)

    @cached_property
    def follows(self) -> str:
        """What becomes of an arrangement that runs when a bill turns out lower."""
        return maker.follows(self._case)

    @cached_property
    def signers(self) -> tuple[User, ...]:
        """Leads who can sign here; one with a passkey alone opens the case on their own screen."""
        if self._staff.is_lead:
            return ()
        found = [one for one in colleagues.leads(self._staff.creditor_id, self._day) if one.pk != self._staff.user_id]
        can = countersign.who_can_sign(one.pk for one in found)
        return tuple(one for one in found if one.pk in can)

    def way(self, kind: ReplyKind) -> Way | None:
        """How a message of this kind goes to the customer, if it can."""
        if kind not in self._ways:
            self._ways[kind] = next(iter(replies.ways(self._case, self._day, kind)), None)
        return self._ways[kind]

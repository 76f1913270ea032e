"""How the sum of each bill is made up, as far as we know: the bill, interest and costs apart; never guessed.

The book keeps one sum for a bill. Extra interest stands beside it, where the organisation charges any. Costs that an
organisation charged itself are in the sum of its own list, and how much of it they are, only that list knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tijdig.models import Case, Claim
from tijdig.queries import policies, standingstill, statements, visible
from tijdig.rules.costs import costs_inside_cents
from tijdig.rules.money import euros
from tijdig.rules.solutions.types import Debt
from tijdig.words import ClaimKind

LOANS = frozenset({ClaimKind.MORTGAGE.value, ClaimKind.CONSUMER_CREDIT.value})
"""Kinds that have interest of a contract."""

_IN_SUM = "zit in het bedrag"
_UNKNOWN = "weten wij niet"


@dataclass(frozen=True, slots=True)
class Sum:
    """One bill of which something is open."""

    claim: Claim
    name: str
    open_cents: int  # what stands in the book
    interest_cents: int | None  # on top of it; none where we cannot say
    has_costs_inside: bool  # the organisation charges costs: they may be in what stands in the book
    costs_max_cents: int  # the most of it that can be costs: what the law lets be charged over the rest

    @property
    def row(self) -> tuple[str, str, str, str]:
        """What it is, and the three sums in words."""
        interest = _UNKNOWN if self.interest_cents is None else euros(self.interest_cents)
        return self.name, euros(self.open_cents), interest, _IN_SUM if self.has_costs_inside else euros(0)

    def debt(self, costs_cents: int = 0) -> Debt:
        """As it stands in what is agreed; so many cents of what stands in the book are costs."""
        return Debt(
            claim=self.claim.pk,
            principal_cents=self.open_cents - costs_cents,
            interest_cents=self.interest_cents or 0,
            costs_cents=costs_cents,
        )


def of(case: Case, day: date) -> tuple[Sum, ...]:
    """Of each bill of this case that is late, the oldest first; of one that is to come where nothing is late."""
    policy = policies.of(case.creditor, day)
    entries, still = visible.entries_by_claim(case), standingstill.days(case, day)
    opened = [claim for claim in visible.claims(case) if claim.open_cents > 0]
    found = []
    for claim in [claim for claim in opened if claim.due_on < day] or opened:
        interest = statements.interest_of(claim, entries.get(claim.pk, []), day, policy, still.get(claim.pk, ()))
        charged = policy.costs.charges_collection_costs
        found.append(
            Sum(
                claim=claim,
                name=claim.description or claim.get_kind_display().capitalize(),
                open_cents=claim.open_cents,
                interest_cents=interest.cents if interest else None,
                has_costs_inside=charged,
                costs_max_cents=costs_inside_cents(claim.open_cents, policy, with_vat=True) if charged else 0,
            )
        )
    return tuple(found)


def open_cents(found: Sequence[Sum]) -> int:
    """What stands in the book of these together."""
    return sum(one.open_cents for one in found)

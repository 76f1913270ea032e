"""Collection costs by the scale of the law (Besluit vergoeding voor buitengerechtelijke incassokosten).

Tijdig states and checks these costs; it charges none unless a creditor sets so (costs.charges_collection_costs). It
books none, so what was charged before over small instalments (art. 2a) is for that creditor to look up (docs/adr/0014).
"""

from bisect import bisect_left
from collections.abc import Iterable

from tijdig.policy import Policy
from tijdig.rules.money import BASIS_POINTS, half_up


def collection_costs_cents(principal_cents: int, policy: Policy, *, with_vat: bool = False) -> int:
    """The most that may be charged over a principal, in cents; nothing over nothing.

    The principal is without interest. VAT only when a taxed third party collects, the creditor cannot deduct it and
    says so (art. 2 lid 3). Rounded half up. ValueError below zero. Source: art. 2 of the Besluit.
    """
    if principal_cents < 0:
        raise ValueError("a principal is zero or more")
    if principal_cents == 0:
        return 0
    law = policy.law
    costs = half_up(_scaled(principal_cents, policy), BASIS_POINTS)
    costs = min(max(costs, law.collection_costs_min_cents), law.collection_costs_max_cents)
    return half_up(costs * (BASIS_POINTS + law.vat_rate), BASIS_POINTS) if with_vat else costs


def costs_inside_cents(total_cents: int, policy: Policy, *, with_vat: bool = False) -> int:
    """The most of a sum that can be costs where the rest of it is the principal, in cents.

    Costs are reckoned over the principal alone, so over what is left of the sum without them. ValueError below zero.
    Source: art. 2 of the Besluit.
    """
    if total_cents < 0:
        raise ValueError("a sum is zero or more")

    def is_too_much(costs_cents: int) -> bool:
        return costs_cents > collection_costs_cents(total_cents - costs_cents, policy, with_vat=with_vat)

    return bisect_left(range(1, total_cents + 1), True, key=is_too_much)


def notice_costs_cents(principals_cents: Iterable[int], policy: Policy, *, with_vat: bool = False) -> int:
    """Costs to name in one notice for several claims: over their sum, never the sum of costs (art. 6:96 lid 7 BW)."""
    return collection_costs_cents(sum(principals_cents), policy, with_vat=with_vat)


def costs_after_payment_cents(
    principal_cents: int, paid_in_time_cents: int, policy: Policy, *, with_vat: bool = False
) -> int:
    """Costs over what was not paid within the term of the notice; nothing when all was (ECLI:NL:HR:2016:2704).

    ValueError when a payment is below zero.
    """
    if paid_in_time_cents < 0:
        raise ValueError("a payment is zero or more")
    return collection_costs_cents(max(principal_cents - paid_in_time_cents, 0), policy, with_vat=with_vat)


def _scaled(principal_cents: int, policy: Policy) -> int:
    """The scale over a principal, in cents times basis points, before minimum and maximum."""
    rest, total = principal_cents, 0
    for width_cents, rate in policy.law.collection_costs_bands:
        part = min(rest, width_cents)
        total += part * rate
        rest -= part
    return total + rest * policy.law.collection_costs_rest_rate

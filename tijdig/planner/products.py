"""The numbers of the policy as they hold for one product, by the code that stands in the planner's column."""

from tijdig.planner.codes import ProductCode
from tijdig.policy import Policy


def policy_of(policy: Policy, product: int) -> Policy:
    """The policy with the numbers of this product; the general one where the product is not known."""
    return policy.for_product(ProductCode(product).name.lower()) if product else policy

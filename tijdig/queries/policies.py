"""The policy as it holds for one creditor on one day."""

from datetime import date

from tijdig.models import Creditor
from tijdig.policy import CHARGES_COSTS, Policy, load


def of(creditor: Creditor, day: date) -> Policy:
    """Its policy, with its sector's values and its own choices; whether it charges costs has a line of its own."""
    own = {**creditor.policy_overrides, CHARGES_COSTS: creditor.charges_costs}
    return load(day, creditor=creditor.code, sector=creditor.sector, overrides=own)

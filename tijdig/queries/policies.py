"""The policy as it holds for one creditor on one day."""

from datetime import date

from tijdig.models import Creditor
from tijdig.policy import Policy, load


def of(creditor: Creditor, day: date) -> Policy:
    """Its policy, with its sector's values and its own choices."""
    return load(day, creditor=creditor.code, sector=creditor.sector, overrides=creditor.policy_overrides or None)

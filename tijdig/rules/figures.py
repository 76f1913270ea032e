"""What a creditor may say it measured: enough people, not too long ago, and never more than all of them."""

from datetime import date, timedelta

from tijdig.policy import Policy


def may_tell(found: int, of_all: int, until_on: date, day: date, policy: Policy) -> bool:
    """Whether `found` of `of_all` customers, counted up to a day, may stand in a message of `day`."""
    numbers = policy.messages
    is_fresh = until_on <= day <= until_on + timedelta(days=numbers.figure_days_max)
    return is_fresh and of_all >= numbers.figure_customers_min and 0 < found <= of_all

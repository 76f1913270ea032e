"""How often a customer was reminded in writing of what is overdue now."""

from datetime import date, timedelta

from tijdig.models import Case, Moment
from tijdig.planner.products import policy_of
from tijdig.queries import frames, policies
from tijdig.words import ChannelKind, ContactState, Stage

REMINDERS = (Stage.S1, Stage.S2, Stage.S3)
WRITTEN = (ChannelKind.LETTER, ChannelKind.EMAIL)
WENT_OUT = (ContactState.HANDED_OVER, ContactState.DELIVERED)


def written(case: Case, since: date, until: date) -> int:
    """The reminders from one day up to and with another that really went out by letter or e-mail."""
    rows = Moment.objects.filter(case=case, stage__in=REMINDERS, day__range=(since, until))
    return rows.filter(contacts__kind__in=WRITTEN, contacts__state__in=WENT_OUT).distinct().count()


def are_enough(case: Case, day: date) -> bool:
    """As many as the policy asks of this product before anything worse may be recorded (steps.reminders_before_end)."""
    accounts = frames.of_case(case, day).accounts
    if not len(accounts):
        return False
    own = policy_of(policies.of(case.creditor, day), int(accounts.product[0]))
    late = timedelta(days=int(accounts.oldest_overdue_days[0]))
    return written(case, day - late, day) >= own.steps.reminders_before_end

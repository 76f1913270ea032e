"""Another way of hearing from us, chosen from an e-mail without signing in. It never stops what the law prescribes:
that goes by post; and it can always be undone."""

from datetime import datetime

from django.db import transaction

from tijdig.actions import wishes
from tijdig.models import Case
from tijdig.words import ChannelKind

READER = "visitor"
"""Who did it, as the trail names it: whoever held the e-mail; it is no proof of who that was."""


def no_email(case: Case, *, at: datetime) -> None:
    """One click in a mail program: no e-mail any more; the planner takes the next way there is."""
    if ChannelKind.EMAIL not in case.customer.not_by:  # once more the same leaves no second trace
        wishes.refuse(case, ChannelKind.EMAIL, by=READER, at=at)


def choose(case: Case, kind: ChannelKind, *, at: datetime) -> None:
    """This way from now on, and no e-mail beside it; e-mail itself takes an earlier refusal back."""
    with transaction.atomic():
        if kind != ChannelKind.EMAIL:
            no_email(case, at=at)
        case.customer.refresh_from_db(fields=["prefers", "not_by"])
        if case.customer.prefers != kind or kind in case.customer.not_by:
            wishes.prefer(case, kind, by=READER, at=at)

"""Somebody looks along for a customer: let in for a while, with the rights that the customer chose, and out again.

Nothing is ever sent to who looks along: the customer gives the code by hand (docs/adr/0044).
"""

from datetime import datetime

from tijdig.actions import audit, cases, naming
from tijdig.models import Case, CustomerSession, Helper
from tijdig.queries import helpers
from tijdig.queries.doors import helper_code, helper_hash

__all__ = ["TooManyError", "let_look", "stop"]


class TooManyError(Exception):
    """So many look along already that nobody would know who they all are."""


def let_look(
    case: Case, name: str, *, may_ask: bool, days: int, token: str, by: str, at: datetime
) -> tuple[Helper, str]:
    """Let this person look along until the end of the last of these days; with the code that we do not keep.

    The code comes of the token of the form: the same form sent twice is one helper, with the same code.
    """
    code, name = helper_code(token), naming.readable(name)
    with cases.held(case):
        if before := Helper.objects.filter(case=case, code_hash=helper_hash(code)).first():
            return before, code
        if helpers.is_full(case, at):
            raise TooManyError
        until = helpers.end_of(helpers.last_after(days, at))
        helper = Helper.objects.create(
            case=case, name=name, code_hash=helper_hash(code), may_ask=may_ask, made_at=at, made_by=by, expires_at=until
        )
        facts = {"may_ask": may_ask, "days": days}
        audit.record("helper.let_in", helper, by=by, at=at, case_id=case.pk, facts=facts)
    return helper, code


def stop(helper: Helper, *, by: str, at: datetime) -> None:
    """This person looks along no longer, from the very next page on; stopping twice is stopping once."""
    with cases.held(helper.case):
        running = Helper.objects.filter(pk=helper.pk, withdrawn_at__isnull=True)
        if running.update(withdrawn_at=at, withdrawn_by=by):
            CustomerSession.objects.filter(helper=helper, ended_at__isnull=True).update(ended_at=at)
            audit.record("helper.stopped", helper, by=by, at=at, case_id=helper.case_id)

"""What a customer worked out in the portal: kept, and when nothing is left a person knows of it at once."""

from datetime import datetime

from tijdig.actions import asked, cases, knowing
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import RefusedError
from tijdig.models import Case, RoomToPay
from tijdig.rules.solutions.budget import Budget
from tijdig.words import FactSource, RequestKind, Room

FOR_HELP = {"help": "money", "may_share": False}
"""What is asked of us for somebody who has nothing left: to look along, and to pass on nothing."""


def tell(case: Case, budget: Budget, *, session: int, by: str, at: datetime) -> RoomToPay:
    """Keep what somebody worked out of themselves, and what follows from it.

    Nothing left: nothing goes out from now on, and a person answers within the days of any question (DECISIONS 10).
    Where so much waits already that nothing can be asked, somebody is on it; it is kept all the same.
    """
    with cases.changing(case) as fresh:
        noted = knowing.note_budget(fresh, budget, source=FactSource.CUSTOMER, by=by, at=at)
        if noted.state == Room.NONE:
            _ask(fresh, Asker(session, by, at))
    return noted


def _ask(case: Case, asker: Asker) -> None:
    try:
        asked.receive(case, RequestKind.HELP, FOR_HELP, asker)
    except RefusedError:
        return

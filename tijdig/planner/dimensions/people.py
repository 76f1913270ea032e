"""By whom and to whom: who has to do something today, and who is addressed."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import ByWhom, Owner, ToWhom
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason

BY_WHOM: Table = (
    (ByWhom.TEAM, Reason.SENT_BY_TEAM, lambda a, p, d: d.acts),
    (ByWhom.HANDLER, Reason.PERSON_LOOKS, lambda a, p, d: d.owner == Owner.HANDLER),
    (ByWhom.NONE, Reason.NOBODY_NOW, lambda a, p, d: ~d.acts),
)

TO_WHOM: Table = (
    (ToWhom.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (ToWhom.ADMINISTRATOR, Reason.TO_ADMINISTRATOR, lambda a, p, d: a.is_represented),
    (ToWhom.CUSTOMER, Reason.TO_CUSTOMER, lambda a, p, d: ~a.is_represented),
)

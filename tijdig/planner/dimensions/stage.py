"""Stage: which step of the road the moment of today is. A step that is due goes along when a new claim is named."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import ConsequenceCode, Stage
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason
from tijdig.planner.steps import has_overdue, must_tell_consequence, ready_for_notice, ready_for_second

RULES: Table = (
    (Stage.NONE, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (Stage.S0, Reason.STAGE_BEFORE_DUE, lambda a, p, d: ~has_overdue(a)),
    (
        Stage.S4B,
        Reason.STAGE_SUMMONS,
        lambda a, p, d: must_tell_consequence(a, p) & (a.consequence == ConsequenceCode.SUMMONS),
    ),
    (Stage.S5, Reason.STAGE_LOSS, lambda a, p, d: must_tell_consequence(a, p)),
    (Stage.S3, Reason.STAGE_NOTICE, lambda a, p, d: ready_for_notice(a, p)),
    (Stage.S2, Reason.STAGE_SECOND, lambda a, p, d: ready_for_second(a, p)),
    (Stage.S1, Reason.STAGE_FIRST, lambda a, p, d: ~a.named_unresolved),
    (Stage.S1, Reason.STAGE_NEW_CLAIM, lambda a, p, d: a.named_unresolved),
)

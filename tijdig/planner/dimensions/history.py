"""History: what went before at this creditor, in the classes H0 to H4; milder or more personal, never stricter."""
# ruff: noqa: ARG005 - every rule of every table takes the same three arguments

from tijdig.planner.codes import NOTHING, History
from tijdig.planner.decisions import Table
from tijdig.planner.reasons import Reason

RULES: Table = (
    (NOTHING, Reason.NO_MESSAGE, lambda a, p, d: ~d.acts),
    (History.HANDED_OVER, Reason.H4_HANDED_OVER, lambda a, p, d: a.handed_over_days < p.histories.handed_over_days),
    (History.NEW, Reason.H0_NEW, lambda a, p, d: a.customer_months < p.histories.new_customer_months),
    (History.OFTEN, Reason.H3_IN_A_ROW, lambda a, p, d: a.late_in_a_row >= p.histories.often_in_a_row),
    (History.OFTEN, Reason.H3_OFTEN, lambda a, p, d: a.late_bills > p.histories.sporadic_bills_max),
    (History.SPORADIC, Reason.H2_SPORADIC, lambda a, p, d: (a.late_bills > 1) | a.had_arrears),
    (
        History.UNKNOWN,
        Reason.H_NOT_KNOWN,
        lambda a, p, d: (a.late_bills <= 1) & (a.bills_on_time < p.histories.first_time_bills_min),
    ),
    (History.FIRST_TIME, Reason.H1_FIRST_TIME, lambda a, p, d: a.late_bills <= 1),
)

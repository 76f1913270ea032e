"""What every column is a fact of, and with that which questions of a decision it may serve (HC15).

A list of what is allowed, not of what is forbidden: a column that stands nowhere here reaches no rule, so nobody can
be judged by who somebody is because a word was missing from a list.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Fact(NamedTuple):
    """One kind of fact: where it comes from, the dimensions whose rules may read it, and its columns."""

    source: str
    serves: tuple[str, ...]
    columns: tuple[str, ...]


FACTS: tuple[Fact, ...] = (
    Fact("which case and whose it is, and who somebody is: nothing is decided by it", (), (
        "case_id", "sector", "language",
    )),
    Fact("the creditor's books now", ("whether", "stage", "channels", "frame", "tone", "by_whom", "options"), (
        "is_open", "open_cents", "overdue_cents", "named_overdue_cents", "oldest_overdue_days", "due_in_days",
        "unnamed_overdue_days", "named_unresolved", "part_paid_days", "product", "weights", "size_percent",
        "premiums_late", "missed_instalment_days",
    )),
    Fact("the creditor's books before: milder or more personal, never stricter (HC13)",
         ("whether", "history", "channels", "by_whom", "options"), (
        "had_arrears", "customer_months", "late_bills", "late_in_a_row", "bills_on_time", "handed_over_days",
    )),
    Fact("what we sent and tried", ("whether", "stage", "channels", "tone", "by_whom", "form", "options"), (
        "stage_reached", "days_since_stage", "days_since_moment", "moments_7d", "moment_today",
        "letters_without_reaction", "notice_running_days_left", "notice_over_days", "calls_unanswered", "calls_today",
        "call_days_7d", "call_not_given", "visits", "last_form", "approach_days_left",
    )),
    Fact("when we heard something: after that we are quiet", ("whether",), (
        "days_since_inbound", "days_since_conversation",
    )),
    Fact("where somebody can be reached",
         ("whether", "stage", "channels", "frame", "tone", "by_whom", "options", "to_whom"), (
        "is_represented", "representative_reachable", "has_post", "has_email", "has_mobile", "has_phone", "has_iban",
    )),
    Fact("what the customer wishes: how, and not what is said first",
         ("whether", "stage", "channels", "by_whom", "options", "rank"), (
        "is_safe", "prefers", "not_by", "needs",
    )),
    Fact("what the customer told of paying",
         ("whether", "channels", "frame", "tone", "by_whom", "options", "rank"), (
        "room", "joint_creditors", "has_seizure", "says_no",
    )),
    Fact("what happened or comes, told or seen in the books; of age only turning 18, for P10 (DECISIONS 19)",
         ("whether", "channels", "frame", "by_whom", "options"), (
        "events",
    )),
    Fact("what somebody entitled to it noted: rest, distress, an agency, what will really happen",
         ("whether", "stage", "frame", "tone", "by_whom", "rank"), (
        "hold", "hold_has_end", "hold_days_left", "has_disputed_all", "is_handed_over", "is_distressed",
        "distress_days", "by_hand", "consequence", "consequence_in_days", "consequence_told",
    )),
)  # fmt: skip

SERVES: Mapping[str, frozenset[str]] = {name: frozenset(fact.serves) for fact in FACTS for name in fact.columns}
"""Per column the dimensions whose rules may read it."""


def unpermitted(dimension: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Of these columns those that no rule of this dimension may read; also one that nobody said the kind of."""
    return tuple(name for name in columns if dimension not in SERVES.get(name, ()))

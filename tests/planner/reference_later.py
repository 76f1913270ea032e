"""One account some days later, in plain ifs: the second, slow way beside tijdig/planner/aging.py."""

from typing import Any

from tijdig.planner.aging import DAYS_IN_WINDOW, SINCE
from tijdig.planner.codes import NEVER
from tijdig.planner.columns import AccountRow

Facts = dict[str, Any]


def later(account: AccountRow, days: int) -> AccountRow:
    """The same account so many days later, when nothing is paid, said or sent."""
    since: Facts = {name: _add(getattr(account, name), days) for name in SINCE}
    falls_due = account.due_in_days < days
    late = max(account.oldest_overdue_days + days * (account.oldest_overdue_days > 0), 0)
    unnamed = account.unnamed_overdue_days + days * (account.unnamed_overdue_days > 0)
    new_late = days - account.due_in_days if falls_due else 0
    left = account.notice_running_days_left - days
    if account.notice_running_days_left and left <= 0:
        since["notice_over_days"] = 1 - left
    return account._replace(
        **since,
        overdue_cents=account.overdue_cents or (account.open_cents if falls_due else 0),
        oldest_overdue_days=max(late, new_late),
        unnamed_overdue_days=max(unnamed, new_late),
        due_in_days=NEVER if falls_due else _add(account.due_in_days, -days),
        hold_days_left=max(account.hold_days_left - days, 0),
        notice_running_days_left=max(left, 0),
        **_consequence(account, days),
        approach_days_left=max(account.approach_days_left - days, 0),
        calls_today=0,
        call_days_7d=0 if days >= DAYS_IN_WINDOW else account.call_days_7d,
        moment_today=False,
        moments_7d=0 if since["days_since_moment"] >= DAYS_IN_WINDOW else account.moments_7d,
    )


def _consequence(account: AccountRow, days: int) -> Facts:
    """What was going to happen comes nearer, and once its day is over it is no longer ahead."""
    if not account.consequence or account.consequence_in_days < days:
        return {"consequence": 0, "consequence_in_days": NEVER, "consequence_told": False}
    return {"consequence_in_days": account.consequence_in_days - days}


def _add(value: int, days: int) -> int:
    return value if value >= NEVER else value + days

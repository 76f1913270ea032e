"""Why a case gets what it gets: its story in short, and the planner's explanation on the facts that counted."""

from datetime import date

from tijdig.models import Case, Decision
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.explain import Explanation, explain
from tijdig.planner.text import Told, date_text, render, told
from tijdig.queries import cases, frames, policies, story
from tijdig.words import CaseState

# What we plan or send ourselves changes the other columns, on the very day of the decision.
FROM_OUTSIDE = (
    "open_cents", "overdue_cents", "due_in_days", "hold", "hold_has_end", "hold_days_left", "has_disputed_all",
    "part_paid_days", "is_represented", "representative_reachable", "has_post", "has_email", "has_mobile", "is_safe",
    "prefers", "not_by", "days_since_inbound", "days_since_conversation",
)  # fmt: skip


def text(case: Case, day: date, *, short: bool = False) -> str:
    """The whole story of one case on one day, in plain Dutch; short: without every rule and its source."""
    told = explanation(case, day)
    return "\n".join([*_story(case, day, told), "", render(told, short=short)])


def page(case: Case, day: date) -> tuple[tuple[str, ...], Told]:
    """The same for a colleague: how the case stands, and the explanation in parts."""
    found = explanation(case, day)
    return tuple(_story(case, day, found)), told(found)


def _story(case: Case, day: date, told: Explanation) -> list[str]:
    made, is_past = _made(case, day), _is_past(case, day)
    changed = frozenset[str]() if made is None or is_past else _changed(case, made, day)
    parts = [*story.lines(case, day, told.decision, made, changed)]
    if is_past:
        parts.append(f"Hieronder staat wat gold op {date_text(day)}; daarna is opnieuw beslist.")
    elif changed:
        parts.append("Hieronder staat wat nu zou worden besloten.")
    return parts


def explanation(case: Case, day: date) -> Explanation:
    """What was decided on that day, on the facts it was decided on; where nothing was, what would be decided now.

    A decision of today that the facts have overtaken no longer holds: then too what would be decided now.
    """
    policy = policies.of(case.creditor, day)
    return explain(_account(case, day), policy, day)


def _account(case: Case, day: date) -> Accounts:
    made = _made(case, day)
    if made and made.valid_from == day and (_is_past(case, day) or not _changed(case, made, day)):
        return _known(made)
    if case.state == CaseState.CLOSED:
        return Accounts.from_rows([AccountRow(case_id=case.pk, is_open=False)])
    return frames.of_case(case, day).accounts


def _known(made: Decision) -> Accounts:
    return Accounts.from_rows([AccountRow(**made.columns)])


def _made(case: Case, day: date) -> Decision | None:
    """The last decision up to this day."""
    return Decision.objects.filter(case=case, valid_from__lte=day).order_by("valid_from").last()


def _is_past(case: Case, day: date) -> bool:
    """Whether a later night looked at this case again."""
    last = cases.last_decision(case)
    return last is not None and max(last.valid_from, last.valid_until) > day


def _changed(case: Case, made: Decision, day: date) -> frozenset[str]:
    """What is different now from what a decision was made on, apart from what we sent since.

    Both are read as of the day of the decision, so that time alone changes nothing.
    """
    if case.state == CaseState.CLOSED:
        return frozenset() if made.outcome == "close" else frozenset({"is_open"})
    if made.valid_from < day <= made.valid_until:  # a night of this day looked, and left it as it was
        return frozenset()
    then = _known(made).plain(0)._asdict()
    now = frames.of_case(case, made.valid_from).accounts.plain(0)._asdict()
    return frozenset(name for name in FROM_OUTSIDE if now[name] != then[name])

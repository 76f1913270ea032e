"""Why a case gets what it gets: its story in short, and the planner's explanation on the facts that counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tijdig.models import Case, Decision, Step
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.explain import Explanation, explain
from tijdig.planner.outcomes import DIMENSIONS
from tijdig.planner.text import Told, date_text, line_text, render, told
from tijdig.queries import cases, frames, held, policies, story
from tijdig.queries.answers import EMPTY, Answer
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState

# What we plan or send ourselves changes the other columns, on the very day of the decision.
FROM_OUTSIDE = (
    "open_cents", "overdue_cents", "due_in_days", "hold", "hold_has_end", "hold_days_left", "has_disputed_all",
    "part_paid_days", "is_represented", "representative_reachable", "has_post", "has_email", "has_mobile", "is_safe",
    "prefers", "not_by", "days_since_inbound", "days_since_conversation", "needs", "room", "events", "has_seizure",
    "says_no", "is_distressed", "by_hand", "is_handed_over", "has_phone", "has_iban", "joint_creditors", "consequence",
    "consequence_in_days",
)  # fmt: skip


def text(case: Case, day: date, *, short: bool = False) -> str:
    """The whole story of one case on one day, in plain Dutch; short: without every rule and its source."""
    told = explanation(case, day)
    return "\n".join([*_story(case, day, told), "", render(told, short=short)])


def page(case: Case, day: date) -> tuple[tuple[str, ...], tuple[Answer, ...], Told]:
    """The same for a colleague: how the case stands, the answers that decided, and the explanation in parts."""
    found = explanation(case, day)
    return tuple(_story(case, day, found)), tuple(_answers(found)), told(found)


def _answers(found: Explanation) -> Iterator[Answer]:
    """Every question with the rule that decided; what came to nothing because nothing goes out is left out."""
    for line in found.lines:
        outcome = line_text(found, line)
        if line.decides and outcome not in EMPTY:
            yield Answer(DIMENSIONS[line.dimension], outcome, line.reason.text)


def _story(case: Case, day: date, told: Explanation) -> list[str]:
    made, is_past = _made(case, day), _is_past(case, day)
    changed = frozenset[str]() if made is None or is_past else _changed(case, made, day)
    then = told.account.open_cents if is_past else None
    parts = [*story.lines(case, day, told.decision, made, changed, then_cents=then)]
    parts += _steps(made, day)
    if is_past and made is None:
        parts.append(f"Op {date_text(day)} was nog niets besloten. Dit was het met de gegevens van die dag.")
    elif is_past:
        parts.append(f"Hieronder staat wat gold op {date_text(day)}; daarna is opnieuw beslist.")
    elif changed:
        parts.append("Hieronder staat wat nu zou worden besloten.")
    if made and told.day == made.valid_from != day:
        parts.append(f"Het is besloten op {date_text(made.valid_from)}.")
    if made and not changed and told.day == made.valid_from and str(told.decision.reason) != made.rules.get("whether"):
        parts.append("De regels zijn sindsdien veranderd: hieronder staat wat zij er nu van zouden maken.")
    return parts


def _steps(made: Decision | None, day: date) -> Iterator[str]:
    """What people were asked to do by this decision, and how far that had come by this day."""
    if made is None:
        return
    for step in Step.objects.filter(decision=made).order_by("on_day", "pk"):
        on = f"op {date_text(step.on_day)}"
        if step.settled_at is None or local_day(step.settled_at) <= day:
            yield f"Een mens: {step.get_skill_display()} {on}, {step.get_state_display()}"
        else:
            yield f"Een mens: {step.get_skill_display()} {on}"


def explanation(case: Case, day: date) -> Explanation:
    """What was decided up to that day, on the facts and with the policy it was decided on, for a day that is past.

    Where nothing was decided, and where the facts of today have overtaken it: what would be decided now.
    """
    found = _explained(case, day)
    later = tuple(replace(change, is_held=held.is_whole(change.decision)) for change in found.changes)
    return replace(found, changes=later, is_held=held.is_whole(found.decision))


def _explained(case: Case, day: date) -> Explanation:
    made = _made(case, day)
    if made and made.facts and (_is_past(case, day) or (made.valid_from == day and not _changed(case, made, day))):
        return explain(_known(made), policies.then(case.creditor, made.valid_from), made.valid_from)
    return explain(_now(case, day), policies.of(case.creditor, day), day)


def _now(case: Case, day: date) -> Accounts:
    """As it stands on this day; on a day that is past as it was known then."""
    is_past = _is_past(case, day)
    if case.state == CaseState.CLOSED and not (is_past and case.closed_on and case.closed_on > day):
        return Accounts.from_rows([AccountRow(case_id=case.pk, is_open=False)])
    return (frames.known_then(case, day) if is_past else frames.of_case(case, day)).accounts


def _known(made: Decision) -> Accounts:
    return Accounts.from_rows([AccountRow(**made.columns)])


def _made(case: Case, day: date) -> Decision | None:
    """The last decision up to this day."""
    return Decision.objects.filter(case=case, valid_from__lte=day).order_by("valid_from").last()


def _is_past(case: Case, day: date) -> bool:
    """Whether a later night looked at this case again."""
    last = cases.last_decision(case)
    return last is not None and cases.looked_on(last) > day


def _changed(case: Case, made: Decision, day: date) -> frozenset[str]:
    """What is different now from what a decision was made on, apart from what we sent since.

    Both are read as of the day of the decision, so that time alone changes nothing.
    """
    if case.state == CaseState.CLOSED:
        return frozenset() if made.outcome == "close" else frozenset({"is_open"})
    if made.valid_from < day <= cases.looked_on(made):  # a night of this day looked, and left it as it was
        return frozenset()
    then = _known(made).plain(0)._asdict()
    now = frames.of_case(case, made.valid_from).accounts.plain(0)._asdict()
    return frozenset(name for name in FROM_OUTSIDE if now[name] != then[name])

"""What the last night decided for a case, told to a colleague; nothing once the case was changed by hand since."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from tijdig.models import AuditEvent, Case, Decision, Night
from tijdig.planner.text import HELD
from tijdig.policy import Policy
from tijdig.queries import answers, cases, held
from tijdig.queries.answers import Answer
from tijdig.queries.rests import short
from tijdig.queries.steps import REASONS
from tijdig.rules import dutch
from tijdig.words import CaseState, ChannelKind, NightState, Stage

_OWNERS = {
    "customer": "de klant",
    "team": "het team",
    "handler": "een medewerker",
    "administrator": "de bewindvoerder",
    "municipality": "de gemeente of hulpverlener",
    "agency": "het incassobureau",
}
_OVERTAKES = (
    "hold.", "arrangement.", "request.", "call.", "money.", "case.closed", "case.opened_again", "wish.",
    "representation.", "need.", "event.", "room.", "consequence.", "consent.", "case.in_hand", "case.let_go",
    "transfer.",
)  # fmt: skip
"""Lines of the trail after which the night would have looked at another case."""


@dataclass(frozen=True)
class Why:
    """What was decided, in which night, and on what ground."""

    night: str
    what: str
    sentence: str  # as the customer may read it
    sources: tuple[str, ...]
    again_text: str
    owner: str
    is_overtaken: bool
    answers: tuple[Answer, ...]  # what, how, by whom, when and in which words


def of(case: Case, day: date, policy: Policy) -> Why | None:
    """The last decision on an open case, if there is one."""
    decision = cases.last_decision(case)
    reason = REASONS.get(decision.rules.get("whether", "")) if decision else None
    if case.state != CaseState.OPEN or decision is None or reason is None:
        return None
    last = cases.looked_on(decision)
    return Why(
        night=short(last, day),
        what=_what(decision, day),
        sentence=reason.text,
        sources=tuple(policy.source(key).title for key in reason.sources),
        again_text=dutch.weekday(decision.again_on),
        owner=_OWNERS.get(decision.owner, "een medewerker"),
        is_overtaken=_is_overtaken(case, last),
        answers=answers.of(decision),
    )


def _what(decision: Decision, day: date) -> str:
    if decision.outcome == "act":
        kinds = [ChannelKind(kind).label for kind in decision.channels]
        stage = Stage(decision.stage).label if decision.stage else "bericht"
        if decision.stage and not held.has_words(decision.stage, decision.channels):
            return f"{stage}: {HELD}"
        return f"{stage}{f' per {dutch.listed(kinds)}' if kinds else ''}"
    if decision.outcome == "close":
        return "dossier sluiten"
    return f"nu niets sturen, en op {short(decision.again_on, day)} opnieuw kijken"


def _is_overtaken(case: Case, night: date) -> bool:
    """Whether something was done by hand since, or came in, that the night did not know yet."""
    looked = Night.objects.filter(day=night, state=NightState.RELEASED).values("released_at")
    rows = AuditEvent.objects.filter(case_id_text=str(case.pk), at__gte=Subquery(looked)).exclude(what="hold.ran_out")
    return any(what.startswith(_OVERTAKES) for what in rows.values_list("what", flat=True))

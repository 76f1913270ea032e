"""What a customer told: what stood in the way, and the own story; who may read which."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Case, Story, ToldCause
from tijdig.policy import Policy
from tijdig.queries import portal
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules import distress, dutch
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, Cause

SAID = {
    Cause.LESS_INCOME: "Ik heb minder inkomen",
    Cause.LATE_INCOME: "Mijn geld kwam later",
    Cause.EXTRA_COSTS: "Ik had onverwachte kosten",
    Cause.MANY_BILLS: "Ik kreeg veel rekeningen tegelijk",
    Cause.NO_POST: "Ik kreeg de rekening niet",
    Cause.NOT_CLEAR: "Ik begreep de brief niet",
    Cause.FORGOTTEN: "Ik ben het vergeten",
    Cause.TOO_MUCH: "Ik heb te veel aan mijn hoofd",
    Cause.AFRAID: "Ik durfde niet te kijken",
    Cause.NO_USE: "Ik dacht dat bellen niet hielp",
    Cause.NOT_RIGHT: "Het bedrag klopt niet",
    Cause.OTHER: "Iets anders",
}
"""Each barrier of COM-B (EVIDENCE 3.3) in the words of somebody who meets it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What can be said with one tap, and what was."""

    house: House
    person: Person
    case_id: int
    choices: tuple[tuple[str, str], ...]  # what was not told yet
    told: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> set[str]:
        """What was told, as codes."""
        return {code for code, _ in self.told}


def causes(visitor: Visitor, just_told: Sequence[str] = ()) -> Told:
    """The list; what was told before only for who said who they are, or told it a moment ago."""
    case, around = portal.frame(visitor)
    rows = ToldCause.objects.filter(case=case, removed_at__isnull=True).order_by("-told_at", "-pk")
    if visitor.level < AssuranceLevel.KNOWN:
        rows = rows.filter(cause__in=just_told)
    told = tuple((row.cause, say(SAID[Cause(row.cause)])) for row in rows)
    said = {code for code, _ in told}
    choices = tuple((cause.value, say(words)) for cause, words in SAID.items() if cause.value not in said)
    return Told(around.house, around.person, case.pk, choices, told)


@dataclass(frozen=True, slots=True)
class OwnStory:
    """One story, and when it was told."""

    number: int
    text: str
    day: str


def stories(visitor: Visitor) -> tuple[OwnStory, ...]:
    """The own stories: of this session, or all of them for who said who they are."""
    rows = Story.objects.filter(case_id=visitor.case_id, removed_at__isnull=True)
    mine = Q() if visitor.level >= AssuranceLevel.KNOWN else Q(session_id=visitor.session_id)
    return _told(list(rows.filter(mine).order_by("-pk")))


@dataclass(frozen=True, slots=True)
class ForStaff:
    """What the customer told, as far as this colleague may read it."""

    causes: str
    stories: tuple[OwnStory, ...]
    is_closed: bool  # there are stories, and somebody else is the contact person

    @property
    def has_stories(self) -> bool:
        """Whether there are any, read or not."""
        return bool(self.stories) or self.is_closed


def for_staff(case: Case, user_id: int, policy: Policy) -> ForStaff:
    """For a colleague. Every handler may read it while nobody is the contact person yet: somebody is the first.

    So may they when the words tell of acute distress: whoever is there has to act today (DECISIONS 23).
    """
    if not getattr(case, "has_told", True):  # read along with the case
        return ForStaff("", (), is_closed=False)
    told = ToldCause.objects.filter(case=case, removed_at__isnull=True).order_by("told_at", "pk")
    causes = dutch.listed([Cause(row.cause).label for row in told]).capitalize()
    rows = list(Story.objects.filter(case=case, removed_at__isnull=True).order_by("-pk"))
    is_urgent = any(distress.suggests(row.text, policy) for row in rows)
    is_closed = bool(rows) and case.handler_id not in (None, user_id) and not is_urgent
    return ForStaff(f"{causes}." if causes else "", () if is_closed else _told(rows), is_closed)


def _told(rows: list[Story]) -> tuple[OwnStory, ...]:
    return tuple(OwnStory(row.pk, row.text, here.day(local_day(row.told_at))) for row in rows)

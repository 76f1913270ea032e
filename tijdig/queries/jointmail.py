"""What became of the e-mails with which organisations without a file here are asked: refused, or looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.models import AnswerLink, AuditEvent, Joint, JointPart
from tijdig.queries import jointfacts
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P

REFUSED: Final = "answer.refused"
MAILED: Final = frozenset({P.ASKED, P.SILENT, P.PROPOSED, P.UNDECIDED, P.RUNNING})
"""In these an organisation without a file here has something to read or to answer, by a link that must work."""
NOT_TOLD: Final = "joint.not_told"
"""In the trail: something was to be told, and there was no address."""
_ARRIVED: Final = ("answer.looked", "answer.opened", "answer.seen")


@dataclass(frozen=True, slots=True)
class Refused:
    """The newest e-mail to an organisation did not arrive."""

    address: str
    day: str


def heard(joint: Joint) -> Mapping[int, str]:
    """By organisation: the day on which it said on the telephone what was written down last."""
    rows = AuditEvent.objects.filter(case_id_text=str(joint.case_id), noun="jointpart", what="joint.heard")
    return {int(row.noun_id): dutch.day(date.fromisoformat(str(row.facts["on"]))) for row in rows.order_by("pk")}


def refused(joint: Joint) -> Mapping[int, Refused]:
    """By organisation: whose newest e-mail was refused, while nobody came in with it after all."""
    links = AnswerLink.objects.filter(part__joint=joint, part__case__isnull=True).order_by("made_at", "pk")
    newest = {link.part_id: link for link in links}
    events = AuditEvent.objects.filter(
        case_id_text=str(joint.case_id), noun="answerlink", noun_id__in=[str(link.pk) for link in newest.values()],
        what__in=(REFUSED, *_ARRIVED),
    )  # fmt: skip
    last = {event.noun_id: event for event in events.order_by("pk")}
    found = {part: (link, last[str(link.pk)]) for part, link in newest.items() if str(link.pk) in last}
    return {
        part: Refused(link.sent_to, dutch.near(local_day(event.at)))
        for part, (link, event) in found.items()
        if event.what == REFUSED
    }


@dataclass(frozen=True, slots=True)
class Untold:
    """The link of an organisation opens nothing any more: its registered address is another one now, or none."""

    why: str
    can_mail: bool


def untold(joint: Joint, day: date) -> Mapping[int, Untold]:
    """By organisation: who has something to read or to answer, and no link to its registered address as it is now."""
    links = AnswerLink.objects.filter(part__joint=joint).order_by("made_at", "pk")
    newest = {link.part_id: link.sent_to for link in links}
    events = AuditEvent.objects.filter(case_id_text=str(joint.case_id), noun="jointpart", what=NOT_TOLD)
    missed = {int(number) for number in events.values_list("noun_id", flat=True)}
    rows = JointPart.objects.filter(joint=joint, case__isnull=True, state__in=[state.value for state in MAILED])
    found = {}
    for part in rows.select_related("creditor", "consent__customer", "joint__case"):
        to, was = part.creditor.joint_email, newest.get(part.pk, "")
        is_known = part.pk in newest or part.pk in missed
        if not is_known or (to and to == was) or not jointfacts.has_consent(part, day):
            continue
        found[part.pk] = Untold(_why(to, was), can_mail=bool(to))
    return found


def _why(to: str, was: str) -> str:
    if not to:
        return "Er staat geen e-mailadres op hun kaart. Bel, vertel het zelf, en laat het adres invullen."
    if not was:
        return "Zij kregen nog geen e-mail van ons. Mail ze nu."
    return f"Ons bericht ging naar {was}. Dat adres is nu anders, en de link erin werkt niet meer. Mail opnieuw."

"""What became of the e-mails with which organisations without a file here are asked: refused, or looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.models import AnswerLink, AuditEvent, Joint
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day

REFUSED: Final = "answer.refused"
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

"""What passed between us, as the customer reads it: a line for each message and each call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Case, Contact
from tijdig.queries import access, replies
from tijdig.queries.ready import Ready
from tijdig.queries.replies import IS_REPLY
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import CallResult, ChannelKind, ContactState, Direction, ReplyKind, Stage

SHORT = 8
"""More lines than this are read month by month."""

SHOWN = 30
"""So many messages at most; the newest first."""

REPLIES = {
    ReplyKind.ANSWER: "antwoord op [[uw|je]] vraag",
    ReplyKind.ARRANGED: "wat wij afspraken",
    ReplyKind.PAID: "bedankt, alles is betaald",
    ReplyKind.COMPLETED: "bedankt, de regeling is klaar",
    ReplyKind.RECEIVED: "[[Uw|Je]] vraag is binnen",
    ReplyKind.CALL_PLANNED: "wanneer wij [[u|je]] bellen",
    ReplyKind.PAUSED: "[[U hebt|Je hebt]] rust",
    ReplyKind.CHANGED: "de nieuwe regeling",
    ReplyKind.OFFERED: "ons voorstel",
    ReplyKind.INSTALMENT: "een geheugensteun",
    ReplyKind.THANKED: "bedankt voor [[uw|je]] betaling",
    ReplyKind.JOINT_PROPOSED: "één voorstel voor alles samen",
    ReplyKind.JOINT_AGREED: "het plan voor alles samen",
    ReplyKind.JOINT_HALFWAY: "of het plan voor alles samen past",
    ReplyKind.JOINT_INSTALMENT: "een geheugensteun voor alles samen",
    ReplyKind.JOINT_THANKED: "bedankt voor [[uw|je]] betaling voor alles samen",
    ReplyKind.JOINT_MISSED: "een betaling voor alles samen kwam niet",
    ReplyKind.JOINT_BACK: "een betaling voor alles samen ging terug",
    ReplyKind.JOINT_PAUSED: "[[u hebt|je hebt]] pauze, bij alle organisaties",
    ReplyKind.JOINT_RESUMED: "de pauze is bijna voorbij",
    ReplyKind.JOINT_CHANGED: "het nieuwe plan voor alles samen",
    ReplyKind.JOINT_LEFT: "één organisatie doet niet meer mee",
    ReplyKind.JOINT_COMPLETED: "bedankt, het plan voor alles samen is klaar",
    ReplyKind.JOINT_ENDED: "het plan voor alles samen is gestopt",
    ReplyKind.JOINT_RENEW: "de vraag of [[uw|je]] toestemming langer mag gelden",
    ReplyKind.JOINT_WEIGHED: "een medewerker kijkt met [[u|je]] mee",
    ReplyKind.AGREED: "wat wij afspraken",
    ReplyKind.CORRECTED: "wij zetten een fout recht",
    ReplyKind.REFERRED: "wie contact met [[u|je]] opneemt",
    ReplyKind.HANDED_OVER: "wie het van ons overneemt",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A message that went out, something that came in, or a call; of a call there are no words to read."""

    number: int
    what: str
    day: str
    opens: bool  # the customer's own, with words to read
    has_why: bool  # sent by us for a reason
    month: str  # of a long story, in which it stands; empty in a short one


class Passed(NamedTuple):
    """Something that passed between us, or stands ready, without its words."""

    number: int
    key: str
    kind: str
    direction: str
    state: str
    send_from: datetime
    happened_at: datetime
    handed_over_at: datetime | None
    moment: int | None
    stage: str | None
    pay_before_on: date | None
    call: int | None
    result: str | None


def _passed(case: int) -> QuerySet[Any, Any]:
    ours = Q(moment__isnull=False) | IS_REPLY
    out = Q(direction=Direction.OUT, state__in=[*access.GONE_OUT, ContactState.PLANNED]) & ours
    shown = out | Q(direction=Direction.IN) | Q(call__isnull=False)
    rows = Contact.objects.filter(shown, case=case).order_by("-send_from", "-pk")[:SHOWN]
    return rows.values_list(
        "pk", "key", "kind", "direction", "state", "send_from", "happened_at", "handed_over_at",
        "moment", "moment__stage", "moment__pay_before_on", "call__pk", "call__result",
    )  # fmt: skip


_PASSED = Ready(_passed)


def contacts(case: Case) -> list[Passed]:
    """Newest first: what went out, what came in, and what stands ready."""
    return [Passed._make(row) for row in _PASSED.rows(case=case.pk)]


def lines(passed: Sequence[Passed], *, is_self: bool) -> tuple[Line, ...]:
    """A line for each that is not still to come; the words open for the customer, not for who looks along."""
    shown = [(_on(one), one) for one in passed if one.state != ContactState.PLANNED]
    shown.sort(key=itemgetter(0), reverse=True)
    named = cache(_named)  # in two years of post most lines say the same
    return tuple(_line(one, on, named, is_self=is_self, is_long=len(shown) > SHORT) for on, one in shown)


def _line(passed: Passed, on: date, named: Callable[..., str], *, is_self: bool, is_long: bool) -> Line:
    opens = is_self and passed.call is None
    answers = None if passed.stage else replies.kind_of_key(passed.key)
    return Line(
        number=passed.number,
        what=_called(passed) if passed.call else named(passed.direction, passed.kind, passed.stage, answers),
        day=here.day(on),
        opens=opens,
        has_why=opens and passed.direction == Direction.OUT,
        month=here.month(on) if is_long else "",
    )


def _on(passed: Passed) -> date:
    """The day that stands with it: of what we sent, the day on which it went."""
    at = passed.happened_at if passed.call or passed.direction == Direction.IN else passed.handed_over_at
    return local_day(at or passed.send_from)


def _called(passed: Passed) -> str:
    if passed.result == CallResult.REACHED:
        return say("Wij spraken elkaar")
    return say("[[U belde|Je belde]] ons" if passed.direction == Direction.IN else "Wij probeerden [[u|je]] te bellen")


def _named(direction: str, channel: str, stage: str | None, answers: ReplyKind | None) -> str:
    kind = say(ChannelKind(channel).label)
    if direction == Direction.IN:
        return say("Van [[u|jou]], per {kind}", kind=kind)
    what = say(Stage(stage).label) if stage else _answered(answers)
    return say("{what}, per {kind}", what=dutch.opening(what), kind=kind)


def _answered(answers: ReplyKind | None) -> str:
    return say(REPLIES[answers]) if answers else say("bericht")

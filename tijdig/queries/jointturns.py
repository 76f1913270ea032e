"""Whose turn it is in a joint arrangement, and the last day of that turn: one day, told in one way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tijdig.models import Joint, JointPart
from tijdig.queries import jointplans, jointquiet, worklist
from tijdig.queries.jointnext import ASKS
from tijdig.queries.worklist import Deadline
from tijdig.rules.joint import facts, moving
from tijdig.rules.joint.drafts import WITHOUT_ANSWER
from tijdig.rules.joint.facts import Turn
from tijdig.words import ChannelKind
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

THEIRS: Final = frozenset({P.ASKED, P.PROPOSED})
"""In these an organisation is to answer, and is not silent yet."""
SILENCES: Final = frozenset({P.SILENT, P.UNDECIDED})
"""In these it did not answer in time, and a person asks."""
_WITH_US: Final = frozenset({ChannelKind.PHONE, ChannelKind.COUNTER})
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turned:
    """Who is to do something, nobody in a pause, and the last day for it; no day where nothing is waited for."""

    who: str = ""
    last_on: date | None = None

    def deadline(self, day: date) -> Deadline | None:
        """As it stands on a page of this day."""
        if self.last_on is None:
            return None
        left = (self.last_on - day).days
        tone = "now" if left <= 0 else "soon" if left == 1 else "later"
        return Deadline(worklist.day_text(self.last_on, day), tone, self.last_on.isoformat())


def stands(state: S) -> str:
    """How far it is, as a colleague would say it: that the customer asked for it says nothing of what was asked."""
    return "nog niemand gevraagd" if state == S.REQUESTED else state.label


def of(joint: Joint, parts: Sequence[JointPart], call_by: date | None) -> Turned:
    """Where it was asked: the next one of all who are in it, as the rules say it; a call that was promised by its day.

    `call_by` is that day (`jointpromise`).
    """
    rows = tuple(_known(part) for part in parts)
    found = moving.due(facts.Joint(S(joint.state), rows, call_by or joint.due_on))
    if found is None:
        return Turned()
    part = next((part for part in parts if part.pk == found.part), None)
    if part is not None and part.state in THEIRS:
        return Turned(part.creditor.name, jointquiet.last_to_answer(part))
    if part is not None and part.state != P.PICKED:
        return Turned(found.owner.label.capitalize(), jointquiet.last_to_answer(part))
    return Turned(_asked(joint, parts) or _who(joint, found.owner), _last_of(joint, found.on))


def _asked(joint: Joint, parts: Sequence[JointPart]) -> str:
    """Who is to answer, while others than the house were asked; nobody once one is silent: then we call."""
    names = [
        part.creditor.name for part in parts if part.state in THEIRS and part.creditor_id != joint.case.creditor_id
    ]
    is_ours = any(part.state in SILENCES for part in parts)
    if joint.state not in {S.INVENTORY, S.PROPOSED} or is_ours or not names:
        return ""
    return names[0] if len(names) == 1 else "De organisaties"


def there(own: JointPart | None) -> Turned:
    """At an organisation that takes part: its own answer, or what the customer says of it."""
    if own is None or P(own.state) not in ASKS or own.due_on is None:
        return Turned()
    return Turned("De klant" if own.state == P.COUNTERED else "Wij", jointquiet.last_to_answer(own))


def _known(part: JointPart) -> facts.Part:
    until = jointquiet.until_of(part) if part.state in WITHOUT_ANSWER else None
    return facts.Part(part.pk, P(part.state), due_on=part.due_on, hold_until=until)


def _who(joint: Joint, owner: Turn) -> str:
    """Before anything is asked, the colleague who began it with the customer goes on with it."""
    if joint.state == S.PAUSED:
        return ""
    is_ours = joint.state == S.REQUESTED and joint.by_channel in _WITH_US
    return (Turn.TEAM if is_ours else owner).label.capitalize()


def _last_of(joint: Joint, on: date) -> date:
    """Of the whole: what the customer was told of an offer, else the day before time does something."""
    if joint.state == S.OFFERED:
        offered = [plan for plan in joint.plans.all() if plan.confirmed_at is None]
        return jointplans.until_of(max(offered, key=lambda plan: plan.number)) if offered else on
    return on - _DAY

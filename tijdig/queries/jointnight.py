"""Which joint arrangements the night has to take in hand: looked at without a lock, so an idle one stays as it is."""

from datetime import date

from tijdig.models import Joint
from tijdig.queries import jointfacts, jointfirst, jointmoney, jointrenewal
from tijdig.rules.joint import facts
from tijdig.rules.joint.asking import LASTS
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.moving import due
from tijdig.rules.joint.returning import is_in_plan
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S


def to_look_at(day: date) -> list[int]:
    """Those of which something may be due, by number."""
    return sorted({*jointfacts.waiting(day), *jointrenewal.to_ask(day), *jointfirst.with_help(day)})


def has_work(joint: Joint, day: date) -> bool:
    """Whether anything is to be done on this day: it is due, a consent ended, a word was given, or money moved."""
    known = jointfacts.read(joint, day)
    if known.state in OVER:
        return known.state == S.COMPLETED and _went_back(joint, known)
    if jointfirst.began_help(known, joint.case, day):
        return True
    found = due(known)
    return (found is not None and found.on <= day) or any(map(_waits, known.parts)) or _moved(known)


def _waits(part: facts.Part) -> bool:
    """Whether its consent ended, or what is open in the file here may be taken by its word."""
    return (part.state in LASTS and not part.has_consent) or (part.state == P.ASKED and part.yes_months > 0)


def _moved(known: facts.Joint) -> bool:
    """Whether money came in, or a bill was put right, where it runs; or money went back that is open again there."""
    parts = [part for part in known.parts if part.state in {P.RUNNING, P.PAID}]
    return any(
        (part.state == P.RUNNING and moved.came + moved.less > 0) or is_in_plan(part, moved.back)
        for part, moved in jointmoney.unheard(parts)
    )


def _went_back(joint: Joint, known: facts.Joint) -> bool:
    """Whether money went back after it was done, while no other plan took its place; its consents stand again then."""
    paid_up = [part for part in known.parts if part.state == P.PAID]
    return any(moved.back for _, moved in jointmoney.unheard(paid_up)) and not jointmoney.has_other(joint)

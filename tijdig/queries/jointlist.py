"""The list of joint arrangements of one organisation that are not over, the nearest deadline first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import F, Prefetch, Q

from tijdig.models import Joint, JointPart
from tijdig.queries import jointpayee, jointpromise, jointturns
from tijdig.queries.doors import Staff
from tijdig.queries.jointwork import SILENT, names_of, our_case, seen_by
from tijdig.queries.worklist import Deadline
from tijdig.rules import dutch
from tijdig.rules.joint.drafts import GONE, OVER
from tijdig.rules.references import joint_reference
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

PAGE: Final = 25


@dataclass(frozen=True)
class Row:
    """One of them in the list."""

    number: int
    name: str
    is_house: bool  # it was asked here
    is_passing: bool  # we only take the money of it
    about: str
    state: str
    who: str  # whose turn it is
    deadline: Deadline | None


@dataclass(frozen=True)
class Listed:
    """The list, the nearest deadline first."""

    rows: tuple[Row, ...]
    page: int
    pages: int

    @property
    def is_passing(self) -> bool:
        """Whether we only take the money of each: then there is no turn, day or state to tell of any."""
        return all(row.is_passing for row in self.rows)


def listed(staff: Staff, at: datetime, page: int = 1) -> Listed:
    """Those that are not over, the nearest deadline first."""
    day = local_day(at)
    seen, taken = seen_by(staff.creditor_id, day).values("pk"), jointpayee.taken_by(staff.creditor_id).values("pk")
    rows = Joint.objects.filter(Q(pk__in=seen) | Q(pk__in=taken)).exclude(state__in=[state.value for state in OVER])
    pages = max(1, -(-rows.count() // PAGE))
    now = min(max(1, page), pages)
    wanted = rows.select_related("case__creditor").order_by(F("due_on").asc(nulls_last=True), "pk")
    parts = JointPart.objects.select_related("creditor", "case", "consent", "standstill").order_by("pk")
    found = list(wanted.prefetch_related("plans", Prefetch("parts", parts))[PAGE * (now - 1) : PAGE * now])
    names = names_of([case for joint in found if (case := our_case(joint, staff)) is not None])
    ours = set(
        seen_by(staff.creditor_id, day).filter(pk__in=[joint.pk for joint in found]).values_list("pk", flat=True)
    )
    promised = jointpromise.told_by_each(found)
    told = (
        _row(joint, staff, names, day, promised.get(joint.pk)) if joint.pk in ours else _taken(joint)
        for joint in found
    )  # fmt: skip
    # The database knows the day of the whole; the turn of one of them may end sooner.
    return Listed(tuple(sorted(told, key=_by_day)), now, pages)


def _by_day(row: Row) -> tuple[str, int]:
    """Those without a day come last, in the order of their number."""
    return (row.deadline.iso, 0) if row.deadline else ("9999", row.number)


def _taken(joint: Joint) -> Row:
    """One of which we only take the money: its number is all that we know it by."""
    name, about = joint_reference(joint.pk), "Wij ontvangen het geld, en verdelen het"
    return Row(joint.pk, name, is_house=False, is_passing=True, about=about, state="", who="", deadline=None)


def _row(joint: Joint, staff: Staff, names: dict[int, str], day: date, call_by: date | None) -> Row:
    is_house, case = joint.case.creditor_id == staff.creditor_id, our_case(joint, staff)
    parts = list(joint.parts.all())
    own = next((part for part in parts if part.creditor_id == staff.creditor_id), None)
    turn = jointturns.of(joint, parts, call_by) if is_house else jointturns.there(own)
    live = [part for part in parts if part.state not in GONE]
    if is_house:
        silent = sum(part.state in SILENT for part in parts)
        about = f"{dutch.count(len(live)).capitalize()} organisaties" if len(live) != 1 else "Eén organisatie"
        about += f", {dutch.count(silent)} nog stil" if silent else ""
    else:
        about = f"Gevraagd bij {joint.case.creditor.name}"
    return Row(
        number=joint.pk,
        name=names.get(case.customer_id, "") if case else (own.customer_number if own else ""),
        is_house=is_house,
        is_passing=False,
        about=about,
        state=jointturns.stands(S(joint.state)) if is_house or own is None else P(own.state).label,
        who=turn.who,
        deadline=turn.deadline(day),
    )

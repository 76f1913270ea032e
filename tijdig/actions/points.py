"""Contact points: a number or address that a customer tells us, and one of ours that is wrong or not safe."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from tijdig.actions import allotting, audit, calls, cases, wishes
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.intake import cells
from tijdig.models import Case, ContactPoint
from tijdig.queries import visible
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, FactSource, PointKind, PointState, Word

_HOME, _MOBILE = "31", "+316"
_ADDRESS_LINES = 2
_PHONES = (PointKind.MOBILE, PointKind.PHONE)


class PointMark(Word):
    """What a customer says of a number or address that we have."""

    WRONG = "wrong", "klopt niet"
    UNSAFE = "unsafe", "niet veilig"
    RIGHT = "right", "klopt, en is veilig"


@dataclass(frozen=True, slots=True)
class Told:
    """All that was told in one go; what was not told changes nothing."""

    values: tuple[tuple[PointKind, str], ...] = ()  # as `understood` gives them
    marks: tuple[tuple[int, PointMark], ...] = ()  # the number of a contact point
    prefers: ChannelKind | None = None
    not_by: ChannelKind | None = None
    is_safe: bool | None = None


def understood(kind: PointKind, text: str) -> tuple[PointKind, str]:
    """The kind and the value as intake would keep them; RefusedError when it cannot be one."""
    if kind == PointKind.EMAIL:
        if value := cells.email(text):
            return kind, value
        raise RefusedError(Refusal.BAD_EMAIL)
    if kind == PointKind.POST:
        lines = [cells.printable(line) for line in text.splitlines() if line.strip()]
        if len(lines) < _ADDRESS_LINES:
            raise RefusedError(Refusal.BAD_ADDRESS)
        return kind, "\n".join(lines)
    if value := cells.numbers(_HOME)(text):
        return PointKind.MOBILE if value.startswith(_MOBILE) else PointKind.PHONE, value
    raise RefusedError(Refusal.BAD_PHONE)


def add(case: Case, kind: PointKind, text: str, *, by: str, at: datetime, version: int | None = None) -> ContactPoint:
    """The customer told a number or address; one that we had already is good again."""
    kind, value = understood(kind, text)
    with cases.changing(case, version) as fresh:
        if same := [one for one in visible.points(fresh) if one.kind == kind and _is_same(one.value, value, kind)]:
            return mark(same[-1], fresh, PointMark.RIGHT, by=by, at=at)
        point = ContactPoint.objects.create(
            customer=fresh.customer, kind=kind, value=value, source=FactSource.CUSTOMER, noted_on=local_day(at)
        )
        audit.record("point.noted", point, by=by, at=at, case_id=fresh.pk, facts={"kind": kind})
    return point


def mark(
    point: ContactPoint, case: Case, mark: PointMark, *, by: str, at: datetime, version: int | None = None
) -> ContactPoint:
    """It is wrong, not safe, or right after all; what is queued for it is looked at again when its turn comes.

    A call or visit that somebody was to make there is off at once, and so is a call that we promised.
    """
    values: dict[PointMark, dict[str, object]] = {
        PointMark.WRONG: {"state": PointState.WRONG.value},
        PointMark.UNSAFE: {"is_safe": False},
        PointMark.RIGHT: {"state": PointState.UNVERIFIED.value, "is_safe": True},
    }
    with cases.changing(case, version) as fresh:
        rows = ContactPoint.objects.filter(pk=point.pk, customer_id=fresh.customer_id)
        if not rows.update(version=F("version") + 1, **values[mark]):
            raise RefusedError(Refusal.OTHER_CASE)
        point.refresh_from_db()
        allotting.drop_unreachable(fresh, by=by, at=at)
        if mark != PointMark.RIGHT and point.kind in _PHONES:
            calls.drop_unreachable(fresh, point.value, by=by, at=at)
        audit.record("point.marked", point, by=by, at=at, case_id=fresh.pk, facts={"as": mark})
    return point


def keep(case: Case, told: Told, *, by: str, at: datetime, version: int | None = None) -> None:
    """All that was told in one go, or nothing."""
    with cases.changing(case, version) as fresh:
        if not any((told.values, told.marks, told.prefers, told.not_by, told.is_safe is not None)):
            raise RefusedError(Refusal.NOTHING_TOLD)
        for number, marked in told.marks:
            found = visible.points(fresh).filter(pk=number).first()
            if found is None:
                raise RefusedError(Refusal.OTHER_CASE)
            mark(found, fresh, marked, by=by, at=at)
        for kind, text in told.values:
            add(fresh, kind, text, by=by, at=at)
        _wishes(fresh, told, by=by, at=at)


def _wishes(case: Case, told: Told, *, by: str, at: datetime) -> None:
    if told.prefers:
        wishes.prefer(case, told.prefers, by=by, at=at)
    if told.not_by:
        wishes.refuse(case, told.not_by, by=by, at=at)
    if told.is_safe is not None:
        (wishes.safe_again if told.is_safe else wishes.unsafe)(case, by=by, at=at)


def _is_same(one: str, other: str, kind: str) -> bool:
    """Two ways of writing one address."""
    if kind in _PHONES:
        return cells.numbers(_HOME)(one) == other
    return one.strip().casefold() == other.casefold()

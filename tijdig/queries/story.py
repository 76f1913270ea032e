"""The short story of a case: how it stands, what happens next, what went before, and the holds that keep it quiet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from tijdig.models import Case, Contact, Decision, Hold
from tijdig.planner.codes import Whether
from tijdig.planner.decisions import Decision as Planned
from tijdig.planner.text import date_text, decision_text
from tijdig.queries import agreed, held, holdrows, promised, standing, visible
from tijdig.rules import dutch
from tijdig.rules.formality import spoken_to
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CaseState, ChannelKind, ContactState, Direction, Stage, StopReason

LINES = 5
"""So many messages are told of; who wants them all opens the case."""

QUEUED = (ContactState.PLANNED, ContactState.CLAIMED)
SENT = (ContactState.HANDED_OVER, ContactState.DELIVERED)
AMOUNTS = frozenset({"open_cents", "overdue_cents"})
CARRIERS = list(ChannelKind)


def lines(
    case: Case,
    day: date,
    planned: Planned,
    made: Decision | None,
    changed: frozenset[str],
    *,
    then_cents: int | None = None,
) -> Iterator[str]:
    """The story on one day: `planned` is what holds now, `made` was decided last and `changed` is different since.

    `then_cents` is what was open on a day that is past; then nothing is told of what came later.
    """
    yield f"Dossier {case.pk}: klant {case.customer.number} bij {case.creditor.name}"
    is_past = then_cents is not None
    messages = [one for one in _messages(case) if not is_past or _day(one) <= day]
    faults = _faults(messages, day)
    if case.state == CaseState.CLOSED and not (is_past and case.closed_on and case.closed_on > day):
        closed_on = date_text(case.closed_on) if case.closed_on else ""
        yield f"Stand: gesloten op {closed_on}, {case.get_closing_reason_display()}"
    else:
        yield f"Stand: open, {euros(_open_cents(case) if then_cents is None else then_cents)} nog te betalen"
        since = made.valid_from if made else day
        news = [one for one in messages if since <= _day(one) <= day]
        on = made.valid_from if is_past and made else day
        nexts = [*promised.lines(case, day), *_next(messages, faults, on, planned)]
        steps = [*_changes(case, made, changed), *_stops(news, faults), *nexts]
        yield f"Volgende stap: {'; '.join(steps)}"
        yield from held.lines(planned)
        yield from _holds(holdrows.known_then(case, day) if is_past else _active(case, day), day)
        yield from _agreed(case, day)
    if past := _past(messages, faults, day):
        yield "Wat ging vooraf:"
        yield from (f"  {line}" for line in past[:LINES])


def _open_cents(case: Case) -> int:
    return sum([claim.open_cents for claim in visible.claims(case) if claim.open_cents > 0])


def _messages(case: Case) -> list[Contact]:
    ids = Contact.objects.filter(case=case, direction=Direction.OUT).values_list("pk", flat=True)
    return standing.with_all(ids)


def _faults(messages: Sequence[Contact], day: date) -> dict[int, str]:
    """The queued messages that will not go out any more, and those that were stopped: why."""
    queued = [one for one in messages if one.state in QUEUED]
    late = {one.pk: StopReason.TOO_LATE for one in queued if one.send_until and local_day(one.send_until) < day}
    marked = {one.pk: StopReason(one.stop_reason) for one in messages if one.stop_reason}
    return {number: reason.label for number, reason in (late | standing.faults(queued, day) | marked).items()}


# What happens next ---------------------------------------------------------------------------------------------------


def _changes(case: Case, made: Decision | None, changed: frozenset[str]) -> Iterator[str]:
    if made is None or not changed:
        return
    since = f"veranderd sinds het besluit van {date_text(made.valid_from)}"
    if not changed & AMOUNTS:
        yield f"de gegevens zijn {since}"
        return
    then, now = int(made.columns.get("open_cents", 0)), _open_cents(case)
    yield f"de bedragen zijn {since}" + (f" (toen {euros(then)}, nu {euros(now)})" if then != now else "")


def _stops(messages: Sequence[Contact], faults: dict[int, str]) -> Iterator[str]:
    stopped = [one for one in messages if one.pk in faults and one.state not in SENT]
    if stopped:
        is_all = len(stopped) == len(messages)
        yield "wat klaarstond, gaat niet uit" if is_all else "een deel van wat klaarstond, gaat niet uit"


def _next(messages: Sequence[Contact], faults: dict[int, str], day: date, planned: Planned) -> Iterator[str]:
    going = [one for one in messages if one.state in QUEUED and one.pk not in faults]
    sent = [one for one in messages if one.state in SENT and _day(one) == day]
    for group in _groups(going, faults, newest_first=False):
        at = group[0].send_from.astimezone(AMSTERDAM)
        yield f"{_what(group)} op {date_text(at.date())} vanaf {_hour(at)}"
    if going:
        return
    for group in _groups(sent, faults, newest_first=False):
        yield f"op {date_text(day)} ging uit: {_what(group)}"
    yield _after(planned, went_out=bool(sent))


def _after(planned: Planned, *, went_out: bool) -> str:
    """What comes when nothing is queued; what just went out is not said again."""
    if planned.whether == Whether.CLOSE:
        return "de eerstvolgende nacht sluit het dossier"
    if planned.whether != Whether.ACT:
        return f"opnieuw bekijken op {date_text(planned.wait_until)}"
    if went_out:
        return "de eerstvolgende nacht kijkt opnieuw"
    words = decision_text(planned, is_held=held.is_whole(planned))
    return f"de eerstvolgende nacht beslist; zoals het nu staat: {words}"


# What went before ----------------------------------------------------------------------------------------------------


def _past(messages: Sequence[Contact], faults: dict[int, str], day: date) -> list[str]:
    known = [one for one in messages if _day(one) <= day]
    return [
        f"{_short_day(_day(group[0]), day)}: {_what(group, ', ')}, {_became(group[0], faults)}"
        for group in _groups(known, faults, newest_first=True)
    ]


def _groups(messages: Iterable[Contact], faults: dict[int, str], *, newest_first: bool) -> Iterator[list[Contact]]:
    """Messages of one moment that fared alike, together."""

    def order(one: Contact) -> tuple[date, int, str]:
        return _day(one), one.moment_id or 0, _became(one, faults)

    for _, group in groupby(sorted(messages, key=order, reverse=newest_first), key=order):
        yield sorted(group, key=lambda one: CARRIERS.index(ChannelKind(one.kind)))


def _what(group: Sequence[Contact], between: str = "") -> str:
    """`eerste herinnering (brief + e-mail)`, or with something between the two."""
    kinds = " + ".join(dict.fromkeys(ChannelKind(one.kind).label for one in group))
    name = Stage(group[0].moment.stage).label if group[0].moment else "antwoord"
    return f"{name}{between}{kinds}" if between else f"{name} ({kinds})"


def _became(one: Contact, faults: dict[int, str]) -> str:
    if one.state in SENT:
        arrived = " en aangekomen" if one.state == ContactState.DELIVERED else ""
        return f"verstuurd om {_hour(one.handed_over_at)}{arrived}" if one.handed_over_at else f"verstuurd{arrived}"
    if one.state == ContactState.STOPPED:
        return f"gestopt: {faults.get(one.pk, 'geen reden bekend')}"
    if one.state in QUEUED and one.pk in faults:
        return f"gaat niet uit: {faults[one.pk]}"
    label = ContactState(one.state).label
    return f"{label} vanaf {_hour(one.send_from)}" if one.state == ContactState.PLANNED else label


def _day(one: Contact) -> date:
    """The day people remember it by: when it went out, else the day it was meant for."""
    if one.state in SENT and one.handed_over_at:
        return local_day(one.handed_over_at)
    return one.moment.day if one.moment else local_day(one.send_from)


# Holds ---------------------------------------------------------------------------------------------------------------


def _active(case: Case, day: date) -> list[Hold]:
    return list(standing.active_holds(day).filter(case=case).select_related("claim").order_by("pk"))


def _holds(holds: Iterable[Hold], day: date) -> Iterator[str]:
    for hold in holds:
        which = f" voor rekening {hold.claim.reference}" if hold.claim else ""
        until = f"tot {_short_day(hold.until_on, day)}" if hold.until_on and hold.until_on > day else "zonder einddatum"
        why = hold.get_reason_display() if hold.reason else hold.get_kind_display()
        yield f"Rust{which} {until}: {why}"


def _agreed(case: Case, day: date) -> Iterator[str]:
    bills = agreed.Bills(case)
    for row in agreed.shown(case, day):
        said = " ".join(agreed.sentences(agreed.solution_of(row), bills))
        yield f"Afgesproken op {_short_day(row.since_on, day)}: {spoken_to(said, is_formal=True)}"


def _short_day(on: date, day: date) -> str:
    """Without the year when it is this year's."""
    return dutch.day(on).removesuffix(f" {day.year}")


def _hour(at: datetime) -> str:
    return f"{dutch.hour(at.astimezone(AMSTERDAM))} uur"

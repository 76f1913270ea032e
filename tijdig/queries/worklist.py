"""The list of today: one row per person in need, with one recommended step, its reason and its deadline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from tijdig.models import Case, Creditor, CustomerDetails
from tijdig.policy import Policy
from tijdig.queries import hours, jointpromise, policies, slots, standing, steps, tongues, worksources
from tijdig.queries.visible import holds_q, open_by_customer
from tijdig.queries.worksources import WorkKind
from tijdig.rules import actors, dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, add_workdays, local_day
from tijdig.words import ClaimKind, DayPart, RequestKind, Sector

PAGE = 25
_QUOTE = 140
_WEEK = 7
LAST = "tot en met "
"""Before the last day on which something is in time."""
_NAME = Concat(F("first_name"), Value(" "), F("last_name"))
_FIRST = (WorkKind.DISTRESS, WorkKind.CALL_BACK)
"""Before everything else, whatever its day: distress also before a call that was promised for later today."""
_CALLS = (WorkKind.OWN_CALL, WorkKind.NOT_REACHED, WorkKind.DECISION)
"""Where it helps to know when somebody likes to be called."""

_URGENT = f"CASE kind WHEN '{_FIRST[0]}' THEN 0 WHEN '{_FIRST[1]}' THEN 1 ELSE 2 END"
_ORDER = f"{_URGENT}, due_on, due_at IS NULL, due_at, kind, ref"
_COUNTS = """
SELECT kind, COUNT(DISTINCT who) FROM items GROUP BY kind
UNION ALL SELECT 'all', COUNT(DISTINCT who) FROM items
UNION ALL SELECT 'today', COUNT(DISTINCT who) FROM items WHERE due_on <= %(day)s
UNION ALL SELECT 'mine', COUNT(*) FROM tijdig_case WHERE handler_id = %(user)s AND creditor_id = %(creditor)s
    AND state = 'open'
"""
_ROWS = f"""
SELECT who, kind, due_on, due_at, ref, code, words, since FROM (
    SELECT items.*, ROW_NUMBER() OVER (PARTITION BY who ORDER BY {_ORDER}) AS place FROM items {{only}}) best
WHERE place = 1 ORDER BY {_ORDER} LIMIT %(size)s OFFSET %(skip)s
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Viewer:
    """Who looks at the list, and at what."""

    creditor_id: int
    user_id: int
    whole_team: bool = False
    only: str = ""
    page: int = 1

    @property
    def actor(self) -> str:
        """As the trail names this colleague."""
        return actors.colleague(self.user_id)


@dataclass(frozen=True)
class Deadline:
    """When something must be done, as one reads it at a glance."""

    text: str
    tone: str  # now, soon, later
    iso: str


@dataclass(frozen=True)
class Row:
    """One person who needs us."""

    number: int  # of the case, or of the open form
    is_form: bool
    name: str
    about: str
    title: str
    why: str
    quote: str
    deadline: Deadline
    late_text: str  # nothing when nothing is late
    coming_text: str


@dataclass(frozen=True)
class Pill:
    """A filter with how many it would show."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True)
class Worklist:
    """The page of today."""

    greeting: str
    summary: str
    pills: tuple[Pill, ...]
    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    only: str
    whole_team: bool
    page: int
    pages: int
    total: int
    has_hours: bool  # somebody can call customers in the days from which they may choose


class Item(NamedTuple):
    """One reason why somebody needs us, straight from the database."""

    who: int
    kind: str
    due_on: date
    due_at: datetime | None
    ref: int
    code: str
    words: str
    since: datetime


def today(viewer: Viewer, name: str, at: datetime) -> Worklist:
    """The list for this colleague at this moment."""
    creditor = Creditor.objects.annotate(next_hours=hours.next_open(at)).get(pk=viewer.creditor_id)
    day = local_day(at)
    policy = policies.of(creditor, day)
    counts = _counts(creditor, viewer, day, policy)
    total = counts.get(viewer.only or "all", 0)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, viewer.page), pages)
    items = _items(creditor, viewer, day, policy, page)
    rows = tuple(_rows(creditor, items, at, policy))
    return Worklist(
        greeting=f"{_greeting(at)}, {name.partition(' ')[0]}" if name else _greeting(at),
        summary=_summary(counts, rows, at),
        pills=tuple(_pills(counts, viewer.only)),
        rows=rows,
        counts=counts,
        only=viewer.only,
        whole_team=viewer.whole_team,
        page=page,
        pages=pages,
        total=total,
        has_hours=bool(creditor.next_hours and creditor.next_hours < slots.horizon(day, policy)),
    )


def counts_for(viewer: Viewer, at: datetime) -> Mapping[str, int]:
    """How much of each kind waits: the numbers beside the menu."""
    creditor = Creditor.objects.get(pk=viewer.creditor_id)
    day = local_day(at)
    return _counts(creditor, viewer, day, policies.of(creditor, day))


def item_of(case: Case, viewer: Viewer, at: datetime) -> Item | None:
    """The first thing that has to be done for this case, if anything."""
    day = local_day(at)
    query = _head(case.creditor, viewer, policies.of(case.creditor, day)) + _ROWS.format(only="WHERE who = %(who)s")
    found = list(_fetch(query, viewer, day, who=case.pk, size=1, skip=0))
    return found[0] if found else None


def next_of(case: Case, viewer: Viewer, at: datetime) -> int | None:
    """Who stands first on the list of this colleague beside this case: a case, or minus an open form."""
    day = local_day(at)
    query = _head(case.creditor, viewer, policies.of(case.creditor, day)) + _ROWS.format(only="WHERE who <> %(who)s")
    return next((item.who for item in _fetch(query, viewer, day, who=case.pk, size=1, skip=0)), None)


def steps_of(cases: Sequence[int], viewer: Viewer, at: datetime) -> dict[int, tuple[str, Deadline]]:
    """The next step and its day for each of these cases of one organisation that waits for us, in one go."""
    if not cases:
        return {}
    creditor, day = Creditor.objects.get(pk=viewer.creditor_id), local_day(at)
    policy = policies.of(creditor, day)
    only = f"WHERE who IN ({', '.join(f'{number:d}' for number in cases)})"
    query = _head(creditor, replace(viewer, whole_team=True), policy) + _ROWS.format(only=only)
    found = _fetch(query, viewer, day, size=len(cases), skip=0)
    return {item.who: (steps.advise(item.kind, item.code).title, deadline_of(item, at, policy)) for item in found}


def deadline_of(item: Item, at: datetime, policy: Policy) -> Deadline:
    """When it must be done: an hour that was promised, else a day."""
    day = local_day(at)
    if item.due_at is not None:
        local = item.due_at.astimezone(AMSTERDAM)
        hour = f"{dutch.hour(local)} uur"
        is_today = local.date() == day
        on = day_text(local.date(), day).removeprefix(LAST)
        return Deadline(hour if is_today else f"{on}, {hour}", "now", local.isoformat())
    due = _due_on(item, policy)
    tone = "now" if due <= day else "soon" if (due - day).days == 1 else "later"
    return Deadline(day_text(due, day), tone, due.isoformat())


def _due_on(item: Item, policy: Policy) -> date:
    """The database puts disputes in order by days; what we promised was workdays."""
    if item.kind == WorkKind.DISPUTE:
        return add_workdays(local_day(item.since), policy.contacts.complaint_answer_workdays, policy)
    return item.due_on


def day_text(due: date, day: date) -> str:
    """Until when something must be done; that day is its last."""
    left = (due - day).days
    if left < 0:
        return f"had gemoeten op {due.day} {dutch.MONTHS[due.month - 1]}"
    if left <= 1:
        return ("vandaag", f"{LAST}morgen")[left]
    return f"{LAST}{dutch.WEEKDAYS[due.weekday()] if left < _WEEK else f'{due.day} {dutch.MONTHS[due.month - 1]}'}"


def _head(creditor: Creditor, viewer: Viewer, policy: Policy) -> str:
    contacts = policy.contacts
    return worksources.items(
        creditor,
        whole_team=viewer.whole_team,
        tolerance_days=contacts.instalment_tolerance_days,
        workdays=contacts.instalment_contact_workdays,
        named_after_days=policy.stages.first_reminder_from_days,
        renew_call_days=policy.joint.renew_call_days,
        standstill_days=policy.joint.standstill_days,
    )


def _counts(creditor: Creditor, viewer: Viewer, day: date, policy: Policy) -> dict[str, int]:
    return dict(_execute(_head(creditor, viewer, policy) + _COUNTS, viewer, day))


def _items(creditor: Creditor, viewer: Viewer, day: date, policy: Policy, page: int) -> list[Item]:
    only = "WHERE kind = %(kind)s" if viewer.only else ""
    query = _head(creditor, viewer, policy) + _ROWS.format(only=only)
    more = {"kind": viewer.only, "size": PAGE, "skip": PAGE * (page - 1)}
    return sorted(_fetch(query, viewer, day, **more), key=lambda item: _place(item, policy))


def _place(item: Item, policy: Policy) -> tuple[int, date]:
    """Where it stands in its page, now that workdays count."""
    return _FIRST.index(WorkKind(item.kind)) if item.kind in _FIRST else len(_FIRST), _due_on(item, policy)


def _execute(query: str, viewer: Viewer, day: date, **more: Any) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"creditor": viewer.creditor_id, "user": viewer.user_id, "actor": viewer.actor, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(query, values | more)
        return list(cursor.fetchall())


def _fetch(query: str, viewer: Viewer, day: date, **more: Any) -> Iterator[Item]:
    found = [
        Item(who, kind, _day(due_on), due_at and _moment(due_at), ref, code, words, _moment(since))
        for who, kind, due_on, due_at, ref, code, words, since in _execute(query, viewer, day, **more)
    ]
    told = {item.ref for item in found if item.kind == WorkKind.JOINT and item.code in jointpromise.KEPT}
    promised = jointpromise.of_numbers(told)
    for item in found:
        is_told = item.kind == WorkKind.JOINT and item.code in jointpromise.KEPT and item.ref in promised
        yield item._replace(due_on=promised[item.ref]) if is_told else item


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _rows(creditor: Creditor, items: Sequence[Item], at: datetime, policy: Policy) -> Iterator[Row]:
    people = _people(creditor, [item.who for item in items if item.who > 0], local_day(at))
    for item in items:
        unknown = _Person(item.code or "Zonder naam", "open formulier", 0, 0, can_call=True)
        person = people.get(item.who, unknown)
        advice = steps.advise(item.kind, item.code, can_call=person.can_call)
        yield Row(
            number=abs(item.who),
            is_form=item.kind == WorkKind.FORM,
            name=person.name,
            about=person.about,
            title=advice.title,
            why=" ".join(filter(None, (advice.why, *_on_calls(item, person)))),
            quote=short(item.words),
            deadline=deadline_of(item, at, policy),
            late_text=euros(person.late) if person.late else "",
            coming_text=euros(person.coming) if person.coming else "",
        )


def _on_calls(item: Item, person: "_Person") -> Iterator[str]:
    """What helps to know before a call: at which times, and in which language."""
    is_asked = item.kind == WorkKind.CALL_BACK or item.code == RequestKind.CALL_ME
    if item.kind in _CALLS:
        yield person.times
    if (is_asked or item.kind in _CALLS) and person.call_in:
        yield f"{person.call_in}."


def short(words: str) -> str:
    """The beginning of what somebody said, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE].rsplit(' ', 1)[0]} …"


class _Person(NamedTuple):
    """Who it is about, how much is late and to come, and whether, when and in which language one can call."""

    name: str
    about: str
    late: int
    coming: int
    can_call: bool
    times: str = ""
    call_in: str = ""


def _people(creditor: Creditor, ids: Sequence[int], day: date) -> dict[int, _Person]:
    """Everybody on this page of the list."""
    via = standing.administrators(day).filter(customer_id=OuterRef("customer_id"))
    names = _details().filter(customer_id=OuterRef("customer_id")).annotate(name=_NAME).values("name")[:1]
    cases = Case.objects.filter(pk__in=ids).annotate(
        is_represented=Exists(via), name=Subquery(names), can_call=standing.can_call(day),
        asked_in=Subquery(tongues.calls()), told_of=Subquery(tongues.details(day)),
    )  # fmt: skip
    rows = list(
        cases.values_list(
            "pk",
            "customer_id",
            "customer__number",
            "name",
            "is_represented",
            "can_call",
            "customer__call_parts",
            "asked_in",
            "told_of",
        )
    )
    claims = open_by_customer(creditor, [row[1] for row in rows])
    return {
        case: _Person(
            (name or "").strip() or f"Klant {number}",
            _about(creditor, [kind for kind, *_ in claims.get(customer, [])], is_represented=is_represented),
            sum(cents for _, cents, due_on in claims.get(customer, []) if due_on < day),
            sum(cents for _, cents, due_on in claims.get(customer, []) if due_on >= day),
            can_call,
            times_text(parts),
            tongues.call_in(asked_in, told_of),
        )
        for case, customer, number, name, is_represented, can_call, parts, asked_in, told_of in rows
    }


def times_text(parts: Sequence[str]) -> str:
    """When somebody likes to be called, as a sentence; nothing when every hour is fine."""
    labels = [part.label for part in DayPart if part.value in parts]
    return f"Bellen past het best in de {' en '.join(labels)}." if labels else ""


def _details() -> QuerySet[CustomerDetails]:
    """What the files say of customers, the newest first."""
    return CustomerDetails.objects.filter(holds_q("", "customer__creditor__")).order_by("-since_intake", "-id")


def _about(creditor: Creditor, kinds: Sequence[str], *, is_represented: bool) -> str:
    labels = list(dict.fromkeys(ClaimKind(kind).label for kind in kinds)) or [Sector(creditor.sector).label]
    bills = f" · {len(kinds)} rekeningen" if len(kinds) > 1 else ""
    return " en ".join(labels[:2]) + bills + (" · via bewindvoerder" if is_represented else "")


def _pills(counts: Mapping[str, int], only: str) -> Iterator[Pill]:
    yield Pill("", "Alles", counts.get("all", 0), is_on=not only)
    for kind in WorkKind:
        if counts.get(kind) or kind == only:
            yield Pill(kind.value, kind.label, counts.get(kind, 0), is_on=kind == only)


def _greeting(at: datetime) -> str:
    hour = at.astimezone(AMSTERDAM).hour
    return "Goedemorgen" if hour < 12 else "Goedemiddag" if hour < 18 else "Goedenavond"


def _summary(counts: Mapping[str, int], rows: Sequence[Row], at: datetime) -> str:
    """How many people need somebody, and who comes first."""
    total, now = counts.get("all", 0), counts.get("today", 0)
    if not total:
        return "Niemand wacht op u. Nieuwe reacties verschijnen hier meteen."
    people = "Eén persoon heeft" if total == 1 else f"{dutch.count(total).capitalize()} mensen hebben"
    when = ", vandaag." if now == total else f", {dutch.count(now)} daarvan vandaag." if now else "."
    first = rows[0] if rows and "T" in rows[0].deadline.iso else None
    if first and datetime.fromisoformat(first.deadline.iso) >= at:
        return f"{people} u nodig{when} U belt eerst {first.name}, om {first.deadline.text}."
    return f"{people} u nodig{when}"

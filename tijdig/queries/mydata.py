"""Everything that we hold on one customer, row by row: to read, and for a computer; never all of it in memory."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet

from tijdig.models import (
    Case,
    Consent,
    Contact,
    ContactPoint,
    CustomerDetails,
    Decision,
    RoomToPay,
    Shared,
)
from tijdig.models.columns import FromIntake
from tijdig.queries import access, consentpages, portal, replies
from tijdig.queries.doors import Visitor
from tijdig.queries.hiding import without_code
from tijdig.queries.house import House, Person
from tijdig.queries.mine import SOURCES, masked
from tijdig.queries.mydata_tables import ACTORS, CASE_TEXT, HIDDEN, LABELS, LEFT_OUT, TABLES, Table
from tijdig.rules import dutch
from tijdig.rules.formality import spoken_to
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import AssuranceLevel, Direction, FactSource, PointKind, SharedData

CHUNK: Final = 200
"""So many rows at a time from the database."""

ASKS: Final = "[[Wilt u|Wil je]] dit toch zien? Vraag het ons. Wij lezen het eerst na."
SURE: Final = {
    AssuranceLevel.CODE: "met de code uit een brief",
    AssuranceLevel.KNOWN: "met geboortedatum en postcode",
    AssuranceLevel.PROVEN: "bij een inlogdienst, of door een medewerker gezien",
}
"""How sure we were who agreed."""
BUDGET: Final = {
    "income_cents": "loon, uitkering of pensioen", "allowances_cents": "toeslagen", "housing_cents": "wonen",
    "energy_cents": "energie", "water_cents": "water", "health_cents": "zorg", "other_cents": "verder vast",
    "adults": "volwassenen", "children": "kinderen",
}  # fmt: skip
"""The lines of a budget, as people read them."""
WORDS_KEPT: Final = "niet in dit bestand"
ALONG: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Case: ("handler",), Consent: ("other", "customer__creditor"), Contact: ("call",), Decision: ("kind",),
    Shared: ("to", "consent__other", "consent__customer__creditor"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MyData:
    """The page before the file: what is in it, and what is not, with why."""

    house: House
    person: Person
    headings: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One table to read: its heading, and a list of (word, value) per row."""

    heading: str
    rows: Iterator[tuple[tuple[str, str], ...]]


def page(visitor: Visitor) -> MyData:
    """What the file of this customer holds."""
    around = portal.frame(visitor)[1]
    headings = tuple(table.heading for table in TABLES if table.for_people)
    return MyData(around.house, around.person, headings, left_out())


def left_out() -> tuple[tuple[str, str], ...]:
    """What is in no file, and why, as a customer reads it; each reason once."""
    return (
        ("Aantekeningen van medewerkers onderling", f"Er kan iets over anderen in staan. {ASKS}"),
        ("Namen van medewerkers", "Behalve van wie [[u|je]] helpt. Ook zij hebben recht op rust."),
        ("Berichten die nog klaarstaan", "Ze kunnen nog veranderen. [[U leest|Je leest]] ze als ze weg zijn."),
        ("Geheime codes", "Wie ze kent, kan in [[uw|je]] dossier."),
        ("Kopieën en tellers", "Daar staat niets in wat hier niet ook staat."),
        ("Adressen die niet veilig zijn", "Wij laten alleen een stukje zien. Zo leest niemand ze mee."),
    )


def parts(visitor: Visitor) -> Iterator[Part]:
    """The file to read, one table after another; empty ones are left out."""
    case = portal.frame(visitor)[0]
    for table in TABLES:
        rows = _rows(table, case)
        if table.for_people and rows.exists():
            yield Part(table.heading, _readable(table, rows, case))


def as_json(visitor: Visitor, at: datetime) -> Iterator[str]:
    """The file for a computer, in pieces: columns by their own names, values as they are kept."""
    case, around = portal.frame(visitor)
    about = {"organisation": around.house.name, "customer": case.customer.number, "made_at": at}
    why = {model.__name__: reason for model, reason in LEFT_OUT.items()}
    yield f'{{"about": {_dump(about)},\n"left_out": {_dump({"tables": why, "columns": dict(HIDDEN)})},\n"tables": {{'
    for place, table in enumerate(TABLES):
        yield f"{',' if place else ''}\n{_dump(table.model.__name__)}: ["
        for number, row in enumerate(_rows(table, case).iterator(chunk_size=CHUNK)):
            yield f"{',' if number else ''}\n {_dump(_plain(table, row, case))}"
        yield "]"
    yield "\n}}\n"


def shown(model: type[Model]) -> list[Any]:
    """The columns of a table that a customer gets, in the order of the table."""
    return [field for field in model._meta.concrete_fields if not is_hidden(model, field.name)]


def is_hidden(model: type[Model], name: str) -> bool:
    """Whether this column is left out, here or everywhere."""
    return f"{model.__name__}.{name}" in HIDDEN or name in HIDDEN


def _dump(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _rows(table: Table, case: Case) -> QuerySet[Any]:
    """The rows of one customer; what a file that is not published yet brings is nobody's to see."""
    rows: QuerySet[Any] = QuerySet(table.model).order_by("pk").select_related(*ALONG.get(table.model, ()))
    if table.path == CASE_TEXT:
        return rows.filter(**{CASE_TEXT: str(case.pk)})
    mine = Q(**{table.path: case.customer_id})
    rows = rows.filter(mine | Q(other_customer=case.customer_id) if table.model is Consent else mine)
    is_of_file = issubclass(table.model, FromIntake)
    return rows.filter(since_intake__lte=case.creditor.visible_intake) if is_of_file else rows


def _plain(table: Table, row: Any, case: Case) -> dict[str, object]:
    return {**{field.name: _value(field, row, case) for field in shown(table.model)}, **_more(row)}


def _more(row: Any) -> Mapping[str, object]:
    """What belongs to a row and stands elsewhere: the rules behind a decision."""
    if not isinstance(row, Decision):
        return {}
    return {"outcome": row.outcome, "rules": row.rules, "known_then": row.columns}


def _value(field: "Field[Any, Any]", row: Any, case: Case) -> object:
    value, name = getattr(row, field.attname), field.name
    if name in ACTORS:
        return _actor(str(value))
    if isinstance(row, Case) and name == "handler":
        return row.handler.name if row.handler and row.handler.is_active else None
    if isinstance(row, Consent) and name == "other":
        return (row.other if row.customer_id == case.customer_id else row.customer.creditor).sender_name
    if isinstance(row, Shared) and name == "to":
        return row.to.sender_name
    if isinstance(row, ContactPoint) and name == "value":
        was_told = row.kind == PointKind.POST and row.source != FactSource.CREDITOR
        is_safe = row.is_safe and case.customer.is_safe_to_contact and not was_told
        return value if is_safe else masked(row.kind, row.value, row.source)
    if isinstance(row, Contact) and name == "text":
        return _words(row)
    return value


def _words(contact: Contact) -> str:
    """The words of a message; of ours without the code that lets somebody in."""
    if not _may_read(contact):
        return WORDS_KEPT
    return without_code(contact.text) if contact.direction == Direction.OUT else contact.text


def _may_read(contact: Contact) -> bool:
    """Words that left the house, or that came in; no notes of a call or visit, no link that lets somebody in."""
    if hasattr(contact, "call"):
        return False
    is_ours = contact.moment_id is not None or replies.kind_of(contact) is not None
    return contact.direction == Direction.IN or (contact.state in access.GONE_OUT and is_ours)


def _actor(actor: str) -> str:
    """Who did it, without a name."""
    if not actor:
        return ""
    kind = actor.partition(":")[0]
    return {"customer": "klant", "visitor": "klant", "helper": "iemand die meekijkt", "user": "medewerker"}.get(
        kind, "Tijdig"
    )


def _readable(table: Table, rows: QuerySet[Any], case: Case) -> Iterator[tuple[tuple[str, str], ...]]:
    for row in rows.iterator(chunk_size=CHUNK):
        told = ((LABELS[field.name], _said(field, row, case)) for field in shown(table.model))
        yield tuple((label, text) for label, text in told if text)


def _said(field: "Field[Any, Any]", row: Any, case: Case) -> str:
    value = _value(field, row, case)
    if isinstance(row, CustomerDetails) and field.name == "language":
        return dutch.language(str(value))
    if field.name == "source":
        return SOURCES[FactSource(str(value))]
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(row, RoomToPay) and field.name == "budget":
        return _budget(row.budget)
    if isinstance(row, Consent | Shared) and field.name == "data":
        return dutch.listed([SharedData(item).label for item in row.data])
    if isinstance(row, Shared) and field.name == "what":
        return spoken_to(consentpages.said_of(row), is_formal=case.creditor.is_formal)
    if isinstance(row, Consent) and field.name == "level":
        return SURE[AssuranceLevel(row.level)]
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if field.name.endswith("_cents") and isinstance(value, int):
        return euros(value)
    if isinstance(value, datetime):
        local = value.astimezone(AMSTERDAM)
        return f"{dutch.day(local_day(value))}, {dutch.hour(local)} uur"
    if isinstance(value, date):
        return dutch.day(value)
    if field.choices and not isinstance(value, list):
        return str(getattr(row, f"get_{field.name}_display")())
    return _listed(value)


def _budget(lines: Mapping[str, int]) -> str:
    """Each line of a budget in words."""
    said = ((BUDGET[name], cents, name.endswith("_cents")) for name, cents in lines.items() if name in BUDGET)
    return ", ".join(f"{word} {euros(cents) if is_money else cents}" for word, cents, is_money in said)


def _listed(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_listed(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_listed(one)}" for name, one in value.items())
    return str(value)

"""What is noted of a customer on the page of a case: in plain words, from whom, until when, and how to take it away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tijdig.models import Case, Consequence, CustomerDetails, LifeEvent, RoomToPay, SupportNeed
from tijdig.rules import dutch, tongues
from tijdig.rules.money import euros
from tijdig.words import DayPart, FactSource, Room, SupportNeedKind

Noted = SupportNeed | LifeEvent | RoomToPay | Consequence

_ROOM = {
    Room.OK: "Er is iets over om te betalen",
    Room.NONE: "Er is nu niets over om te betalen",
    Room.UNKNOWN: "De klant weet niet of er iets over is",
}
NEED, EVENT, ROOM, CONSEQUENCE = "hulp", "gebeurtenis", "ruimte", "gevolg"
"""What stands before the number of a row, so that one field can name any of them."""


@dataclass(frozen=True)
class Item:
    """One thing that is noted."""

    key: str
    text: str
    source: str
    until_text: str


@dataclass(frozen=True)
class Known:
    """All that is noted of one customer and holds today."""

    needs: tuple[Item, ...]
    events: tuple[Item, ...]
    rooms: tuple[Item, ...]
    consequences: tuple[Item, ...]
    language: str  # as the file of the organisation has it, where nobody noted a need of it; no help is planned on it
    call_parts: str
    by_hand: bool
    speaks: str = ""  # the code of the language that was told or noted, where its name is known

    @property
    def groups(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """What is noted, under a heading of its own; what is empty is left out."""
        all_of_them = (
            ("Wat gaat er gebeuren?", self.consequences),
            ("Wat helpt?", self.needs),
            ("Wat speelt er?", self.events),
            ("Is er ruimte om te betalen?", self.rooms),
        )
        return tuple((heading, items) for heading, items in all_of_them if items)

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them."""
        return tuple(item for _, items in self.groups for item in items)


def of(case: Case, day: date, details: CustomerDetails | None = None) -> Known:
    """What is known on this day; with the details of the files, also which language they name."""
    found = _rows(case, day)
    rows = {key: [_item(key, row) for row in kept] for key, kept in found.items()}
    return Known(
        needs=tuple(rows[NEED]),
        events=tuple(rows[EVENT]),
        rooms=tuple(rows[ROOM]),
        consequences=tuple(rows[CONSEQUENCE]),
        language=language(details, found[NEED]),
        call_parts=calls(case),
        by_hand=case.by_hand,
        speaks=next((tongues.code_of(need.detail) for need in reversed(found[NEED]) if _is_language(need)), ""),
    )


def row(case: Case, day: date, key: str) -> Noted | None:
    """What this key names, as far as it is of this case and holds today."""
    found = [one for kind, rows in _rows(case, day).items() for one in rows if f"{kind}-{one.pk}" == key]
    return found[0] if found else None


def calls(case: Case) -> str:
    """When the customer likes to be called, in words; empty when any time will do."""
    parts = [part.label for part in DayPart if part in case.customer.call_parts]
    return f"Bellen past het best in de {' en '.join(parts)}" if parts else ""


def language(details: CustomerDetails | None, needs: Sequence[SupportNeed]) -> str:
    """Another language than Dutch by the file of the organisation, as long as nobody noted that it is needed."""
    is_noted = any(_is_language(need) for need in needs)
    is_other = details is not None and details.language not in {"", "nl"} and not is_noted
    return f"Spreekt liever {dutch.language(details.language)}" if details and is_other else ""


def _is_language(need: SupportNeed) -> bool:
    return need.kind == SupportNeedKind.OTHER_LANGUAGE


def _rows(case: Case, day: date) -> dict[str, list[Any]]:
    of_customer: dict[str, Any] = {"customer_id": case.customer_id, "removed_at": None, "expires_on__gt": day}
    newest = RoomToPay.objects.filter(case=case, removed_at=None).order_by("noted_on", "pk").last()
    coming = Consequence.objects.filter(case=case, lifted_at=None, on_day__gte=day)
    return {
        CONSEQUENCE: list(coming.order_by("on_day", "pk")),
        NEED: list(SupportNeed.objects.filter(**of_customer).order_by("pk")),
        EVENT: list(LifeEvent.objects.filter(**of_customer).order_by("pk")),
        ROOM: [newest] if newest and newest.expires_on > day else [],
    }


def _item(kind: str, row: Noted) -> Item:
    key = f"{kind}-{row.pk}"
    if isinstance(row, Consequence):
        text = f"{row.get_kind_display().capitalize()} op {dutch.day(row.on_day)}"
        return Item(key, text, f"{euros(row.avoid_cents)} betalen voor die dag voorkomt het", "")
    words = " ".join(_room(row)) if isinstance(row, RoomToPay) else _word(row)
    told_by = f": {row.told_by}" if isinstance(row, RoomToPay) and row.told_by else ""
    return Item(key, words, f"{FactSource(row.source).label}{told_by}", f"tot {dutch.day(row.expires_on)}")


def _word(row: SupportNeed | LifeEvent) -> str:
    detail = row.detail if isinstance(row, SupportNeed) else ""
    return f"{row.get_kind_display().capitalize()}{f': {detail}' if detail else ''}"


def _room(row: RoomToPay) -> Iterator[str]:
    yield f"{_ROOM[Room(row.state)]}{', maar het is krap' if row.is_tight else ''}."
    if row.spare_cents is not None:
        yield f"De klant kan {euros(row.spare_cents)} per maand missen."
    if row.has_seizure:
        yield "Er ligt beslag."

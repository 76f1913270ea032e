"""The keys of a creditor's card: where each stands in the file, in which column it ends, and what it must be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tijdig.intake.creditors import checks
from tijdig.intake.creditors.checks import Check, Fault, Wrong
from tijdig.intake.creditors.drawings import bare, drawing
from tijdig.intake.creditors.looks import look_faults
from tijdig.intake.creditors.overrides import flat, override_faults
from tijdig.policy import load
from tijdig.rules.creditors import may_send
from tijdig.words import Sector, SenderType


def _anything(_value: Any) -> Wrong | None:
    return None


@dataclass(frozen=True)
class Key:
    """One key of the file. `words` are the only ones it may hold, each with the value that is kept."""

    path: str
    column: str
    kind: type = str
    longest: int = 0
    is_required: bool = True
    otherwise: Any = ""
    check: Check = _anything
    words: Mapping[str, Any] = field(default_factory=dict)


_SECTORS = {sector.value: sector.value for sector in Sector}
_SENDERS = {kind.value: kind.value for kind in SenderType}

KEYS: tuple[Key, ...] = (
    Key("code", "code", longest=40, check=checks.code),
    Key("name", "name", longest=120),
    Key("sector", "sector", words=_SECTORS),
    Key("formality", "is_formal", is_required=False, otherwise=True, words={"u": True, "je": False}),
    Key("charges_costs", "charges_costs", kind=bool, is_required=False, otherwise=False),
    Key("links", "sends_links", kind=bool, is_required=False, otherwise=True),
    Key("drafts", "draft_languages", kind=list, longest=8, is_required=False, otherwise=[], check=checks.languages),
    Key("agencies", "agencies", kind=list, longest=120, is_required=False, otherwise=[]),
    Key("sender.type", "sender_type", is_required=False, otherwise=SenderType.OWN_NAME.value, words=_SENDERS),
    Key("sender.name", "sender_name", longest=120, is_required=False),
    Key("sender.wki_registration", "wki_registration", longest=40, is_required=False, check=checks.registration),
    Key("sender.sms", "sms_sender", check=checks.sms_sender),
    Key(
        "sender.announced", "announced", kind=list, longest=60, is_required=False, otherwise=[], check=checks.announced
    ),
    Key("sender.address", "address_lines", kind=list, longest=80, check=checks.address),
    Key("account.iban", "iban", longest=34, check=checks.iban),
    Key("account.name", "iban_name", longest=70),
    Key("contact.phone", "phone", longest=20, check=checks.phone),
    Key("contact.phone_is_free", "phone_is_free", kind=bool, is_required=False, otherwise=False),
    Key("contact.phone_has_menu", "phone_has_menu", kind=bool),
    Key("contact.hours", "phone_hours", longest=80),
    Key("contact.email", "email", longest=254, check=checks.email),
    Key("contact.website", "website", longest=120, check=checks.website),
    Key("contact.portal", "portal_url", longest=160, check=checks.portal),
    Key("look.color_main", "color_main", is_required=False, otherwise="#17654b", check=checks.color),
    Key("look.color_link", "color_link", is_required=False, otherwise="#24577a", check=checks.color),
    Key("look.logo", "logo_svg", is_required=False, check=drawing),
    Key("look.pictograms", "shows_pictograms", kind=bool, is_required=False, otherwise=False),
    Key("joint.email", "joint_email", longest=254, is_required=False, check=checks.email),
    Key("joint.pays_on", "pays_on", kind=bool, is_required=False, otherwise=False),
    Key("identity", "identity_provider", kind=dict, is_required=False, otherwise={}, check=checks.identity),
    Key("policy", "policy_overrides", kind=dict, is_required=False, otherwise={}),
)
SEE = "Kijk hoe het moet met: tijdig creditor --example"
BY_COLUMN = {key.column: key for key in KEYS}
BY_PATH = {key.path: key for key in KEYS}


def complete(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a creditor, tidied; what may be left out gets its usual value."""
    full = {key.column: key.otherwise for key in KEYS if not key.is_required} | dict(values)
    full["sender_name"] = full["sender_name"] or full.get("name", "")
    return {column: _tidied(column, value) for column, value in full.items()}


def _tidied(column: str, value: Any) -> Any:
    match column:
        case "address_lines":
            lines = [" ".join(line.split()) for line in value]
            return [*lines[:-1], *map(checks.town, lines[-1:])]
        case "agencies" | "announced" | "draft_languages":
            return list(dict.fromkeys(" ".join(name.split()) for name in value if name.strip()))
        case "policy_overrides":
            return flat(value)
        case "identity_provider":
            return {name: text.strip() if isinstance(text, str) else text for name, text in value.items()}
        case "logo_svg":
            return bare(value)
        case "iban":
            return "".join(value.split()).upper()
        case "color_main" | "color_link":
            return value.strip().lower()
        case "website" | "portal_url":
            return value.strip().rstrip("/")
    return " ".join(value.split()) if isinstance(value, str) else value


def faults(values: Mapping[str, Any], day: date) -> list[Fault]:
    """All that is wrong with the completed values of a creditor, by the rules of the file."""
    sector = values.get("sector")
    return [
        *(Fault(key.path, "dit ontbreekt.", SEE) for key in KEYS if key.column not in values),
        *(Fault(name, "dit kennen wij niet.", SEE) for name in values if name not in BY_COLUMN),
        *(Fault(key.path, *wrong) for key in KEYS if key.column in values for wrong in _wrongs(key, values, day)),
        *_sender_faults(values),
        *look_faults(values),
        *override_faults("policy", values["policy_overrides"], sector if sector in _SECTORS else None, day),
    ]


def _wrongs(key: Key, values: Mapping[str, Any], day: date) -> Iterator[Wrong]:
    """What is wrong with one value: a word that is none, an empty place, its length, or what its own check says."""
    value = values[key.column]
    if key.words:
        if value not in key.words.values():
            yield unknown_word(key, value)
    elif value in ("", []):
        if key.is_required:
            yield "dit is leeg.", "Vul het in."
    elif wrong := _size(key, value, day) or key.check(value):
        yield wrong


def _size(key: Key, value: Any, day: date) -> Wrong | None:
    longest = load(day).messages.sms_sender_max_characters if key.column == "sms_sender" else key.longest
    texts = value if key.kind is list else [value] if key.kind is str else []
    for text in texts:
        if longest and len(text) > longest:
            return f'"{text[:40]}" heeft {len(text)} tekens.', f"Neem er hoogstens {longest}."
        if key.column != "logo_svg" and not text.isprintable():
            return "er staan onzichtbare tekens in.", "Typ de tekst opnieuw."
    return None


def unknown_word(key: Key, value: Any) -> Wrong:
    """A word that is not on its list."""
    return f'"{value}" kennen wij niet.', f"Kies uit: {', '.join(key.words)}."


def _sender_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    path = BY_COLUMN["wki_registration"].path
    if not may_send(values["sender_type"], values["wki_registration"]):
        yield Fault(
            path,
            "wie namens een ander schrijft, staat in het register incassodienstverlening.",
            "Vul uw nummer in; zonder dat nummer gaat er niets uit.",
        )
    elif values["sender_type"] == SenderType.OWN_NAME and values["wki_registration"]:
        yield Fault(path, "wie voor zichzelf schrijft, heeft dit nummer niet.", "Haal het weg.")

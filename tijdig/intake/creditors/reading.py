"""Reads a creditor's card from its TOML file: every fault at once, or values that are ready to be kept."""

import difflib
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from tijdig.intake.creditors.card import BY_PATH, KEYS, SEE, Key, complete, faults, unknown_word
from tijdig.intake.creditors.checks import CardError, Fault

EXAMPLE: Final = (Path(__file__).parent / "example.toml").read_text(encoding="utf-8")
"""A card with an explanation of every key; it passes as it is."""

MAX_BYTES: Final = 1_000_000
_TO_REPLACE: Final = ("account.iban", "contact.phone")
_TABLES: Final = {path.partition(".")[0] for path in BY_PATH if "." in path}
_KINDS: Final = {
    str: 'Zet er tekst neer, tussen aanhalingstekens: "zo".',
    bool: "Schrijf true (ja) of false (nee), zonder aanhalingstekens.",
    list: 'Schrijf regels tussen haken: ["Straat 1", "1234 AB  PLAATS"].',
    dict: 'Schrijf [policy] op een eigen regel, met daaronder "stages.first_reminder_from_days" = 3.',
}


def read(path: Path, day: date) -> dict[str, Any]:
    """The values of a card, tidied and checked; a logo is looked for beside the card. CardError says all faults."""
    told = _flat(_toml(path))
    found = [_unknown(name) for name in told if name not in BY_PATH]
    values: dict[str, Any] = {}
    for key in [key for key in KEYS if key.path in told]:
        value = told[key.path]
        if fault := _shape(key, value):
            found.append(fault)
        else:
            values[key.column] = key.words[value] if key.words else value
    if values.get("logo_svg"):
        values["logo_svg"], lost = _drawing(path.parent / values["logo_svg"])
        found += lost
    full, known = complete(values), {fault.key for fault in found}
    if "sender.type" in known:
        known.add("sender.wki_registration")  # whether a number is needed, nobody can say now
    found += [fault for fault in (*faults(full, day), *_of_the_example(full)) if fault.key not in known]
    if found:
        raise CardError(sorted(found, key=_place))
    return full


def _of_the_example(values: Mapping[str, Any]) -> list[Fault]:
    """An own card that still holds the account or telephone of the example would send customers to strangers."""
    told = _flat(tomllib.loads(EXAMPLE))
    if values.get("code") == told["code"]:
        return []
    example = complete({BY_PATH[path].column: told[path] for path in _TO_REPLACE})
    same = [path for path in _TO_REPLACE if values.get(BY_PATH[path].column) == example[BY_PATH[path].column]]
    return [Fault(path, "dit is nog het nummer van het voorbeeld.", "Vul uw eigen nummer in.") for path in same]


def _place(fault: Fault) -> int:
    """Faults come in the order of the card; the policy's own keys, and those we do not know, come last."""
    order = list(BY_PATH)
    return order.index(fault.key) if fault.key in order else len(order)


def _toml(path: Path) -> Mapping[str, Any]:
    """The file as nested tables; whatever keeps it from being read is a fault of the file as a whole."""
    try:
        if not path.is_file():  # a device has no size, and no end
            raise FileNotFoundError
        if path.stat().st_size > MAX_BYTES:
            raise CardError([Fault(path.name, "dit bestand is te groot.", "Een kaart is een klein tekstbestand.")])
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        fault = Fault(path.name, "dit bestand is er niet of is niet te lezen.", "Kijk de naam en de map na.")
    except UnicodeDecodeError:
        fault = Fault(path.name, "dit is geen gewone tekst.", "Bewaar het bestand als UTF-8.")
    except tomllib.TOMLDecodeError as error:
        fault = Fault(path.name, f"dit is geen TOML ({error}).", f"Zet tekst tussen aanhalingstekens. {SEE}")
    raise CardError([fault])


def _flat(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Keys as paths: sender.name; the policy stays one table, its keys are the policy's own."""
    found: dict[str, Any] = {}
    for name, value in tables.items():
        inner = value if name in _TABLES and isinstance(value, dict) else None
        found |= {name: value} if inner is None else {f"{name}.{key}": item for key, item in inner.items()}
    return found


def _unknown(name: str) -> Fault:
    near = difflib.get_close_matches(name, BY_PATH, n=1)
    mend = f"Bedoelt u {near[0]}?" if near else f"Haal het weg. {SEE}"
    return Fault(name, "dit kennen wij niet.", mend)


def _shape(key: Key, value: Any) -> Fault | None:
    """Whether a value is of its kind, and one of its words when it has those."""
    is_right = type(value) is key.kind
    if isinstance(value, list):
        is_right = is_right and all(isinstance(line, str) for line in value)
    if not is_right:
        return Fault(key.path, f"{value!r} past hier niet.", _KINDS[key.kind])
    return Fault(key.path, *unknown_word(key, value)) if key.words and value not in key.words else None


def _drawing(path: Path) -> tuple[str, list[Fault]]:
    try:
        if not path.is_file():
            raise FileNotFoundError
        if path.stat().st_size > MAX_BYTES:
            return "", [Fault("look.logo", f"{path.name} is te groot.", "Geef een kleine tekening (SVG).")]
        return path.read_text(encoding="utf-8"), []
    except OSError:
        return "", [Fault("look.logo", f"{path.name} is er niet.", "Zet de tekening naast dit bestand.")]
    except UnicodeDecodeError:
        return "", [Fault("look.logo", f"{path.name} is geen SVG.", "Geef een tekening (SVG), geen foto.")]

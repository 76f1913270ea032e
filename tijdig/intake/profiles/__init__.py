"""Profiles: what a creditor's file looks like, as data. A profile is a TOML file here or anywhere else."""

import codecs
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tijdig.policy import DataFileError
from tijdig.words import ClaimKind, CustomerKind, IntakeKind, Sector

FOLDER = Path(__file__).resolve().parent
CLAIMS, PAYMENTS = "claims", "payments"
"""What the lines of a file are about."""
REQUIRED = {CLAIMS: ("customer", "reference", "due", "open"), PAYMENTS: ("paid", "paid_on")}
WHOSE = ("payment_reference", "reference", "customer")
"""What says whose a payment is: one of these will do."""
DETAILS = ("customer_kind", "salutation", "first_name", "last_name", "language", "birth", "postcode")
POINTS = ("address", "email", "mobile", "phone", "iban")
_CLAIM_FIELDS = (
    *REQUIRED[CLAIMS],
    *("kind", "description", "invoiced", "payment_reference", "contract", "disputed", "settled", "paperless"),
    *DETAILS,
    "town",
    *POINTS,
)
FIELDS = {CLAIMS: _CLAIM_FIELDS, PAYMENTS: (*REQUIRED[PAYMENTS], *WHOSE, "bank_reference")}
LISTS = ("address",)
"""Fields that may be written in several columns: street, number, addition."""


class ProfileError(DataFileError):
    """A profile cannot be used as it is."""


@dataclass(frozen=True)
class Profile:
    """How to read one kind of file: its columns, its dates and numbers, and what it means that a line is missing."""

    name: str
    title: str
    kind: IntakeKind
    columns: Mapping[str, tuple[str, ...]]
    about: str = CLAIMS
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other names that a column may have
    optional: frozenset[str] = frozenset()
    history: bool = False  # rows count as they stood on the day of intake; needs the column `settled`
    lower: str = "payment"  # what a lower amount than before is: payment or correction
    encoding: str = "utf-8"
    separator: str = ";"
    quote: str = '"'
    header_lines: int = 1
    date: str = "dd-mm-jjjj"
    decimal: str = ","
    thousands: str = "."
    minus: str = "before"  # before, after or both
    credit: bool = False  # whether an amount below zero may stand in the file
    yes: tuple[str, ...] = ("ja",)
    no: tuple[str, ...] = ("nee", "")
    country: str = "31"  # phone numbers that start with 0 belong here
    mobile: str = "6"  # and its mobile numbers go on like this
    kind_default: str = ""
    kind_by_word: Mapping[str, str] = field(default_factory=dict)
    kind_by_sector: Mapping[str, str] = field(default_factory=dict)
    customer_kinds: Mapping[str, str] = field(default_factory=dict)

    def kind_for(self, sector: str) -> str:
        """What a claim is for when its line does not say so."""
        return self.kind_by_sector.get(sector, self.kind_default)


def names(about: str = CLAIMS) -> tuple[str, ...]:
    """The profiles that come with Tijdig, for files about claims or about payments."""
    found = sorted(FOLDER.glob("*.toml"))
    return tuple(path.stem for path in found if tomllib.loads(path.read_text()).get("about", CLAIMS) == about)


def load(name: str, about: str = CLAIMS) -> Profile:
    """A profile by its name, or by the path of a TOML file; ProfileError when it cannot be used."""
    own = Path(name)
    path = own if own.suffix == ".toml" else FOLDER / f"{name}.toml"
    if own.suffix != ".toml" and name not in names(about):
        known = ", ".join(names(about))
        raise ProfileError(name, "profile", f"choose from {known}, or give the path of a .toml file")
    if path.exists() and not path.is_file():
        raise ProfileError(path.name, "file", "is no plain file")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(path.name, "file", f"cannot be read ({type(error).__name__})") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(path.name, "file", f"is not TOML: {error}") from error
    check = _Check(path.name, data)
    if check.about != about:
        raise check.fail("about", f"this profile is for a file about {check.about}; one about {about} is needed here")
    return check.profile(path.stem)


_KINDS = {kind.value: kind for kind in IntakeKind}
_TABLES = {
    "": {"title", "about", "list", "columns", "also", "optional", "format", "words", "kind"},
    "list": {"kind", "lower", "history"},
    "format": {
        *("encoding", "separator", "quote", "header_lines", "date", "decimal", "thousands"),
        *("minus", "credit", "country", "mobile"),
    },
    "words": {"yes", "no", "customer_kind"},
    "kind": {"default", "by_word", "by_sector"},
}


class _Check:
    """One profile file being read; every complaint names the file, the key and how to mend it."""

    def __init__(self, file: str, data: Mapping[str, Any]) -> None:
        self.file = file
        self.data = data
        self.about = self._one_of("about", (CLAIMS, PAYMENTS), CLAIMS)

    def profile(self, name: str) -> Profile:
        for table, keys in _TABLES.items():
            self._only(table, keys)
        return Profile(
            name=name,
            title=self._text("title"),
            columns=self._columns(),
            about=self.about,
            also=self._also(),
            optional=self._optional(),
            **self._list(),
            **self._format(),
            **self._words(),
            **self._kinds(),
        )

    def fail(self, key: str, mend: str) -> ProfileError:
        return ProfileError(self.file, key, mend)

    def _only(self, table: str, keys: set[str]) -> None:
        values = self.data if not table else self.data.get(table, {})
        if not isinstance(values, Mapping):
            raise self.fail(table, f"write a table: [{table}]")
        for key in values:
            if key not in keys:
                allowed = ", ".join(sorted(keys))
                raise self.fail(f"{table}.{key}".lstrip("."), f"remove or rename it; allowed are {allowed}")

    def _get(self, key: str, default: object = None) -> Any:
        found: Any = self.data
        for part in key.split("."):
            found = found.get(part, default) if isinstance(found, Mapping) else default
        if found is None:
            raise self.fail(key, "add it")
        return found

    def _text(self, key: str, default: str | None = None) -> str:
        text = self._get(key, default)
        if not isinstance(text, str):
            raise self.fail(key, "write it as text between quotes")
        return text

    def _truth(self, key: str) -> bool:
        truth = self._get(key, default=False)
        if not isinstance(truth, bool):
            raise self.fail(key, "write true or false")
        return truth

    def _one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        text = self._text(key, default)
        if text not in allowed:
            raise self.fail(key, "choose from " + ", ".join(repr(word) for word in allowed))
        return text

    def _texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        texts = self._get(key, default)
        if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
            raise self.fail(key, "write a list of texts")
        return tuple(texts)

    def _map(self, key: str, allowed: tuple[str, ...]) -> dict[str, str]:
        words = self._get(key, {})
        for word, value in words.items():
            if value not in allowed:
                raise self.fail(f"{key}.{word}", "choose from " + ", ".join(allowed))
        return dict(words)

    def _columns(self) -> dict[str, tuple[str, ...]]:
        columns = self._get("columns")
        for name in columns:
            if name not in FIELDS[self.about]:
                raise self.fail(f"columns.{name}", "rename it; fields are " + ", ".join(FIELDS[self.about]))
        for name in REQUIRED[self.about]:
            if name not in columns:
                raise self.fail(f"columns.{name}", "name the column in the file; without it a line cannot be used")
        if self.about == PAYMENTS and not any(name in columns for name in WHOSE):
            raise self.fail("columns", "name what says whose a payment is; one of " + ", ".join(WHOSE))
        return {name: self._headers(name, value) for name, value in columns.items()}

    def _headers(self, name: str, value: object) -> tuple[str, ...]:
        headers = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
        if not headers or not all(isinstance(header, str) and header.strip() for header in headers):
            raise self.fail(f"columns.{name}", "write the name of the column as it stands in the file")
        if len(headers) > 1 and name not in LISTS:
            raise self.fail(f"columns.{name}", "name one column; only these may have several: " + ", ".join(LISTS))
        return headers

    def _also(self) -> dict[str, tuple[str, ...]]:
        also = self._get("also", {})
        for name in also:
            if name not in self.data["columns"] or name in LISTS:
                raise self.fail(f"also.{name}", "remove it; other names are for a column that this profile has")
        return {name: self._texts(f"also.{name}", ()) for name in also}

    def _optional(self) -> frozenset[str]:
        optional = self._texts("optional", ())
        for name in optional:
            if name in REQUIRED[self.about] or name not in self.data["columns"]:
                raise self.fail("optional", f"{name!r} cannot be left out or is no column of this profile")
        return frozenset(optional)

    def _list(self) -> dict[str, Any]:
        history = self._truth("list.history")
        if history != ("settled" in self.data["columns"]):
            raise self.fail("list.history", "true needs columns.settled, and columns.settled needs true")
        return {
            "kind": _KINDS[self._one_of("list.kind", tuple(_KINDS))],
            "lower": self._one_of("list.lower", ("payment", "correction"), "payment"),
            "history": history,
        }

    def _format(self) -> dict[str, Any]:
        lines = self._get("format.header_lines", 1)
        if type(lines) is not int or not 1 <= lines <= 50:
            raise self.fail("format.header_lines", "write a number from 1 to 50; the last of them names the columns")
        decimal = self._one_of("format.decimal", (",", "."), ",")
        thousands = self._one_of("format.thousands", (".", ",", " ", "'", ""), "")
        if decimal == thousands:
            raise self.fail("format.thousands", "choose another sign than format.decimal")
        return {
            "encoding": self._encoding(),
            "separator": self._one_of("format.separator", (";", ",", "\t", "|"), ";"),
            "quote": self._one_of("format.quote", ('"', "'"), '"'),
            "header_lines": lines,
            "date": self._date(),
            "decimal": decimal,
            "thousands": thousands,
            "minus": self._one_of("format.minus", ("before", "after", "both"), "before"),
            "credit": self._truth("format.credit"),
            "country": self._text("format.country", "31"),
            "mobile": self._text("format.mobile", "6"),
        }

    def _encoding(self) -> str:
        name = self._text("format.encoding", "utf-8")
        try:
            found = codecs.lookup(name).name
        except LookupError:
            found = ""
        if found not in {"utf-8", "cp1252", "iso8859-1", "iso8859-15"}:
            raise self.fail("format.encoding", "choose utf-8, windows-1252, iso-8859-1 or iso-8859-15")
        return found

    def _date(self) -> str:
        text = self._text("format.date", "dd-mm-jjjj")
        if sorted(re.findall(r"jjjj|dd?|mm?", text)) not in (["d", "jjjj", "m"], ["dd", "jjjj", "mm"]):
            raise self.fail("format.date", "write day, month and year like dd-mm-jjjj, m/d/jjjj or jjjjmmdd")
        return text

    def _words(self) -> dict[str, Any]:
        return {
            "yes": tuple(word.casefold() for word in self._texts("words.yes", ("ja",))),
            "no": tuple(word.casefold() for word in self._texts("words.no", ("nee", ""))),
            "customer_kinds": self._map("words.customer_kind", tuple(kind.value for kind in CustomerKind)),
        }

    def _kinds(self) -> dict[str, Any]:
        if self.about == PAYMENTS:
            return {}
        kinds = tuple(kind.value for kind in ClaimKind)
        default = self._one_of("kind.default", kinds)
        by_sector = self._map("kind.by_sector", kinds)
        for sector in by_sector:
            if sector not in tuple(known.value for known in Sector):
                raise self.fail(f"kind.by_sector.{sector}", "choose from " + ", ".join(Sector))
        return {"kind_default": default, "kind_by_sector": by_sector, "kind_by_word": self._map("kind.by_word", kinds)}

"""Cells: text to a checked value, column by column. What was seen before is looked up, so that a million go fast."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tijdig.intake.faults import FaultCode
from tijdig.intake.profiles import Profile

REMEMBERED = 50_000
"""How many different texts one column remembers: enough for dates and usual amounts, and flat in memory."""
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Wrong:
    """What stands in a column where a text could not be understood."""

    code: FaultCode
    value: str = ""
    expected: str = ""


class Remembered(dict[str, Any]):
    """A column whose texts repeat: each is understood once. `wrong` counts the cells that were not understood."""

    def __init__(self, understand: Callable[[str], Any]) -> None:
        super().__init__()
        self.understand = understand
        self.wrong = 0

    def __missing__(self, text: str) -> Any:
        value = self.understand(text.strip())
        if isinstance(value, Wrong):
            self.wrong += 1  # not remembered, so that every such cell is counted
            return value
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value

    def column(self, texts: Iterable[str]) -> list[Any]:
        """The values of these texts."""
        return list(map(self.__getitem__, texts))


class Texts:
    """A column of free text: trimmed, made printable, and not longer than its place in the database."""

    def __init__(self, longest: int, *, required: bool = False) -> None:
        self.longest = longest
        self.required = required
        self.wrong = 0

    def column(self, texts: Sequence[str]) -> list[Any]:
        """The cleaned texts."""
        values: list[Any] = list(map(str.strip, texts))
        if not _is_clean("".join(values)):
            values = [value if _is_clean(value) else printable(value) for value in values]
        if (self.required and "" in values) or max(map(len, values), default=0) > self.longest:
            values = [self._checked(value) for value in values]
        return values

    def _checked(self, value: str) -> str | Wrong:
        if self.required and not value:
            self.wrong += 1
            return Wrong(FaultCode.MISSING_VALUE)
        if len(value) > self.longest:
            self.wrong += 1
            return Wrong(FaultCode.TOO_LONG, value, str(self.longest))
        return value


class Rounded(str):
    """What is left of a number with more digits than a spreadsheet keeps."""

    __slots__ = ()


class Keys(Texts):
    """A column of references that may not be off by one digit: a number that lost some of its own is none."""

    def column(self, texts: Sequence[str]) -> list[Any]:
        """The cleaned texts."""
        values = super().column(texts)
        for place, text in enumerate(texts):
            if isinstance(text, Rounded):
                self.wrong += not isinstance(values[place], Wrong)
                values[place] = Wrong(FaultCode.ROUNDED_NUMBER, text)
        return values


class Doubtful:
    """A column whose wrong cells are left empty and counted: a claim is not refused for a mistyped e-mail address."""

    def __init__(self, understand: Callable[[str], str | None], name: str, remarks: Counter[str]) -> None:
        self.understand = understand
        self.name = name
        self.remarks = remarks
        self.wrong = 0

    def column(self, texts: Sequence[str]) -> list[Any]:
        """The usable values, and nothing where there is none."""
        values = list(map(self.understand, texts))
        missing = values.count(None)
        if missing:
            self.remarks[self.name] += missing
            values = [value or "" for value in values]
        return values


def printable(text: str) -> str:
    """Line ends and odd spaces become one space; control and invisible characters go; é is one sign, not two."""
    seen = "".join(char for char in text if char.isprintable() or char.isspace())
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def _is_clean(text: str) -> bool:
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


# Dates ------------------------------------------------------------------------------------------------------------


def dates(profile: Profile, *, required: bool) -> Callable[[str], Any]:
    """Understands dates in the form of this profile; gives ISO text, which both databases and sorting like."""
    pattern, expected = _date_pattern(profile.date), dated(date(2026, 3, 31), profile.date)
    nothing: Any = Wrong(FaultCode.MISSING_VALUE) if required else None

    def understand(text: str) -> Any:
        if not text:
            return nothing
        found = pattern.fullmatch(text)
        if not found:
            return Wrong(FaultCode.BAD_DATE, text, expected)
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return Wrong(FaultCode.DATE_OUT_OF_RANGE, text)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return Wrong(FaultCode.IMPOSSIBLE_DATE, text, expected)

    return understand


def _date_pattern(form: str) -> re.Pattern[str]:
    """Day and month may have one digit where signs stand between them; a midnight behind the date is left out."""
    digits = "{1,2}" if re.search(r"[^djm]", form) else "{2}"
    parts = {"jjjj": "(?P<year>[0-9]{4})", "m": f"(?P<month>[0-9]{digits})", "d": f"(?P<day>[0-9]{digits})"}
    made = "".join(
        parts.get(piece) or parts.get(piece[0]) or re.escape(piece)
        for piece in re.findall(r"jjjj|mm?|dd?|[^djm]", form)
    )
    return re.compile(made + r"(?:[ T]00:00(?::00(?:\.0+)?)?)?")


def dated(day: date, form: str) -> str:
    """A date in the form of a profile."""
    year, month, date_ = f"{day.year:04d}", str(day.month), str(day.day)
    words = {"jjjj": year, "mm": month.zfill(2), "m": month, "dd": date_.zfill(2), "d": date_}
    return re.sub(r"jjjj|mm?|dd?", lambda token: words[token[0]], form)


# Amounts ----------------------------------------------------------------------------------------------------------


def amounts(profile: Profile, most_cents: int) -> Callable[[str], Any]:
    """Understands amounts in the style of this profile, in cents; another style is refused, never guessed."""
    ours = _amount_pattern(profile.decimal, profile.thousands)
    swapped = {",": ".", ".": ","}
    other = _amount_pattern(swapped[profile.decimal], swapped.get(profile.thousands, profile.decimal))
    expected = priced(123456, profile)

    thousands = profile.thousands

    def understand(text: str) -> Any:
        found, is_negative = ours.fullmatch(text), False
        if not found:
            bare, is_negative = _without_sign(text, profile.minus)
            found = ours.fullmatch(bare)
        if not found:
            return _not_an_amount(text, expected, is_other_style=other.fullmatch(bare) is not None)
        whole, rest = found.groups()
        if thousands and thousands in whole:
            whole = whole.replace(thousands, "")
        cents = int(whole) * 100 + (int(rest.ljust(2, "0")) if rest else 0)
        if cents > most_cents:
            return Wrong(FaultCode.AMOUNT_TOO_LARGE, text)
        if is_negative and cents and not profile.credit:
            return Wrong(FaultCode.NEGATIVE_AMOUNT, text)
        return -cents if is_negative else cents

    return understand


def _not_an_amount(text: str, expected: str, *, is_other_style: bool) -> Wrong:
    if not text:
        return Wrong(FaultCode.MISSING_VALUE)
    return Wrong(FaultCode.OTHER_AMOUNT_STYLE if is_other_style else FaultCode.BAD_AMOUNT, text, expected)


def _without_sign(text: str, minus: str) -> tuple[str, bool]:
    bare = text.replace("€", "").replace("EUR", "").strip().replace("\u2212", "-").replace("\u00a0", " ")
    if bare.startswith("-") and minus in {"before", "both"}:
        return bare[1:].lstrip(), True
    if bare.endswith("-") and minus in {"after", "both"}:
        return bare[:-1].rstrip(), True
    return bare, False


def _amount_pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|" if thousands else ""
    return re.compile(rf"({grouped}[0-9]{{1,15}})(?:{re.escape(decimal)}([0-9]{{1,2}}))?")


def priced(cents: int, profile: Profile) -> str:
    """An amount in the style of a profile."""
    euros, rest = divmod(abs(cents), 100)
    text = f"{euros:,}".replace(",", profile.thousands) + f"{profile.decimal}{rest:02d}"
    if cents >= 0:
        return text
    return f"{text}-" if profile.minus == "after" else f"-{text}"


# Words ------------------------------------------------------------------------------------------------------------


def choices(words: dict[str, Any]) -> Callable[[str], Any]:
    """Understands words from a closed list, whatever their capitals."""
    expected = ", ".join(word for word in words if word)

    def understand(text: str) -> Any:
        word = text.casefold()
        return words[word] if word in words else Wrong(FaultCode.UNKNOWN_WORD, text, expected)

    return understand


# Ways to reach somebody ---------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,24}")
_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
_NOISE = str.maketrans("", "", " -().\u00a0/")


def email(text: str) -> str | None:
    """A plausible e-mail address, nothing for nothing, None when it cannot be one."""
    bare = text.strip()
    if not bare:
        return ""
    return bare if _EMAIL.fullmatch(bare) and len(bare) <= 254 and ".." not in bare else None


def numbers(country: str, mobile: str = "") -> Callable[[str], str | None]:
    """Understands phone numbers; those that start with one zero belong to this country, where mobiles go on so."""
    home = f"+{country}"

    def understand(text: str) -> str | None:
        bare = text.translate(_NOISE)
        if not bare:
            return ""
        if bare.startswith("00"):
            bare = "+" + bare[2:]
        elif bare.startswith("0"):
            bare = f"{home}{bare[1:]}"
        is_right_sort = not bare.startswith(home) or bare.startswith(home + mobile)
        return bare if is_right_sort and _NUMBER.fullmatch(bare) else None

    return understand


def language(text: str) -> str | None:
    """A language code; Dutch when nothing is said."""
    code = text.strip().lower().replace("_", "-")
    if not code:
        return "nl"
    return code if _LANGUAGE.fullmatch(code) and len(code) <= 8 else None


def postcode(text: str) -> str:
    """A Dutch postcode in its one right form; another as it stands."""
    found = _POSTCODE.fullmatch(text)
    return f"{found[1]} {found[2].upper()}" if found else text


def iban(text: str) -> str | None:
    """An account number whose check digits are right."""
    bare = text.replace(" ", "").upper()
    if not bare:
        return ""
    if not _IBAN.fullmatch(bare):
        return None
    digits = "".join(str(int(char, 36)) for char in bare[4:] + bare[:4])
    return bare if int(digits) % 97 == 1 else None

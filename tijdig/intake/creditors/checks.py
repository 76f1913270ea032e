"""What each value of a creditor's card must be; a fault says what is wrong and how to mend it, in plain Dutch."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from tijdig.intake.cells import email as usable_email
from tijdig.intake.cells import postcode
from tijdig.languages import full, short
from tijdig.messages.languages import DUTCH, codes
from tijdig.rules.references import is_iban

Wrong = tuple[str, str]
Check = Callable[[Any], Wrong | None]

CONTRAST: Final = 4.5
"""White words on a colour, at least (WCAG 2.2, success criterion 1.4.3)."""
ADDRESS_LINES: Final = (2, 5)
"""With the sender's name above them three to six, as PostNL asks."""
BETRAYS: Final = ("incasso", "achterstand", "schuld", "aanmaning", "deurwaarder", "vordering")
"""Words that may not stand on a lock screen (decision 15)."""

IDENTITY: Final = {"issuer": 200, "client_id": 200, "name": 60}
"""What is known of an identity provider, each with its most characters; its secret stands in the environment."""

_TOWN: Final = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2} {1,2}['’]?[^\W\d_].*")
_IMPOSSIBLE: Final = ("SA", "SD", "SS")
_COLOR: Final = re.compile(r"#[0-9a-f]{6}")
_HOST: Final = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}"
_NUMBERS: Final = re.compile(r"0[1-9][0-9]{8}|0800(?:[0-9]{4}|[0-9]{7})|140[0-9]{2,3}")
_PAID: Final = ("0900", "0906", "0909")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the key of the file, what is wrong with it, and how to mend it."""

    key: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.key}: {self.wrong} {self.mend}"


class CardError(Exception):
    """The card cannot be used as it is; `faults` are all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def code(value: str) -> Wrong | None:
    """A short name for files and commands."""
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        return None
    return f'"{value}" kan geen code zijn.', 'Gebruik kleine letters, cijfers en streepjes, zoals "mijn-organisatie".'


def sms_sender(value: str) -> Wrong | None:
    """The name above a text message; its length is checked with that of all texts."""
    if not re.fullmatch(r"[A-Za-z0-9 ]+", value) or not re.search(r"[A-Za-z]", value):
        return f'"{value}" kan niet boven een sms staan.', "Gebruik letters (zonder accent), cijfers en spaties."
    if any(word in value.lower() for word in BETRAYS):
        return f'"{value}" verraadt op een telefoon waar het over gaat.', "Kies een gewone naam."
    return None


def announced(values: list[str]) -> Wrong | None:
    """Numbers, addresses and names of its own that customers may recognise a message by."""
    for value in values:
        if "@" in value and usable_email(value) is None:
            return f'"{value}" is geen e-mailadres.', 'Schrijf het als "klant@uworganisatie.nl".'
        if "://" in value or "/" in value:
            return f'"{value}" is een link.', "Zet hier alleen telefoonnummers, e-mailadressen en namen boven een sms."
    return None


def languages(values: list[str]) -> Wrong | None:
    """Languages that have texts or pages; Dutch needs no permission."""
    known = sorted({*codes(), *full(), *short()} - {DUTCH})
    strange = [value for value in values if value not in known]
    if strange:
        return f'"{strange[0]}" hoeft of kan hier niet.', f"Kies uit: {', '.join(known)}."
    return None


def registration(value: str) -> Wrong | None:
    """A number in the register of collection services; its form is the register's own."""
    if re.search(r"[0-9]", value):
        return None
    return f'"{value}" is geen nummer.', "Neem het nummer over uit het register incassodienstverlening."


def address(lines: list[str]) -> Wrong | None:
    """Street or box, then postcode and town; the sender's name comes above it by itself."""
    least, most = ADDRESS_LINES
    if not least <= len(lines) <= most:
        told = f"{len(lines)} {'regel' if len(lines) == 1 else 'regels'}"
        return (
            f"het adres heeft {told}.",
            f"Geef {least} tot {most} regels (met uw naam erboven 3 tot 6): de straat, en als laatste "
            '"1234 AB  PLAATS".',
        )
    if not _TOWN.fullmatch(lines[-1]):
        return f'"{lines[-1]}" is geen postcode met plaats.', 'Schrijf de laatste regel als "1234 AB  PLAATS".'
    if town(lines[-1])[5:7] in _IMPOSSIBLE:
        return f'"{lines[-1][:7].strip()}" bestaat niet.', "Een postcode eindigt nooit op SA, SD of SS. Kijk hem na."
    return None


def town(line: str) -> str:
    """`1234ab  Plaats` as `1234 AB Plaats`: with one space it reads well in a sentence; an envelope adds its own."""
    found = re.fullmatch(r"([0-9]{4} ?[A-Za-z]{2})\s+(.+)", line)
    return f"{postcode(found[1])} {found[2]}" if found else line


def iban(value: str) -> Wrong | None:
    """An account number whose check digits are right."""
    if is_iban(value):
        return None
    return f'"{value}" is geen IBAN: het controlegetal klopt niet.', "Neem het nummer over van een bankafschrift."


def phone(value: str) -> Wrong | None:
    """A Dutch number that a customer can call without extra costs."""
    digits = re.sub(r"[ ()-]", "", value)
    digits = re.sub(r"^(?:\+31|0031)", "0", digits)
    if digits.startswith(_PAID):
        return f'"{value}" kost de beller extra.', "Kies een gewoon nummer of een 0800-nummer."
    if _NUMBERS.fullmatch(digits):
        return None
    return f'"{value}" is geen Nederlands telefoonnummer.', 'Schrijf het als "020 123 45 67" of "0800 1234".'


def email(value: str) -> Wrong | None:
    """An address that a customer can answer to."""
    if usable_email(value) is None:
        return f'"{value}" is geen e-mailadres.', 'Schrijf het als "klant@uworganisatie.nl".'
    if re.match(r"(?:no|do-?not|geen)[._-]?(?:reply|antwoord)", value, re.IGNORECASE):
        return f'op "{value}" kan niemand antwoorden.', "Geef een adres waar iemand de post leest."
    return None


def website(value: str) -> Wrong | None:
    """As people say it: without https://."""
    if re.fullmatch(rf"{_HOST}(?:/[^\s?#]*)?", value, re.IGNORECASE):
        return None
    return f'"{value}" is geen website.', 'Schrijf hem zoals u hem zegt, zonder https://: "www.uworganisatie.nl".'


def portal(value: str) -> Wrong | None:
    """Where customers arrange things: https only, and nothing in it but the place."""
    parts = urlsplit(value) if value.isascii() and " " not in value else urlsplit("")
    bare = parts.scheme == "https" and not (parts.query or parts.fragment)
    if bare and re.fullmatch(rf"{_HOST}(?::[0-9]{{1,5}})?", parts.netloc, re.IGNORECASE):
        return None
    return f'"{value}" is geen veilig webadres.', 'Begin met https:// en schrijf "https://betalen.uworganisatie.nl".'


def identity(value: dict[str, Any]) -> Wrong | None:
    """Where customers show who they are: the address of an OpenID provider, as whom we come, and how it is called."""
    if not value:
        return None
    strange = next((name for name in value if name not in IDENTITY), None)
    if strange:
        return f'"{strange}" kennen wij niet.', f"Kies uit: {', '.join(IDENTITY)}. Een geheim hoort hier niet."
    for name, longest in IDENTITY.items():
        text = value.get(name)
        if not isinstance(text, str) or not 0 < len(text) <= longest or not text.isprintable():
            return f"{name} ontbreekt, of is geen gewone tekst.", f"Vul {', '.join(IDENTITY)} alle drie in."
    issuer = value["issuer"]
    parts = urlsplit(issuer) if issuer.isascii() and " " not in issuer else urlsplit("")
    is_bare = parts.scheme == "https" and not (parts.query or parts.fragment)
    if is_bare and re.fullmatch(rf"{_HOST}(?::[0-9]{{1,5}})?", parts.netloc, re.IGNORECASE):
        return None
    return (
        f'"{issuer}" is geen veilig webadres.',
        "Neem de issuer precies over van de aanbieder; hij begint met https://.",
    )


def color(value: str) -> Wrong | None:
    """A colour that bears white words."""
    if not _COLOR.fullmatch(value):
        return f'"{value}" is geen kleur.', 'Schrijf hem als "#17654b": een hekje en zes cijfers of letters a tot f.'
    found = contrast_with_white(value)
    if found < CONTRAST:
        told, asked = (f"{int(number * 10) / 10:.1f}".replace(".", ",") for number in (found, CONTRAST))
        return f"witte letters op {value} zijn slecht te lezen (contrast {told}).", f"Neem donkerder: minstens {asked}."
    return None


def contrast_with_white(value: str) -> float:
    """The contrast of white with `#rrggbb`, from 1 (white) to 21 (black), by the formula of WCAG."""
    parts = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (light + 0.05)

"""A logo as SVG: only shapes, words and colours; nothing that runs, and nothing that is fetched from elsewhere."""

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tijdig.intake.creditors.checks import Wrong

MAX_CHARACTERS: Final = 60_000
"""A drawing that is larger holds a photo, or was never tidied; pages must stay small."""

_SPACE: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_DRAWS: Final = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
    )
)
_WORDS: Final = ("aria-label", "title")
_ELSEWHERE: Final = re.compile(
    r"""[a-z][a-z0-9+.-]*:\s*//|javascript:|data:|//|\\|@|url\(\s*["']?\s*(?!["'#])|image-set|src\(""", re.IGNORECASE
)
_TIDY: Final = 'Bewaar de tekening opnieuw als "geoptimaliseerde SVG", met alleen vormen, letters en kleuren.'


def bare(text: str) -> str:
    """The drawing without the line that says it is XML, and without remarks."""
    return re.sub(r"<!--.*?-->", "", re.sub(r"\A\ufeff?\s*<\?xml\s[^>]*\?>", "", text), flags=re.DOTALL).strip()


def drawing(text: str) -> Wrong | None:
    """What is wrong with a drawing, or nothing."""
    if len(text) > MAX_CHARACTERS:
        return f"de tekening is te groot ({len(text)} tekens).", f"Neem er hoogstens {MAX_CHARACTERS}. {_TIDY}"
    if "<?" in text or "<!" in text:  # a browser reads these otherwise than we do, which lets things slip through
        return "de tekening bevat opdrachten (<? of <!).", _TIDY
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return "dit is geen SVG die wij kunnen lezen.", _TIDY
    if root.tag != f"{_SPACE}svg":
        return "dit is geen SVG.", "Geef een bestand dat met <svg begint."
    return next((wrong for wrong in map(_element, root.iter()) if wrong), None)


def _element(element: Element) -> Wrong | None:
    name = str(element.tag).removeprefix(_SPACE)
    if name not in _DRAWS:
        return f"de tekening bevat <{name.rpartition('}')[2]}>.", _TIDY
    if name == "style" and _ELSEWHERE.search("".join(element.itertext())):
        return "de stijl van de tekening verwijst naar buiten.", _TIDY
    return next((wrong for pair in element.attrib.items() if (wrong := _attribute(*pair))), None)


def _attribute(name: str, value: str) -> Wrong | None:
    told = name.rpartition("}")[2]
    if told.lower().startswith("on"):
        return f"de tekening bevat een opdracht ({told}).", _TIDY
    is_link = name in _HREFS and not value.startswith("#")
    if is_link or told == "base" or (told not in _WORDS and _ELSEWHERE.search(value)):
        return f"de tekening verwijst naar buiten ({told}).", _TIDY
    return None

"""A Word document: its paragraphs, lists and tables, in order."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tijdig.check.files.refusals import Unreadable

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY: Final = "word/document.xml"
_MOST: Final = 5_000_000
PAIR: Final = 2


def word(data: bytes) -> str:
    """The text, a line for each paragraph and row."""
    body = _document(data).find(f"{_W}body")
    if body is None:
        raise Unreadable("is geen Word-bestand")
    return "".join(_blocks(body))


def _document(data: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(_BODY).file_size > _MOST:
                raise Unreadable("is te groot als je het uitpakt")
            with archive.open(_BODY) as opened:
                return fromstring(opened.read(_MOST))
    except (zipfile.BadZipFile, KeyError) as fault:
        raise Unreadable("is geen Word-bestand, of is stuk") from fault
    except RuntimeError as fault:  # a password, or a way of packing that nobody knows
        raise Unreadable(
            "heeft een wachtwoord, of is vreemd ingepakt; sla het opnieuw op, zonder wachtwoord"
        ) from fault
    except (ParseError, DefusedXmlException, EOFError, OSError, ValueError, zlib.error) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable("is een Word-bestand dat stuk is") from fault


def _blocks(body: Any) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_W}p":
            yield f"{_bullet(block)}{_paragraph(block)}\n\n"
        elif block.tag == f"{_W}tbl":
            yield from (f"{_row(row)}\n" for row in block.iter(f"{_W}tr"))
            yield "\n"
        elif block.tag == f"{_W}sdt":
            content = block.find(f"{_W}sdtContent")
            yield from _blocks(content if content is not None else ())


def _bullet(paragraph: Any) -> str:
    return "- " if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else ""


def _paragraph(paragraph: Any) -> str:
    found = []
    for part in paragraph.iter():
        if part.tag == f"{_W}t":
            found.append(part.text or "")
        elif part.tag == f"{_W}tab":
            found.append(" ")
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            found.append("\n")
    return "".join(found)


def _row(row: Any) -> str:
    """Two cells are a name and a value; more are a table."""
    cells = [
        " ".join(" ".join(_paragraph(each) for each in cell.iter(f"{_W}p")).split()) for cell in row.iter(f"{_W}tc")
    ]
    return f"{cells[0].rstrip(':')}: {cells[1]}" if len(cells) == PAIR else f"| {' | '.join(cells)} |"

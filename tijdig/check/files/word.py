"""A Word document: what stands above, in and below its pages: paragraphs, lists and tables, in order."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tijdig.check.files.refusals import Unreadable

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAME_AGAIN: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY: Final = "word/document.xml"
_EDGES: Final = re.compile(r"word/(header|footer)\d{0,3}\.xml")
_MOST: Final = 5_000_000
_MOST_EDGES: Final = 30
PAIR: Final = 2
# A cell with a sentence or more in it is no cell of a table but a place on the page.
CELL_WORDS: Final = 12
_SAID: Final = re.compile(r"[a-z][.?!]\s*$")


def word(data: bytes) -> str:
    """The text, a line for each paragraph and row: headers first, footers last, each once."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, _BODY).find(f"{_W}body")
            above, below = _edges(archive, "header"), _edges(archive, "footer")
    except (zipfile.BadZipFile, KeyError) as fault:
        raise Unreadable("is geen Word-bestand, of is stuk") from fault
    except RuntimeError as fault:  # a password, or a way of packing that nobody knows
        if isinstance(fault, RecursionError):
            raise
        raise Unreadable(
            "heeft een wachtwoord, of is vreemd ingepakt; sla het opnieuw op, zonder wachtwoord"
        ) from fault
    except (ParseError, DefusedXmlException, EOFError, OSError, ValueError, zlib.error) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable("is een Word-bestand dat stuk is") from fault
    if body is None:
        raise Unreadable("is geen Word-bestand")
    return "".join((*above, *_blocks(body), *below))


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > _MOST:
        raise Unreadable("is te groot als je het uitpakt")
    with archive.open(name) as opened:
        return fromstring(opened.read(_MOST))


def _edges(archive: zipfile.ZipFile, edge: str) -> tuple[str, ...]:
    """What stands at the top or the bottom of the pages; the first page often has one of its own."""
    found = (_EDGES.fullmatch(name) for name in archive.namelist())
    names = sorted(each[0] for each in found if each and each[1] == edge)[:_MOST_EDGES]
    told = ("".join(_blocks(_part(archive, name))) for name in names)
    return tuple(dict.fromkeys(each for each in told if each.strip()))


def _blocks(body: Any) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_W}p":
            yield f"{_bullet(block)}{_paragraph(block)}\n\n"
        elif block.tag == f"{_W}tbl":
            yield from _table(block)
            yield "\n"
        elif block.tag == f"{_W}sdt":
            yield from _blocks(_inside(block))


def _bullet(paragraph: Any) -> str:
    return "- " if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else ""


def _paragraph(part: Any) -> str:
    """The words of a paragraph; a box with text that hangs on it is read too, once, and nothing that was moved away."""
    if part.tag == f"{_W}t":
        return part.text or ""
    if part.tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    if part.tag == f"{_W}txbxContent":
        return f"\n{''.join(_blocks(part)).strip()}\n"
    if part.tag in (_SAME_AGAIN, f"{_W}moveFrom"):
        return ""
    # A w:tab among the properties of a paragraph is where tabs stop, and no tab.
    return " " if part.tag == f"{_W}tab" and not len(part.attrib) else "".join(map(_paragraph, part))


def _table(table: Any) -> Iterator[str]:
    """A table of names and values, or one that only puts text side by side: that is read cell by cell."""
    rows = [[*_own(row, f"{_W}tc")] for row in _own(table, f"{_W}tr")]
    if any(_is_place(cell) for row in rows for cell in row):
        for row in rows:
            yield from (said for cell in row for said in _blocks(cell))
    else:
        yield from (f"{_row(row)}\n" for row in rows)


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of this table, or the cells of this row, and not those of a table in it."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{_W}sdt":
            yield from _own(_inside(child), tag)


def _inside(box: Any) -> Any:
    content = box.find(f"{_W}sdtContent")
    return content if content is not None else ()


def _is_place(cell: Any) -> bool:
    told = [said for each in cell.iter(f"{_W}p") if (said := _paragraph(each).strip())]
    has_table = cell.find(f"{_W}tbl") is not None
    return has_table or len(told) > 1 or any(len(said.split()) > CELL_WORDS or _SAID.search(said) for said in told)


def _row(cells: list[Any]) -> str:
    """Two cells are a name and a value; more are a table."""
    told = [" ".join(" ".join(_paragraph(each) for each in cell.iter(f"{_W}p")).split()) for cell in cells]
    if len(told) == 1:
        return f"{told[0]}\n"
    return f"{told[0].rstrip(':')}: {told[1]}" if len(told) == PAIR else f"| {' | '.join(told)} |"

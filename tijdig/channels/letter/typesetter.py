"""The typesetter, kept warm: data in, an accessible PDF out, the same bytes for the same data."""

import json
import os
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import typst

from tijdig.channels.base import Undeliverable

# Accessible (PDF/UA-1) and fit for an archive (PDF/A-2a), in one file.
STANDARDS: Final = ("ua-1", "a-2a")

_ROOT: Final = Path(__file__).resolve().parents[2]
_forked: Final[list[bool]] = []


def typeset(sheet: str, data: Mapping[str, Any], timestamp: int) -> bytes:
    """The PDF of a sheet (`letter`, `card`) filled with data; Undeliverable when something in it cannot be printed."""
    if _forked:
        raise RuntimeError("this process was forked from one that made letters; start workers afresh (spawn)")
    try:
        made = _compilers().own.compile(
            input=_source(sheet, data),
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise Undeliverable("letter_not_printable", permanent=True, detail=str(error), about_address=False) from error
    return cast(bytes, made)


def has_letter(sign: str) -> bool:
    """Whether one of our typefaces has this sign, so that a PDF may hold it."""
    if sign.isascii():
        return True
    source = f'#set document(title: "-")\n#set text(lang: "nl")\n#"{sign}"\n'.encode()
    try:
        _compilers().own.compile(input=source, format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    except typst.TypstError:
        return False
    return True


def pictures(sheet: str, data: Mapping[str, Any], ppi: int) -> list[bytes]:
    """Its pages as PNG, to look at; nothing of them goes out."""
    made = _compilers().own.compile(input=_source(sheet, data), format="png", ppi=ppi)
    return cast("list[bytes]", made if isinstance(made, list) else [made])


def _source(sheet: str, data: Mapping[str, Any]) -> bytes:
    """A page that hands the data to the sheet, as one quoted text; the sheet itself is read only once."""
    text = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/channels/letter/{sheet}.typ": printed\n#printed(json(bytes("{text}")))\n'.encode()


class _Compilers(threading.local):
    """One compiler per thread: reading fonts and sheets once makes it four times as fast; it cannot be shared."""

    def __init__(self) -> None:
        fonts = [str(_ROOT / "static" / "fonts")]
        self.own = typst.Compiler(root=str(_ROOT), font_paths=fonts, ignore_system_fonts=True)


@cache
def _compilers() -> _Compilers:
    # The typesetter's own threads do not survive a fork: it would wait for them for ever.
    os.register_at_fork(after_in_child=_refuse)
    return _Compilers()


def _refuse() -> None:
    _forked.append(True)

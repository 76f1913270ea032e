"""A PDF: its lines from top to bottom; a wider gap begins a new paragraph."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tijdig.check.files.refusals import Unreadable

try:
    import pypdfium2
except ImportError:  # pragma: no cover - the extra is part of the dev install
    pypdfium2 = None

MOST_PAGES: Final = 100
_SAME_LINE, _NEW_PARAGRAPH = 0.5, 1.75  # of the height of a line


class _Piece(NamedTuple):
    left: float
    bottom: float
    top: float
    words: str


def pages(data: bytes) -> str:
    """The text of all pages."""
    if pypdfium2 is None:  # pragma: no cover - idem
        raise Unreadable("is een PDF; daarvoor is meer nodig: pip install tijdig[check]")
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise Unreadable(f"heeft meer dan {MOST_PAGES} bladzijden")
            text = "\n\n".join("\n".join(_lines(_pieces(page))) for page in document)
    except pypdfium2.PdfiumError as fault:
        has_lock = "password" in str(fault).lower()
        raise Unreadable("heeft een wachtwoord" if has_lock else "is geen PDF, of is stuk") from fault
    if not text.strip():
        raise Unreadable("heeft geen tekst, alleen plaatjes (een scan?)")
    return text


def _pieces(page: "pypdfium2.PdfPage") -> list[_Piece]:
    text = page.get_textpage()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if words:
            found.append(_Piece(left, bottom, top, words))
    return sorted(found, key=lambda piece: (-piece.top, piece.left))


def _lines(pieces: list[_Piece]) -> Iterator[str]:
    """Pieces at one height are one line."""
    held: list[_Piece] = []
    for piece in pieces:
        height = max(piece.top - piece.bottom, 1.0)
        if held and abs(held[0].bottom - piece.bottom) <= height * _SAME_LINE:
            held.append(piece)
            continue
        if held:
            yield _line(held)
            if held[0].bottom - piece.bottom > height * _NEW_PARAGRAPH:
                yield ""
        held = [piece]
    if held:
        yield _line(held)


def _line(held: list[_Piece]) -> str:
    return " ".join(piece.words for piece in sorted(held, key=lambda piece: piece.left))

"""Plain text and Markdown; old Windows files too."""

from tijdig.check.files.refusals import Unreadable


def plain(data: bytes) -> str:
    """The words, in whichever of the two usual ways they were written down."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is geen tekst; lees .md, .txt, .eml, .docx of .pdf")
    ways = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1")
    for way in ways:
        try:
            return data.decode(way)
        except UnicodeDecodeError:
            continue
    raise Unreadable("is geen tekst die wij kunnen lezen")

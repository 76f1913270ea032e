"""Which language is spoken now, and how code says a sentence in it: `say("Het nummer {phone}.", phone=phone)`.

Dutch unless somebody chose otherwise: the workbench, the night and every letter stay what they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from tijdig.languages.catalogue import DUTCH, Catalogue, catalogue

_HOME: Final = catalogue(DUTCH)
_NOW: Final[ContextVar[Catalogue]] = ContextVar("language", default=_HOME)


def now() -> Catalogue:
    """The language of this page."""
    return _NOW.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Inside, everything is said in this language."""
    before = _NOW.set(catalogue(code))
    try:
        yield
    finally:
        _NOW.reset(before)


def say(text: str, **values: object) -> str:
    """A Dutch sentence in the language of now, with its values put in."""
    said = _NOW.get().of(text)
    return said.format(**values) if values else said


def marked(text: str) -> str:
    """A text that is said later, by whoever shows it: here only marked, so that catalogues hold it."""
    return text

"""What organisations write to each other about a joint arrangement: short, and with nothing of a customer in it."""

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from tijdig.messages.content import SIGNATURE, TEXT, Block, Content
from tijdig.messages.languages.speech import DUTCH
from tijdig.policy.tables import Table, read_toml
from tijdig.words import ChannelKind

FOLDER: Final = Path(__file__).parent
FILE: Final = "between.toml"


class Letter(Enum):
    """What can be written."""

    BALANCE = "balance"  # how much is open?
    PROPOSAL = "proposal"  # there is a proposal
    STARTED = "started"  # it runs
    RENEW = "renew"  # the consent ends soon
    RENEWED = "renewed"  # it holds longer
    CODE = "code"  # the code that belongs to the link


def content(letter: Letter, *, signer: str, link: str = "", **values: str) -> Content:
    """The e-mail: its words with these values in it, and the team that sends it."""
    subject, lines = _words()[letter]
    said = tuple(Block(TEXT, line.format(link=link, **values)) for line in lines)
    return Content(
        kind=ChannelKind.EMAIL.value,
        template=f"between.{letter.value}",
        version="1",
        language=DUTCH,
        formality="u",
        subject=subject.format(**values),
        dateline="",
        link=link,
        blocks=(*said, Block(SIGNATURE, "Met vriendelijke groet,", ((signer,),))),
    )


@cache
def _words() -> dict[Letter, tuple[str, tuple[str, ...]]]:
    """Subject and lines of each; PolicyError names what is missing."""
    found = read_toml(FOLDER, FILE)
    return {letter: _of(letter, found) for letter in Letter}


def _of(letter: Letter, found: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    table = Table(FILE, letter.value, found.get(letter.value, {}))
    words = table.text("subject"), table.texts("lines")
    table.done()
    return words

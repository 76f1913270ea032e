"""Papers that a customer keeps, as accessible PDFs: made in the request that asks for them, and kept nowhere."""

from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.letter import paper as sheet
from tijdig.channels.letter import pdf
from tijdig.messages import content as words
from tijdig.messages.content import Block
from tijdig.queries.papers import Paper, SentLetter


def made(paper: Paper | SentLetter) -> bytes | None:
    """The PDF; nothing where something in it cannot be printed in any way."""
    try:
        return _letter(paper) if isinstance(paper, SentLetter) else _paper(paper)
    except Undeliverable:
        return None


def _paper(paper: Paper) -> bytes:
    return sheet.pdf(paper.title, paper.blocks, paper.sender, paper.at)


def _letter(letter: SentLetter) -> bytes:
    """A letter whose address cannot be printed any more comes word for word, without its window."""
    try:
        return pdf.pdf(_message(letter))
    except Undeliverable:
        said = [Block(words.TEXT, line) for line in letter.content.text.split("\n") if line.strip()]
        return sheet.pdf(letter.content.subject, said, letter.sender, letter.at)


def _message(letter: SentLetter) -> Message:
    return Message(
        key=letter.key,
        moment_id="",
        case_id="",
        kind=letter.content.kind,
        at=letter.at,
        sender=letter.sender,
        recipient=letter.recipient,
        content=letter.content,
    )

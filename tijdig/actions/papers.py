"""Papers that a customer keeps, as accessible PDFs: made in the request that asks for them, and kept nowhere."""

from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.letter import paper as sheet
from tijdig.channels.letter import pdf
from tijdig.messages import content as words
from tijdig.messages.content import Block
from tijdig.queries.papers import Paper, SentLetter


def made(paper: Paper | SentLetter) -> bytes:
    """The PDF. A letter whose address cannot be printed any more comes word for word, without its window."""
    if isinstance(paper, Paper):
        return sheet.pdf(paper.title, paper.blocks, paper.sender, paper.at)
    try:
        return pdf.pdf(_message(paper))
    except Undeliverable:
        said = [Block(words.TEXT, line) for line in paper.content.text.split("\n") if line.strip()]
        return sheet.pdf(paper.content.subject, said, paper.sender, paper.at)


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

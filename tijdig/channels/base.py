"""What every provider is: it gets a frozen message and gives a receipt; it never sees a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tijdig.messages.content import Content
from tijdig.messages.facts import Recipient, Sender


@dataclass(frozen=True, slots=True)
class Message:
    """One message to hand over. The provider deduplicates on `key`; `at` is the moment of handing over (UTC)."""

    key: str
    moment_id: int | str
    case_id: int | str
    kind: str
    at: datetime
    sender: Sender
    recipient: Recipient
    content: Content
    other_way: str = ""  # where this customer chooses how to be reached; on outreach only


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider gives back: its own reference, and for files where it is and what it weighs."""

    provider_reference: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of a message later: a code from the provider and whether it arrived."""

    key: str
    at: datetime
    is_delivered: bool
    code: str = ""


class Undeliverable(Exception):  # noqa: N818 - what happened, and no error of the program
    """The provider did not take the message; `permanent` says whether trying again can help.

    `about_address` is False when another message to the same address may well arrive.
    """

    def __init__(self, code: str, *, permanent: bool, detail: str = "", about_address: bool = True) -> None:
        """Keep the code apart from the words."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.permanent = permanent
        self.about_address = about_address


class Channel(Protocol):
    """The three things a provider can do, plus handing over many at once."""

    def check(self) -> list[str]:
        """Say in plain Dutch what is wrong with the configuration; nothing means it works."""
        ...

    def send(self, message: Message) -> Receipt:
        """Hand over one message, once per key, or raise Undeliverable."""
        ...

    def send_many(self, messages: Sequence[Message]) -> Iterable[Receipt | Undeliverable]:
        """Hand over many, in order, one answer each; a refused one does not stop the rest."""
        ...

    def reports(self, payload: Mapping[str, Any] | bytes) -> list[DeliveryReport]:
        """Read what the provider reports back."""
        ...

"""A carrier that carries nothing: planning is measured, and not the making of letters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tijdig.channels.base import DeliveryReport, Message, Receipt


class Nowhere:
    """Takes every message, and reports what it is told to report."""

    def check(self) -> list[str]:
        """It always works."""
        return []

    def send(self, message: Message) -> Receipt:
        """A receipt without a file."""
        return Receipt(message.key, "", "")

    def send_many(self, messages: Sequence[Message]) -> Iterator[Receipt]:
        """One receipt each."""
        return map(self.send, messages)

    def reports(self, payload: Mapping[str, Any] | bytes) -> list[DeliveryReport]:
        """The reports that were put in."""
        return list(payload["reports"]) if isinstance(payload, Mapping) else []

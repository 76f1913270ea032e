"""Carriers that do what a test tells them: they keep the contract of a provider, and remember what they were given."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from tijdig.channels.base import DeliveryReport, Message, Receipt, Undeliverable
from tijdig.channels.outbox import Outbox


class Carrier:
    """Takes every message once per key."""

    kept: ClassVar[dict[str, Message]] = {}
    calls: ClassVar[list[str]] = []
    before: ClassVar[Callable[[Message], None] | None] = None

    @classmethod
    def reset(cls) -> None:
        Carrier.kept, Carrier.calls, Carrier.before = {}, [], None

    def check(self) -> list[str]:
        return []

    def send(self, message: Message) -> Receipt:
        Carrier.calls.append(message.key)
        if Carrier.before:
            Carrier.before(message)
        Carrier.kept.setdefault(message.key, message)
        return Receipt(f"ref-{message.key}", "", "")

    def send_many(self, messages: Sequence[Message]) -> Iterator[Receipt | Undeliverable]:
        for message in messages:
            try:
                yield self.send(message)
            except Undeliverable as refusal:
                yield refusal

    def reports(self, payload: Mapping[str, Any] | bytes) -> list[DeliveryReport]:
        return []


class NoSuchAddress(Carrier):
    """Refuses for good."""

    def send(self, message: Message) -> Receipt:
        Carrier.calls.append(message.key)
        raise Undeliverable("no_such_address", permanent=True)


class Busy(Carrier):
    """Refuses for now."""

    def send(self, message: Message) -> Receipt:
        Carrier.calls.append(message.key)
        raise Undeliverable("busy", permanent=False)


class Slow(Outbox):
    """Keeps real files, and takes as long as a provider at a distance."""

    def send_many(self, messages: Sequence[Message]) -> Iterator[Receipt | Undeliverable]:
        time.sleep(2)
        yield from super().send_many(messages)

"""Letters that all differ: name, address, bills, sum and code; half are reminders, half fourteen-day notices."""

import random  # noqa: TID251 - a fixed seed makes the same letters every time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tijdig.channels.base import Message
from tijdig.messages.facts import ClaimLine, Facts, NoticeFacts, Recipient
from tijdig.messages.render import compose
from tijdig.messages.samples import WOONSTEDE
from tijdig.policy import load

DAY: Final = date(2026, 11, 23)
AT: Final = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_FIRST: Final = ("Anna", "Bram", "Chantal", "Dewi", "Emre", "Fatima", "Gijs", "Hanneke", "İbrahim", "Joëlle")
_LAST: Final = ("de Wit", "Yılmaz", "van den Berg", "Mensah", "Jansen", "El Amrani", "Visser", "Kowalczyk", "Bos")
_STREETS: Final = ("Lange Nieuwstraat", "Bolwerk", "Piushaven", "Burgemeester Reigerstraat", "Achter de Dom")
_TOWNS: Final = ("UTRECHT", "ZWOLLE", "TILBURG", "'S-HERTOGENBOSCH", "NIEUW-VENNEP")
_MONTHS: Final = ("augustus", "september", "oktober", "november")


def letters(count: int, *, seed: int = 2026) -> Iterator[Message]:
    """So many letters, ready to be printed."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    policy = load(DAY)
    for number in range(count):
        facts = _facts(chance, number)
        content = compose(facts.stage, "letter", facts, policy)
        yield Message(f"{seed}-{number}", number, number, "letter", AT, facts.sender, facts.recipient, content)


def _facts(chance: random.Random, number: int) -> Facts:
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    street, house = chance.choice(_STREETS), chance.randrange(1, 400)
    postcode = f"{chance.randrange(1000, 9999)} {chance.choice('ABCDE')}{chance.choice('ABCDE')}"
    count = chance.randrange(1, 4)
    lines = tuple(
        ClaimLine(f"H-{number:06d}-{place}", "Huur", DAY - timedelta(days=22 + 30 * place),
                  chance.randrange(2_000, 90_000), "rent", f"{_MONTHS[-1 - place]} 2026", in_notice=True)
        for place in range(count)
    )  # fmt: skip
    total = sum([line.open_cents for line in lines])
    facts = Facts(
        sender=WOONSTEDE,
        recipient=Recipient(
            name=f"{first} {last}",
            salutation=f"{first} {last}",
            address_lines=(f"{street} {house}", f"{postcode}  {chance.choice(_TOWNS)}"),
        ),
        lines=lines,
        total_cents=total,
        day=DAY,
        stage="S1",
        sector="housing",
        customer_number=f"{chance.randrange(10**6):06d}",
        payment_reference=f"RF{chance.randrange(10, 99)}{chance.randrange(10**8)}",
        signalling=True,
        code="".join(chance.choice(_SIGNS) for _ in range(10)),
    )
    if number % 2 or count > 2:
        return facts
    received, last_day, costs_from = (DAY + timedelta(days=later) for later in (2, 16, 17))
    return replace(facts, stage="S3", notice=NoticeFacts(total, 4_000, received, last_day, costs_from))

"""A case with a bill that is late, and carriers that remember."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests import beginnings
from tests.actions.carriers import Carrier
from tests.factories import TODAY, make_case, make_claim, make_creditor, make_customer, make_details, make_point
from tijdig.models import Case, Creditor

KINDS = ("letter", "email", "sms")


def make_late_case(creditor: Creditor | None = None, *, days: int = 10, cents: int = 10_000, **values: Any) -> Case:
    """Somebody with every kind of address and one bill so many days late."""
    customer = make_customer(creditor or make_creditor(), **values)
    make_details(customer)
    make_point(customer)
    make_point(customer, kind="email", value=f"{customer.number}@post.example")
    make_point(customer, kind="mobile", value="06 00 00 01 01")
    make_claim(customer, amount_cents=cents, due_on=TODAY - timedelta(days=days))
    return make_case(customer)


@pytest.fixture
def late() -> Case:
    return beginnings.begin_with(make_late_case)


@pytest.fixture
def carry(settings: Any) -> Callable[[str], type[Carrier]]:
    """Let every kind be carried by this carrier."""

    def choose(name: str = "Carrier") -> type[Carrier]:
        Carrier.reset()
        settings.CHANNELS = dict.fromkeys(KINDS, f"tests.actions.carriers.{name}")
        return Carrier

    choose()
    return choose

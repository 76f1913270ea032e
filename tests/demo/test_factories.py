"""Every factory makes a row that the database takes, and the cast owes what the stories say."""

import inspect

import pytest
from django.apps import apps
from django.db.models import Sum

from tests import cast, factories
from tijdig.models import Case, Claim, MoneyEntry

pytestmark = pytest.mark.django_db

FACTORIES = {name: make for name, make in inspect.getmembers(factories, inspect.isfunction) if name.startswith("make_")}


@pytest.mark.parametrize("name", sorted(FACTORIES))
def test_factory_makes_a_row(name: str) -> None:
    row = FACTORIES[name]()

    assert type(row).objects.get(pk=row.pk) == row


def test_every_model_has_a_factory() -> None:
    made = {inspect.signature(make).return_annotation.__name__ for make in FACTORIES.values()}

    assert {model.__name__ for app in ("tijdig", "accounts") for model in apps.get_app_config(app).get_models()} == made


def test_factories_of_the_same_model_do_not_collide() -> None:
    first, second = factories.make_claim(), factories.make_claim()

    assert (first.reference == second.reference, first.customer == second.customer) == (False, False)


def test_cast_owes_what_the_stories_say() -> None:
    everybody = cast.make_cast()

    cases = (everybody.anna, everybody.bram, everybody.chantal, everybody.emre)
    open_cents = {case.customer.number: _open_cents(case) for case in cases}
    assert open_cents == {"W-100001": 18240, "W-100002": 64000, "W-100003": 112075, "W-100004": 4500}
    assert list(everybody.anna.customer.claims.order_by("due_on").values_list("description", flat=True)) == [
        "Huur oktober 2026",
        "Huur november 2026",
    ]
    assert everybody.bram.customer.representatives.get().name == "Lotus Bewind"
    assert Claim.objects.count() == sum(len(member.bills) for member in cast.CUSTOMERS)


def _open_cents(case: Case) -> int:
    return int(MoneyEntry.objects.filter(claim__customer=case.customer).aggregate(total=Sum("amount_cents"))["total"])

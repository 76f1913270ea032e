"""Many rows at once: as they were given, on both engines."""

from datetime import date

import pytest

from tests.factories import make_creditor
from tijdig.actions import bulk
from tijdig.models import Customer


@pytest.mark.django_db
def test_bulk_insert_writes_what_it_was_given() -> None:
    creditor = make_creditor()
    columns = (
        "creditor_id", "number", "prefers", "not_by", "call_parts", "is_safe_to_contact", "died_on", "version",
        "since_intake",
    )  # fmt: skip

    bulk.insert(
        Customer,
        columns,
        [
            (creditor.pk, "K-1", "", bulk.text(["sms"]), "[]", True, None, 1, 0),
            (creditor.pk, "K-2 \t\n'ë€", "email", "[]", "[]", False, date(2026, 1, 31), 1, 3),
        ],
    )

    rows = Customer.objects.order_by("pk").values_list("number", "prefers", "not_by", "is_safe_to_contact", "died_on")
    assert list(rows) == [
        ("K-1", "", ["sms"], True, None),
        ("K-2 \t\n'ë€", "email", [], False, date(2026, 1, 31)),
    ]


def test_bulk_insert_of_nothing_asks_nothing() -> None:
    bulk.insert(Customer, ("number",), [])


def test_bulk_text_is_short_and_knows_days() -> None:
    assert bulk.text({"op": date(2026, 1, 31), "naam": "Zoë"}) == '{"op":"2026-01-31","naam":"Zoë"}'


def test_bulk_text_refuses_what_has_no_form() -> None:
    with pytest.raises(TypeError, match="set has no JSON form"):
        bulk.text({1, 2})

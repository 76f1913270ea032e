"""Models and migrations agree, and every table has its place."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=said, no_color=True)

    assert said.getvalue().strip() == "No changes detected"


def test_tables_are_ours_or_those_we_asked_for() -> None:
    labels = {model._meta.app_label for model in apps.get_models()}

    assert labels == {"tijdig", "accounts", "auth", "contenttypes", "sessions", "account", "mfa"}


WHOLE = {"IntegerField", "BigIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"}
MOMENTS, DAYS = ("at", "last_login"), ("day", "from", "until")
"""Names that say by themselves that they are a moment or a day, beside the endings _at and _on."""


def fault(kind: str, name: str) -> str:
    """What is wrong with the name or the type of a column, or nothing."""
    if kind == "DateTimeField" and not name.endswith(("_at", "_from", "_until")) and name not in MOMENTS:
        return "is a moment: …_at"
    if kind == "DateField" and not name.endswith("_on") and name.rpartition("_")[2] not in DAYS:
        return "is a day: …_on"
    if name.endswith("_cents") and kind not in WHOLE:
        return "is money: whole cents"
    if kind in {"FloatField", "DecimalField"}:
        return "is a fraction: take cents, days, or a share in data"
    return ""


def test_money_is_whole_cents_and_moments_and_days_say_so_in_their_names() -> None:
    wrong = [
        f"{model.__name__}.{field.name} {said}"
        for label in ("tijdig", "accounts")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if (said := fault(type(field).__name__, field.name))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [("DateTimeField", "sent"), ("DateField", "birthday_date"), ("CharField", "total_cents"), ("FloatField", "share")],
)
def test_fault_finds_wrong_names(kind: str, name: str) -> None:
    assert fault(kind, name) != ""

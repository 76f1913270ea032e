"""What intake left behind, in words that two databases can be compared by: no ids, no moments."""

from typing import Any

from django.db.models import Sum

from tijdig.models import (
    AuditEvent,
    Case,
    Claim,
    ContactPoint,
    Contract,
    Creditor,
    Customer,
    CustomerDetails,
    Intake,
    MoneyEntry,
    Reject,
)

TABLES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "creditors": (Creditor, ("code", "visible_intake")),
    "customers": (Customer, ("creditor__code", "number", "since_intake")),
    "cases": (Case, ("customer__number", "state", "since_intake")),
    "contracts": (Contract, ("customer__number", "number", "product", "since_intake")),
    "claims": (
        Claim,
        ("customer__number", "reference", "kind", "due_on", "disputed_on", "is_fixed_cost", "since_intake"),
    ),
    "entries": (
        MoneyEntry,
        ("claim__customer__number", "claim__reference", "kind", "reason", "amount_cents", "since_intake"),
    ),
    "details": (CustomerDetails, ("customer__number", "last_name", "birth_on", "since_intake", "until_intake")),
    "points": (ContactPoint, ("customer__number", "kind", "value", "since_intake", "until_intake")),
    "intakes": (Intake, ("creditor__code", "number", "state", "kind", "file_name")),
    "rejects": (Reject, ("intake__number", "line", "column", "code", "raw")),
    "trail": (AuditEvent, ("what", "facts")),
}


def everything() -> dict[str, list[Any]]:
    """All rows of all tables that intake writes; the trail without what was cleared away on the way."""
    found = {
        name: sorted(table.objects.values_list(*columns), key=str)  # type: ignore[attr-defined]
        for name, (table, columns) in TABLES.items()
    }
    found["trail"] = [row for row in found["trail"] if row[0] != "intake.discarded"]
    return found


def balances(creditor: Creditor) -> dict[str, int]:
    """What is open per claim, as everybody sees it."""
    creditor.refresh_from_db()
    rows = MoneyEntry.objects.filter(creditor=creditor, since_intake__lte=creditor.visible_intake)
    sums = rows.values("claim__customer__number", "claim__reference").annotate(open=Sum("amount_cents"))
    return {f"{row['claim__customer__number']}/{row['claim__reference']}": row["open"] for row in sums}

"""Walks a database of its own from the first state with data to the newest, and looks for the guards at every step.

Run as a program by test_migrations.py; prints what it found as JSON.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must stand first
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402

from tests.actions.processes import IS_SQLITE, NAME, clear, lay  # noqa: E402
from tests.migrations.shapes import shape  # noqa: E402
from tijdig.migrations import _guards  # noqa: E402

FIRST = ("tijdig", "0002_guards")
TOGETHER = ("tijdig", "0014_solutions")
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DECIDED = date(2026, 11, 20)
GUARDS = {
    "sqlite": {
        *("audit_no_update", "audit_no_delete", "audit_no_replace", "creditor_no_way_back"),
        *("money_no_update", "money_no_delete", "money_no_replace"),
    },
    "postgresql": {
        *("audit_no_change", "audit_no_truncate", "creditor_no_way_back"),
        *("money_no_update", "money_no_delete", "money_no_truncate"),
    },
}
OF_DECISIONS = {"decision_has_case", "decision_keeps_case", "case_keeps_decisions"}
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
TABLES = (_guards.AUDIT, _guards.MONEY)
REFUSED = (
    *(f"UPDATE {table} SET id = id" for table in TABLES),
    *(f"DELETE FROM {table}" for table in TABLES),
    f"UPDATE {_guards.DECISION} SET case_id = -1",
    f"INSERT INTO {_guards.DECISION} (case_id, kind_id, valid_from, again_on, facts) "
    f"SELECT -1, kind_id, valid_from, again_on, facts FROM {_guards.DECISION}",
    f"DELETE FROM {_guards.CASE}",
    f"UPDATE {_guards.CREDITOR} SET visible_intake = 0",
    *(f"TRUNCATE {table} CASCADE" for table in TABLES if connection.vendor == "postgresql"),
    *(f"REPLACE INTO {table} SELECT * FROM {table}" for table in TABLES if connection.vendor == "sqlite"),
)


class Steps(MigrationLoader):
    """Finds the steps one by one, as those find them who have been here since the first."""

    def load_disk(self) -> None:
        super().load_disk()
        self.disk_migrations = {key: one for key, one in self.disk_migrations.items() if not one.replaces}


def executor() -> MigrationExecutor:
    found = MigrationExecutor(connection)
    found.loader = Steps(connection)
    return found


def migrate(*targets: tuple[str, str]) -> Any:
    return executor().migrate(list(targets)).apps


def missing(step: str = "9999") -> list[str]:
    """The guards that should stand after this step and do not; by default after all."""
    wanted = GUARDS[connection.vendor] | (OF_DECISIONS if step >= "0010" else set())
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return sorted(wanted - {name for (name,) in cursor.fetchall()})


def fill(apps: Any) -> None:
    """One row in every table that has a guard, and what they hang on."""
    table = lambda name: apps.get_model("tijdig", name).objects  # noqa: E731 - a word for this page only
    creditor = table("Creditor").create(code="woonstede", name="Woonstede", visible_intake=1)
    customer = table("Customer").create(creditor=creditor, number="K-1")
    case = table("Case").create(creditor=creditor, customer=customer)
    claim = table("Claim").create(creditor=creditor, customer=customer, reference="F-1", due_on=date(2026, 11, 1))
    for cents, kind, since in ((10_000, "claim", 1), (-2_500, "payment", 0), (700, "claim", 2)):
        table("MoneyEntry").create(
            creditor=creditor, claim=claim, kind=kind, amount_cents=cents, since_intake=since,
            booked_on=date(2026, 11, 2), made_by="test", made_at=AT,
        )  # fmt: skip
    table("Decision").create(
        case_id=case.pk, valid_from=DECIDED, valid_until=DECIDED, outcome="act", stage="S1", channels=["letter", "email"],
        frame="solution", tone="friendly", by_whom="nobody", owner="customer", again_on=date(2026, 11, 25),
        rules={"whether": "say_first"}, columns={"open_cents": 7_500, "days_since_moment": 3}, policy_version="old",
    )  # fmt: skip
    table("Hold").create(
        case_id=case.pk, kind="paused", reason="illness", since_on=DECIDED, owner="team", made_by="test", made_at=AT
    )
    table("AuditEvent").create(at=AT, by="test", what="case.opened", noun="case", noun_id=str(case.pk), facts={"n": 1})


def pay_together(apps: Any) -> None:
    """A payment for all of before each line knew of which one it is, and one that comes out to no cent."""
    table = lambda name: apps.get_model("tijdig", name).objects  # noqa: E731 - a word for this page only
    case, claim, creditor = table("Case").get(), table("Claim").get(), table("Creditor").get()
    joint = table("Joint").create(case=case, by_channel="phone", made_by="test", made_at=AT)
    part = table("JointPart").create(joint=joint, creditor=creditor, case=case)
    for reference, share, booked in (("B-1", 1_000, 1_000), ("B-2", 500, 400)):
        values = {"reference": reference, "made_by": "test", "made_at": AT}
        table("JointPayment").create(
            joint=joint, amount_cents=2_000, shares={str(part.pk): share}, paid_on=DECIDED, **values
        )
        table("MoneyEntry").create(
            creditor=creditor, claim=claim, kind="payment", amount_cents=-booked, booked_on=DECIDED, **values
        )


def refusals() -> dict[str, bool]:
    """For each statement that must not work: was it refused?"""
    found = {}
    for statement in REFUSED:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            found[statement] = False
        except DatabaseError as error:
            found[statement] = "cannot be" in str(error) or "belongs to a case" in str(error)
    return found


def rows(apps: Any) -> dict[str, Any]:
    entries, events = apps.get_model("tijdig", "MoneyEntry").objects, apps.get_model("tijdig", "AuditEvent").objects
    return {
        "money": list(entries.order_by("pk").values_list("kind", "amount_cents", "since_intake")),
        "audit": list(events.values_list("what", "by", "facts")),
    }


def decision() -> dict[str, Any]:
    """What was decided in the first state, as the newest code reads it."""
    from tijdig.models import Decision

    found = Decision.objects.get()
    own = {name: getattr(found, name) for name in ("outcome", "stage", "channels", "frame", "tone", "by_whom", "owner")}
    facts = {name: found.columns[name] for name in ("open_cents", "days_since_moment", "is_safe")}
    return own | facts | {"rules": found.rules, "reason": found.kind.reason, "policy": found.policy_version}


def unseen_may_go() -> int:
    """What no published file brought yet may be taken away again: a file that was cut off leaves nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_guards.MONEY} WHERE since_intake = 2")
        return int(cursor.rowcount)


def walk() -> dict[str, Any]:
    lay()
    apps = migrate(FIRST, ("accounts", "0002_initial"))
    fill(apps)
    before = rows(apps)
    after = {FIRST[1]: missing(FIRST[1])}
    graph = executor().loader.graph
    (newest,) = graph.leaf_nodes("tijdig")
    for step in graph.forwards_plan(newest):
        if step[0] == "tijdig" and step > FIRST:
            migrate(step)
            after[step[1]] = missing(step[1])
        if step == TOGETHER:
            pay_together(executor().loader.project_state([step]).apps)
            before = rows(migrate(step))
    apps = migrate(*graph.leaf_nodes())
    found = {"missing": after, "newest": newest[1], "same": rows(apps) == before, "refused": refusals()}
    found |= {"still": rows(apps) == before, "unseen": unseen_may_go(), "decision": decision()}
    linked = apps.get_model("tijdig", "JointEntry").objects.order_by("pk")
    found["linked"] = list(linked.values_list("payment__reference", "entry__reference", "entry__amount_cents"))
    walked = shape()
    found["rests"] = list(apps.get_model("tijdig", "Hold").objects.values_list("reason", flat=True))
    _guards.take_guards_away(connection)
    found["without"] = missing() == sorted(GUARDS[connection.vendor] | OF_DECISIONS)
    _guards.put_guards(connection)
    _guards.put_guards(connection)
    found["back"] = missing()
    return found | {"differs": sorted(walked ^ at_once())}


def at_once() -> set[str]:
    """What the migrations lay for who begins today."""
    connection.close()
    if IS_SQLITE:
        Path(NAME).unlink()
    lay()
    call_command("migrate", verbosity=0)
    return shape()


if __name__ == "__main__":
    assert settings.DATABASES["default"]["NAME"]
    try:
        print(json.dumps(walk()))
    finally:
        connection.close()
        clear()

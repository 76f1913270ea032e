"""The guards in the database itself: audit rows never change or go, money entries never change, and go only unseen.

A decision belongs to a case that exists, and a case with decisions stays. A foreign key would say so as well, but
looks up and locks row by row, which took a third of the writing of a night; PostgreSQL asks once per statement here.

What was visible once stays so: else a step back of the creditor would make its entries unseen again. On SQLite a row
can also be lost to INSERT OR REPLACE, which asks no trigger on DELETE: a number that exists is refused there.

SQLite rebuilds a table when a column changes and drops its triggers; a migration that touches these tables ends
with `RunPython(_guards.install)` again, and a test looks for the guards after every migration.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

AUDIT = "tijdig_auditevent"
MONEY = "tijdig_moneyentry"
UNSEEN = (
    "OLD.since_intake > 0 AND OLD.since_intake > "
    "(SELECT visible_intake FROM tijdig_creditor WHERE id = OLD.creditor_id)"
)
CREDITOR = "tijdig_creditor"
BACK = "NEW.visible_intake < OLD.visible_intake"
CASE = "tijdig_case"
DECISION = "tijdig_decision"

SQLITE_REMOVE = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (
        *("audit_no_update", "audit_no_delete", "audit_no_replace"),
        *("money_no_update", "money_no_delete", "money_no_replace", "creditor_no_way_back"),
    )
)
SQLITE_INSTALL = (
    *SQLITE_REMOVE,
    f"CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON {AUDIT} "
    "BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
    f"CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON {AUDIT} "
    "BEGIN SELECT RAISE(ABORT, 'audit rows cannot be deleted'); END",
    f"CREATE TRIGGER IF NOT EXISTS money_no_update BEFORE UPDATE ON {MONEY} "
    "BEGIN SELECT RAISE(ABORT, 'money entries cannot be changed'); END",
    f"CREATE TRIGGER IF NOT EXISTS money_no_delete BEFORE DELETE ON {MONEY} "
    f"WHEN ({UNSEEN}) IS NOT TRUE BEGIN SELECT RAISE(ABORT, 'money entries cannot be deleted'); END",
    f"CREATE TRIGGER IF NOT EXISTS audit_no_replace BEFORE INSERT ON {AUDIT} "
    f"WHEN EXISTS (SELECT 1 FROM {AUDIT} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'audit rows cannot be replaced'); END",
    f"CREATE TRIGGER IF NOT EXISTS money_no_replace BEFORE INSERT ON {MONEY} "
    f"WHEN EXISTS (SELECT 1 FROM {MONEY} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'money entries cannot be replaced'); END",
    f"CREATE TRIGGER IF NOT EXISTS creditor_no_way_back BEFORE UPDATE OF visible_intake ON {CREDITOR} WHEN {BACK} "
    "BEGIN SELECT RAISE(ABORT, 'what is visible cannot be hidden'); END",
)

POSTGRES_INSTALL = (
    "CREATE OR REPLACE FUNCTION tijdig_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% cannot be changed or deleted', TG_TABLE_NAME; END $$",
    f"CREATE OR REPLACE FUNCTION tijdig_refuse_seen() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {UNSEEN} THEN RETURN OLD; END IF; "
    "RAISE EXCEPTION '% cannot be changed or deleted', TG_TABLE_NAME; END $$",
    f"CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {AUDIT} "
    "FOR EACH ROW EXECUTE FUNCTION tijdig_refuse()",
    f"CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {AUDIT} "
    "FOR EACH STATEMENT EXECUTE FUNCTION tijdig_refuse()",
    f"CREATE OR REPLACE TRIGGER money_no_update BEFORE UPDATE ON {MONEY} "
    "FOR EACH ROW EXECUTE FUNCTION tijdig_refuse()",
    f"CREATE OR REPLACE TRIGGER money_no_delete BEFORE DELETE ON {MONEY} "
    "FOR EACH ROW EXECUTE FUNCTION tijdig_refuse_seen()",
    f"CREATE OR REPLACE TRIGGER money_no_truncate BEFORE TRUNCATE ON {MONEY} "
    "FOR EACH STATEMENT EXECUTE FUNCTION tijdig_refuse()",
    f"CREATE OR REPLACE TRIGGER creditor_no_way_back BEFORE UPDATE ON {CREDITOR} "
    f"FOR EACH ROW WHEN ({BACK}) EXECUTE FUNCTION tijdig_refuse()",
)
POSTGRES_REMOVE = (
    f"DROP TRIGGER IF EXISTS audit_no_change ON {AUDIT}",
    f"DROP TRIGGER IF EXISTS audit_no_truncate ON {AUDIT}",
    f"DROP TRIGGER IF EXISTS money_no_update ON {MONEY}",
    f"DROP TRIGGER IF EXISTS money_no_delete ON {MONEY}",
    f"DROP TRIGGER IF EXISTS money_no_truncate ON {MONEY}",
    f"DROP TRIGGER IF EXISTS creditor_no_way_back ON {CREDITOR}",
)

DECISIONS_INSTALL = {
    "sqlite": (
        *(
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {what} ON {DECISION} "
            f"WHEN NOT EXISTS (SELECT 1 FROM {CASE} WHERE id = NEW.case_id) "
            "BEGIN SELECT RAISE(ABORT, 'a decision belongs to a case'); END"
            for name, what in (("decision_has_case", "INSERT"), ("decision_keeps_case", "UPDATE OF case_id"))
        ),
        f"CREATE TRIGGER IF NOT EXISTS case_keeps_decisions BEFORE DELETE ON {CASE} "
        f"WHEN EXISTS (SELECT 1 FROM {DECISION} WHERE case_id = OLD.id) "
        "BEGIN SELECT RAISE(ABORT, 'a case with decisions cannot be deleted'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION tijdig_decision_has_case() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (SELECT 1 FROM {CASE} c WHERE c.id = f.case_id)) "
        "THEN RAISE EXCEPTION 'a decision belongs to a case'; END IF; RETURN NULL; END $$",
        *(
            f"CREATE OR REPLACE TRIGGER {name} AFTER {what} ON {DECISION} REFERENCING NEW TABLE AS fresh "
            "FOR EACH STATEMENT EXECUTE FUNCTION tijdig_decision_has_case()"
            for name, what in (("decision_has_case", "INSERT"), ("decision_keeps_case", "UPDATE"))
        ),
        f"CREATE OR REPLACE FUNCTION tijdig_case_keeps_decisions() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS (SELECT 1 FROM {DECISION} d WHERE d.case_id = OLD.id) "
        "THEN RAISE EXCEPTION 'a case with decisions cannot be deleted'; END IF; RETURN OLD; END $$",
        f"CREATE OR REPLACE TRIGGER case_keeps_decisions BEFORE DELETE ON {CASE} "
        "FOR EACH ROW EXECUTE FUNCTION tijdig_case_keeps_decisions()",
    ),
}
DECISIONS_REMOVE = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {name}"
        for name in ("decision_has_case", "decision_keeps_case", "case_keeps_decisions")
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS decision_has_case ON {DECISION}",
        f"DROP TRIGGER IF EXISTS decision_keeps_case ON {DECISION}",
        f"DROP TRIGGER IF EXISTS case_keeps_decisions ON {CASE}",
    ),
}


def put_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place; harmless when they already are."""
    run(connection, POSTGRES_INSTALL if connection.vendor == "postgresql" else SQLITE_INSTALL)
    run(connection, DECISIONS_INSTALL[connection.vendor])


def take_guards_away(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: for emptying a test database between tests, and for nothing else."""
    run(connection, POSTGRES_REMOVE if connection.vendor == "postgresql" else SQLITE_REMOVE)
    run(connection, DECISIONS_REMOVE[connection.vendor])


def run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    """Execute these statements one by one."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(_apps: Any, schema_editor: Any) -> None:
    """The migration step that guards the trail, the money and what is visible."""
    connection = schema_editor.connection
    run(connection, POSTGRES_INSTALL if connection.vendor == "postgresql" else SQLITE_INSTALL)


def remove(_apps: Any, schema_editor: Any) -> None:
    """The migration step back."""
    connection = schema_editor.connection
    run(connection, POSTGRES_REMOVE if connection.vendor == "postgresql" else SQLITE_REMOVE)


def install_decisions(_apps: Any, schema_editor: Any) -> None:
    """The migration step that guards decisions and their cases."""
    run(schema_editor.connection, DECISIONS_INSTALL[schema_editor.connection.vendor])


def remove_decisions(_apps: Any, schema_editor: Any) -> None:
    """The step back; also the first step of a migration that changes one of these two tables."""
    run(schema_editor.connection, DECISIONS_REMOVE[schema_editor.connection.vendor])
